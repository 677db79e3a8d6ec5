import * as l10n from '@vscode/l10n';
import { toKind, toOwnId } from '../../core/model/resource.ts';
import { isFailed } from '../../core/model/task.ts';
import type { AttemptTarget, DocumentTarget } from '../../core/places/documentPath.ts';
import { formatClock } from '../../core/words/times.ts';
import { toCommandId } from '../commandId.ts';
import type { KeptAttempt } from '../evidence/keptAttempts.ts';
import { toPickText } from '../messages/notificationText.ts';
import type { Look } from './explained.ts';
import type { ExplainedResource } from './explainedResource.ts';

interface Surroundings {
  readonly keptCount: number;
  readonly hasPortal: boolean;
  readonly readAt: Date;
}

/** Lists the follow-ups of an explanation, apart from its remedies. */
export function listLooks(
  { targets: { resource }, logs, example, facts }: Pick<ExplainedResource, 'targets' | 'logs' | 'example' | 'facts'>,
  { keptCount, hasPortal, readAt }: Surroundings,
): readonly Look[] {
  const looks = logs.map((log): Look => {
    const title = l10n.t('Open {0}', toPickText(log.path.split('/').slice(-2).join('/')));
    return { title, command: toCommandId('file.open'), of: log };
  });
  if (example !== undefined) {
    const title = l10n.t('Explain {0}', toPickText(toOwnId(example)));
    looks.push({ title, opens: { resource: example, document: 'explanation' } });
  } else if (resource.kind !== 'account')
    looks.push({ title: l10n.t('Properties'), opens: { resource, document: 'json' } });
  else if (hasPortal) {
    const command = toCommandId('account.openInPortal');
    looks.push({ title: l10n.t('Open in Azure Portal'), command, of: resource });
  }
  const task = toKind('task', resource);
  if (resource.kind === 'task' && facts.task !== undefined && isFailed(facts.task))
    looks.push({ title: l10n.t('Reproduce Here…'), command: toCommandId('task.reproduce'), of: resource });
  if (keptCount > 0) {
    const title =
      task === undefined ? l10n.t('Saved Evidence ({0})', keptCount) : l10n.t('Earlier Attempts ({0})', keptCount);
    looks.push({ title, opens: { resource: task ?? resource, document: 'attempts' } });
  }
  looks.push(toRefresh(readAt));
  return looks;
}

/** Creates the follow-up that refreshes a document, with the time when it was read. */
export function toRefresh(readAt: Date): Look {
  return { title: l10n.t('Refresh (As of {0})', formatClock(readAt)), isRefresh: true };
}

/** Lists the documents of an earlier attempt: its logs, the current item, and the saved record. */
export function listAttemptLooks(target: AttemptTarget, { logs }: KeptAttempt): readonly Look[] {
  const { resource, savedAt } = target;
  const kept = logs.filter(({ text }) => text !== undefined);
  return [
    ...kept.map(
      ({ path }): Look => ({
        title: l10n.t('Open {0}', toPickText(path.split('/').slice(-2).join('/'))),
        opens: { resource, document: 'attemptLog', savedAt, path },
      }),
    ),
    ...(resource.kind === 'task'
      ? [{ title: l10n.t('Compare with Now'), command: toCommandId('kept.compare'), of: target }]
      : [{ title: l10n.t('Compare with Now'), opens: { resource, document: 'attempts' } as const }]),
    { title: l10n.t('Explain Current State'), opens: { resource, document: 'explanation' } },
    { title: l10n.t('Export…'), command: toCommandId('kept.export'), of: target },
  ];
}

/** Lists the actions that a page offers for its item and for its text. */
export function listPageLooks(target: DocumentTarget): readonly Look[] {
  const { resource, document } = target;
  const hasId = document === 'explanation' && resource.kind !== 'account';
  // These documents exist only on this computer, so links to them would not work elsewhere.
  const hasLink = document !== 'bulkReport' && document !== 'answers';
  return [
    ...(hasId ? [{ title: l10n.t('Copy ID'), command: toCommandId('resource.copyId'), of: resource }] : []),
    ...(hasLink ? [{ title: l10n.t('Copy Link'), command: toCommandId('resource.copyLink'), of: target }] : []),
    { title: l10n.t('Copy as Markdown'), command: toCommandId('explanation.copy'), of: target },
    { title: l10n.t('Show as Text'), command: toCommandId('explanation.openText'), of: target },
    ...(document === 'cause' ? [{ title: l10n.t('Note…'), command: toCommandId('failures.note'), of: target }] : []),
    ...(document === 'explanation' || document === 'cause'
      ? [
          { title: l10n.t('Create Issue…'), command: toCommandId('explanation.createIssue'), of: target },
          { title: l10n.t('Wrong Cause?'), command: toCommandId('log.makeRule'), of: target },
        ]
      : []),
  ];
}
