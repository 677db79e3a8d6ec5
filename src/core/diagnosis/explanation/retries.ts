import * as l10n from '@vscode/l10n';
import type { Task, TaskExecutionInfo } from '../../model/task.ts';
import { formatNumber } from '../../words/numbers.ts';
import { toTime, toTimeText } from '../evidence/time.ts';
import type { Evidence } from './explanation.ts';

/** Describes how many times the task was requeued; undefined if it never was. */
export function describeRequeues(info: TaskExecutionInfo | undefined): Evidence | undefined {
  const count = info?.requeueCount ?? 0;
  if (count === 0) return undefined;
  const last = toTime(info?.lastRequeueTime);
  const often = count === 1 ? l10n.t('It was requeued once') : l10n.t('It was requeued {0} times', formatNumber(count));
  const text =
    last === undefined ? l10n.t('{0}.', often) : l10n.t('{0}, most recently on {1}.', often, toTimeText(last));
  return { text, source: 'requeueCount' };
}

/** Number of retries after which another one is unlikely to help. */
const manyRetries = 10;

/** Checks whether Batch has retried a task so often that it is unlikely to succeed. */
export function isRetriedInVain({ executionInfo }: Pick<Task, 'executionInfo'>): boolean {
  return (executionInfo?.retryCount ?? 0) >= manyRetries;
}

/** Says what else ends the wait for a task that was retried in vain. */
export function sayInVain(): string {
  return l10n.t('Otherwise, it ends only if a retry succeeds.');
}

/** Fields of the last attempt, which determines how retries are described. */
type Run = Pick<TaskExecutionInfo, 'exitCode' | 'retryCount'>;

/** Batch retries only nonzero exit codes (Batch documentation: "Task: maxTaskRetryCount"). */
function isRetryable(run: Run | undefined): boolean {
  return run?.exitCode !== undefined && run.exitCode !== 0;
}

/**
 * Describes the retries so far, or why Batch did not retry; undefined without either. `allowed` is `maxTaskRetryCount`;
 * -1 means no limit.
 */
export function describeRetries(run: Run | undefined, allowed: number | undefined): Evidence | undefined {
  const retries = run?.retryCount ?? 0;
  const isEndless = allowed !== undefined && allowed < 0 && isRetryable(run);
  if (retries > 0 || isEndless) return { text: describeUsed(retries, allowed), source: 'retryCount' };
  if (allowed === undefined || allowed === 0 || isRetryable(run)) return undefined;
  return {
    text: l10n.t(
      "Batch didn't retry it (maxTaskRetryCount is {0}): it retries only programs that end with a nonzero exit code.",
      allowed,
    ),
    source: 'maxTaskRetryCount',
  };
}

function describeUsed(retries: number, allowed: number | undefined): string {
  if (allowed !== undefined && allowed >= 0) {
    return retries >= allowed
      ? l10n.t('Retries: {0} of {1}, so none are left.', formatNumber(retries), formatNumber(allowed))
      : l10n.t('Retries: {0} of {1}.', formatNumber(retries), formatNumber(allowed));
  }
  if (allowed !== undefined)
    return l10n.t('Retries: {0}, with no limit (maxTaskRetryCount is -1).', formatNumber(retries));
  return retries === 1 ? l10n.t('Batch retried it once.') : l10n.t('Batch retried it {0} times.', retries);
}
