import { env, l10n } from 'vscode';
import { BatchError } from '../../../core/model/batchError.ts';
import type { Resource } from '../../../core/model/resource.ts';
import { toLink } from '../../../core/query/address.ts';
import { type DocumentTarget, fromDocumentPath } from '../../../core/query/documentPath.ts';
import { asCount } from '../../../core/query/numbers.ts';
import { plural } from '../../../core/text/plural.ts';
import { notifyStatus } from '../../messages.ts';
import { findActiveDocument } from '../../shownDocuments.ts';
import type { Command } from '../command.ts';
import type { Contribution } from '../contribution.ts';
import { toCauseTarget } from '../failures/toCauseTarget.ts';
import { refuseLostRows } from '../lostRows.ts';
import { toResources } from '../targets.ts';

export const contribution: Contribution = {
  title: 'Copy Link',
  effect: 'reads',
  palette: 'inDocument',
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
      ],
      at: 'copy@2',
    },
    { on: 'failureGroup', unless: 'unread', at: '5_copy@2' },
  ],
};

/**
 * Copies links that lead whoever opens them to the selected things, or to the document that is in front, one a line. Who
 * opens one needs an own way in to the account.
 */
export const run: Command = async (_services, args) => {
  refuseLostRows(args);
  const given = args.length === 0 ? [findActiveDocument()] : args;
  const document = toCauseTarget(given[0]) ?? findDocument(given[0]);
  const targets = document === undefined ? toResources(given) : [document];
  if (targets.length === 0) {
    throw new BatchError({
      code: 'InvalidInput',
      message: l10n.t('Select a row in the Azure Batch views, or open one of their documents first.'),
    });
  }
  await env.clipboard.writeText(targets.map((target) => toLink(env.uriScheme, target)).join('\n'));
  notifyStatus(
    plural(targets.length, {
      '=1': l10n.t('Link copied'),
      one: l10n.t('{count} link copied', asCount(targets.length)),
      other: l10n.t('{count} links copied', asCount(targets.length)),
    }),
  );
};

/** What a document of ours shows; what it has of this computer alone is left out, and the thing it is about taken. */
function findDocument(given: unknown): DocumentTarget | Resource | undefined {
  if (typeof given !== 'object' || given === null) return undefined;
  const { scheme, authority, path } = given as Readonly<Record<string, unknown>>;
  if (scheme !== 'azurebatch' || typeof authority !== 'string' || typeof path !== 'string') return undefined;
  const target = fromDocumentPath(authority, path);
  return target === undefined || isEverywhere(target) ? target : target.resource;
}

/** Whether others have such a document, too: it is made of what the service tells. */
function isEverywhere(target: DocumentTarget): boolean {
  return ['content', 'json', 'explanation', 'access', 'cause'].includes(target.document) || isComparison(target);
}

function isComparison(target: DocumentTarget): boolean {
  return target.document === 'comparison' && target.savedAt === undefined;
}
