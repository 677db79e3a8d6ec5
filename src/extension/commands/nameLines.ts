import { l10n } from 'vscode';
import type { JobResource, TaskResource } from '../../core/model/resource.ts';
import { toShortVisible } from '../../core/text/escape.ts';
import type { CommandServices } from './command.ts';

const maxShownLength = 40;
/** Things that a question names one by one. */
const maxNamed = 5;

type Named = Pick<CommandServices, 'accounts'>;

/** Names tasks with their jobs and accounts, a line each, so that a question shows what it is about. */
export function toTaskLines(services: Named, tasks: readonly { readonly resource: TaskResource }[]): string {
  return toLines(tasks, ({ resource: { accountId, jobId, taskId } }) =>
    l10n.t('{0} (job {1}, account {2})', show(taskId), show(jobId), toAccountName(services, accountId)),
  );
}

/** Names jobs with their accounts, a line each. */
export function toJobLines(services: Named, jobs: readonly { readonly resource: JobResource }[]): string {
  return toLines(jobs, ({ resource: { accountId, jobId } }) =>
    l10n.t('{0} (account {1})', show(jobId), toAccountName(services, accountId)),
  );
}

/** The first few, and how many more there are. */
function toLines<T>(things: readonly T[], toLine: (thing: T) => string): string {
  const lines = things.slice(0, maxNamed).map(toLine);
  const others = things.length - lines.length;
  return (others > 0 ? [...lines, l10n.t('and {0} more', others)] : lines).join('\n');
}

function toAccountName({ accounts }: Named, accountId: string): string {
  return show(accounts.all.find(({ id }) => id === accountId)?.name ?? accountId);
}

function show(text: string): string {
  return toShortVisible(text, maxShownLength);
}
