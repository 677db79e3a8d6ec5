import * as l10n from '@vscode/l10n';
import type * as vscode from 'vscode';
import { toCommandId } from '../../app/commandId.ts';
import type { KeptAttempt } from '../../app/evidence/keptAttempts.ts';
import type { ExplainedResource } from '../../app/explain/explainedResource.ts';
import { toPickText } from '../../app/notificationText.ts';
import { toKind, toOwnId } from '../../core/model/resourceChain.ts';
import type { AttemptTarget, DocumentTarget } from '../../core/query/documentPath.ts';
import { formatClock } from '../../core/query/times.ts';
import { toDocumentUri } from '../documentUri.ts';
import type { ExplanationTarget } from './explained.ts';

/** What is known around an explanation. */
interface Surroundings {
  readonly keptCount: number;
  /** Whether the account has a page in a portal. */
  readonly hasPortal: boolean;
  readonly readAt: Date;
}

/** What there is to look at from an explanation, beside what puts things right. */
export function listLooks(
  { targets: { resource }, logs, stands }: Pick<ExplainedResource, 'targets' | 'logs' | 'stands'>,
  { keptCount, hasPortal, readAt }: Surroundings,
): readonly vscode.Command[] {
  const open = (title: string, uri: vscode.Uri): vscode.Command => ({
    title,
    command: 'vscode.open',
    arguments: [uri],
  });
  const commands = logs.map((log): vscode.Command => {
    const title = l10n.t('Open {0}', toPickText(log.path.split('/').slice(-2).join('/')));
    return { title, command: toCommandId('file.open'), arguments: [log] };
  });
  if (stands !== undefined) {
    const title = l10n.t('Explain {0}', toPickText(toOwnId(stands)));
    commands.push(open(title, toDocumentUri({ resource: stands, document: 'explanation' })));
  } else if (resource.kind !== 'account')
    commands.push(open(l10n.t('Properties'), toDocumentUri({ resource, document: 'json' })));
  else if (hasPortal) {
    const command = toCommandId('account.openInPortal');
    commands.push({ title: l10n.t('Open in Azure Portal'), command, arguments: [resource] });
  }
  const task = toKind('task', resource);
  if (keptCount > 0) {
    const title =
      task === undefined ? l10n.t('Kept Before Actions ({0})', keptCount) : l10n.t('Earlier Attempts ({0})', keptCount);
    commands.push(open(title, toDocumentUri({ resource: task ?? resource, document: 'attempts' })));
  }
  const refresh = l10n.t('Refresh (As of {0})', formatClock(readAt));
  // VS Code's own command to read a document again.
  commands.push({ title: refresh, command: 'workbench.action.files.revert' });
  return commands;
}

/** The documents of an earlier attempt: its logs, the thing as it is now, and the saved record. */
export function listAttemptLooks(target: AttemptTarget, { logs }: KeptAttempt): readonly vscode.Command[] {
  const { resource, savedAt } = target;
  const open = (title: string, to: DocumentTarget): vscode.Command => ({
    title,
    command: 'vscode.open',
    arguments: [toDocumentUri(to)],
  });
  const kept = logs.filter(({ text }) => text !== undefined);
  const uri = toDocumentUri(target);
  return [
    ...kept.map(({ path }) =>
      open(l10n.t('Open {0}', toPickText(path.split('/').slice(-2).join('/'))), {
        resource,
        document: 'attemptLog',
        savedAt,
        path,
      }),
    ),
    ...(resource.kind === 'task'
      ? [{ title: l10n.t('Compare with Now'), command: toCommandId('kept.compare'), arguments: [uri] }]
      : []),
    open(l10n.t('Explain as It Is Now'), { resource, document: 'explanation' }),
    { title: l10n.t('Export…'), command: toCommandId('kept.export'), arguments: [uri] },
  ];
}

/** What a page offers to do with what it is about, and with the text that it is the face of. */
export function listPageLooks(target: ExplanationTarget): readonly vscode.Command[] {
  const uri = toDocumentUri(target);
  const { resource, document } = target;
  const hasId = document === 'explanation' && resource.kind !== 'account';
  return [
    ...(hasId ? [{ title: l10n.t('Copy Id'), command: toCommandId('resource.copyId'), arguments: [resource] }] : []),
    { title: l10n.t('Copy Link'), command: toCommandId('resource.copyLink'), arguments: [uri] },
    { title: l10n.t('Copy as Markdown'), command: toCommandId('explanation.copy'), arguments: [uri] },
    { title: l10n.t('Show as Text'), command: toCommandId('explanation.openText'), arguments: [uri] },
  ];
}
