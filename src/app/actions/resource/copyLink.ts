import * as l10n from '@vscode/l10n';
import { toInvalidInput } from '../../../core/model/batchError.ts';
import type { Resource } from '../../../core/model/resource.ts';
import { type RowTarget, toLink } from '../../../core/places/address.ts';
import { type DocumentTarget, fromDocumentAddress } from '../../../core/places/documentPath.ts';
import { plural } from '../../../core/text/plural.ts';
import { asCount } from '../../../core/words/numbers.ts';
import { toLinkTarget } from '../../rows/explorer/linkedRow.ts';
import { toCauseTarget } from '../failures/toCauseTarget.ts';
import { orInFront } from '../targets/inFront.ts';
import { refuseLostRows, toHit, toResources, toRows } from '../targets/targets.ts';
import type { Contribution } from '../verb/contribution.ts';
import type { WindowCommand } from '../verb/window.ts';

type LinkTarget = Resource | DocumentTarget | RowTarget;

export const contribution: Contribution = {
  title: 'Copy Link',
  effect: 'reads',
  palette: 'never',
  rows: [
    {
      on: [
        'account',
        'pool',
        'node',
        'job',
        'jobSchedule',
        'task',
        'taskRun',
        'taskFile',
        'nodeFile',
        'missingTask',
        'preparationNode',
        'pools',
        'nodeGroup',
        'jobs',
        'jobSchedules',
        'taskGroup',
      ],
      at: 'copy@2',
    },
    { on: 'failureGroup', unless: 'unread', at: 'copy@2' },
    {
      on: [
        'recentTasks',
        'nodeFiles',
        'preparation',
        'jobTask',
        'subtasks',
        'subtask',
        'dependencies',
        'attempts',
        'attempt',
        'attemptLog',
      ],
      at: '5_copy@2',
    },
  ],
};

/**
 * Copies links to the selected items or the active document, one per line. Opening a link requires access to the
 * account.
 */
export const run: WindowCommand = async (services, args) => {
  refuseLostRows(args);
  const targets = toTargets(orInFront(services, args));
  if (targets.length === 0) {
    throw toInvalidInput(l10n.t('Select a row in the Azure Batch views, or open one of their documents first.'));
  }
  await services.ui.copy(targets.map((target) => toLink(services.uriScheme, target)).join('\n'));
  services.ui.notify(
    'status',
    plural(targets.length, {
      '=1': l10n.t('Link copied'),
      one: l10n.t('{count} link copied', asCount(targets.length)),
      other: l10n.t('{count} links copied', asCount(targets.length)),
    }),
  );
};

/** Returns the targets of the rows or the document, without duplicates. */
function toTargets(args: readonly unknown[]): readonly LinkTarget[] {
  const rows = toRows(args);
  // A selection from one row to another includes the causes' rows in between, which the user did not intend.
  const isAmongCauses = toHit(args[0]) !== undefined;
  const meant = rows.length === 1 || isAmongCauses ? rows : rows.filter((row) => toHit(row) === undefined);
  const targets = meant.flatMap((row): readonly LinkTarget[] => {
    const target = toCauseTarget(row) ?? findDocument(row) ?? toLinkTarget(row);
    return target === undefined ? toResources([row]) : [target];
  });
  return [...new Map(targets.map((target) => [JSON.stringify(target), target])).values()];
}

/** Documents that only this computer can create. */
const ofThisWindow: ReadonlySet<DocumentTarget['document']> = new Set(['answers', 'bulkReport', 'damaged']);

/**
 * Returns the target of one of our documents; for a file's text, the file; for a document that only this computer can
 * create, the item that it is about.
 */
function findDocument(given: unknown): LinkTarget | undefined {
  const target = fromDocumentAddress(given);
  if (target?.document === 'text') return { ...target, document: 'content' };
  const isLinked = target !== undefined && !ofThisWindow.has(target.document);
  return isLinked ? target : target?.resource;
}
