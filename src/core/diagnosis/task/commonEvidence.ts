import * as l10n from '@vscode/l10n';
import type { FailureInfo, NameValue } from '../../model/common.ts';
import { describeState } from '../../model/states.ts';
import { isFailed, type Task, type TaskExecutionInfo, toTaskGroup } from '../../model/task.ts';
import { toDurationWords } from '../../query/durations.ts';
import { formatNumber } from '../../query/numbers.ts';
import { elapsedMs, isSame, toTime, toTimeText } from '../evidence/time.ts';
import type { Evidence } from '../explanation/explanation.ts';
import type { TaskCase } from '../process/taskCase.ts';

/** Details of an error in one line: `FilePath = a, BlobSource = b`. */
export function describeDetails(details: readonly NameValue[] | undefined): string {
  return (details ?? [])
    .filter(({ name, value }) => name !== undefined && value !== undefined && value !== '')
    .map(({ name, value }) => `${name} = ${value}`)
    .join(', ');
}

/** Value of the detail whose name is one of `names`, compared without case. */
export function findDetail(details: readonly NameValue[] | undefined, ...names: readonly string[]): string | undefined {
  return details?.find(({ name }) => names.some((wanted) => isSame(name, wanted)))?.value;
}

/** The service's own words about a failure, codes and texts verbatim. */
export function describeFailureInfo(info: FailureInfo | undefined, source = 'failureInfo'): Evidence | undefined {
  if (info === undefined) return undefined;
  const head = [info.category, info.code].filter((part) => part !== undefined && part !== '').join(' / ');
  const message = info.message === undefined || info.message === '' ? '' : `: "${firstLine(info.message)}"`;
  const details = describeDetails(info.details?.filter(({ value }) => value === undefined || !isSaid(value, info)));
  return { text: `${head}${message}${details === '' ? '' : ` — ${details}`}`, source };
}

/** Details often repeat the message or the code, word for word. */
function isSaid(value: string, { code, message = '' }: FailureInfo): boolean {
  const detail = firstLine(value).replace(/\.$/, '');
  return detail !== '' && (isSame(code, detail) || firstLine(message).replace(/\.$/, '') === detail);
}

/** Messages of Batch end with lines that hold the request's id and time. */
export function firstLine(message: string): string {
  return message.split('\n', 1)[0]?.trim() ?? '';
}

/** In which state the task is, and for how long. */
export function describeWait({ task, now }: TaskCase): Evidence | undefined {
  const since = toTime(task.stateTransitionTime ?? task.creationTime);
  const ms = elapsedMs(task.stateTransitionTime ?? task.creationTime, now);
  if (since === undefined || ms === undefined) return undefined;
  return {
    text: l10n.t(
      'In the state “{0}” for {1}, since {2}.',
      describeState('taskGroup', toTaskGroup(task)).label,
      toDurationWords(ms),
      toTimeText(since),
    ),
    source: 'stateTransitionTime',
  };
}

/** How often Batch tried the task, and whether it would have tried again. */
export function describeAttempts({ task, job }: TaskCase): readonly (Evidence | undefined)[] {
  const info = task.executionInfo;
  const allowed = task.constraints?.maxTaskRetryCount ?? job?.constraints?.maxTaskRetryCount;
  return [describeRetries(info, allowed), describeRequeues(info)];
}

/** How often the task was put back into the queue; undefined when it never was. */
export function describeRequeues(info: TaskExecutionInfo | undefined): Evidence | undefined {
  const count = info?.requeueCount ?? 0;
  if (count === 0) return undefined;
  const last = toTime(info?.lastRequeueTime);
  const often =
    count === 1
      ? l10n.t('It was put back into the queue once')
      : l10n.t('It was put back into the queue {0} times', formatNumber(count));
  const text =
    last === undefined ? l10n.t('{0}.', often) : l10n.t('{0}, the last time at {1}.', often, toTimeText(last));
  return { text, source: 'requeueCount' };
}

/** What is said about retries depends on how the last attempt ended. */
type Run = Pick<TaskExecutionInfo, 'exitCode' | 'retryCount'>;

/** Batch retries a nonzero exit code only (Batch documentation: "Task: maxTaskRetryCount"). */
function isRetryable(run: Run | undefined): boolean {
  return run?.exitCode !== undefined && run.exitCode !== 0;
}

/** Retries used up, left over, or never configured; `allowed` is `maxTaskRetryCount`, -1 for no limit. */
export function describeRetries(run: Run | undefined, allowed: number | undefined): Evidence | undefined {
  const retries = run?.retryCount ?? 0;
  if (retries > 0) return { text: describeUsed(retries, allowed), source: 'retryCount' };
  if (allowed === undefined) return undefined;
  const source = 'maxTaskRetryCount';
  if (allowed === 0) {
    return isRetryable(run)
      ? { text: l10n.t('No retries are configured (maxTaskRetryCount is 0).'), source }
      : undefined;
  }
  return isRetryable(run)
    ? undefined
    : {
        text: l10n.t(
          'Batch did not retry it (maxTaskRetryCount is {0}): it retries programs that end with an exit code other than 0 only.',
          allowed,
        ),
        source,
      };
}

function describeUsed(retries: number, allowed: number | undefined): string {
  if (allowed !== undefined && allowed >= 0) {
    return retries >= allowed
      ? l10n.t('Retries: {0} of {1}, so none is left.', formatNumber(retries), formatNumber(allowed))
      : l10n.t('Retries: {0} of {1}.', formatNumber(retries), formatNumber(allowed));
  }
  return retries === 1 ? l10n.t('Batch retried it once.') : l10n.t('Batch retried it {0} times.', retries);
}

/** Failures of one signature look the same to the service. */
function toSignature(task: Task): string {
  const info = task.executionInfo;
  return `${info?.failureInfo?.code?.toLowerCase() ?? ''}/${info?.exitCode ?? ''}`;
}

/**
 * How the other tasks of the job went, as far as that is known: the same failure, other failures, success. What nobody
 * counted is not said.
 */
export function describeSiblings({ task, siblings, counts }: TaskCase): Evidence | undefined {
  const own = toSignature(task);
  const failed = siblings.filter(isFailed);
  const same = failed.filter((sibling) => toSignature(sibling) === own).length;
  const ended = siblings.filter((sibling) => isSame(sibling.state, 'completed')).length;
  const succeeded = counts?.succeeded ?? ended - failed.length;
  const areAllKnown = counts === undefined || failed.length + 1 >= counts.failed;
  if (same === 0 && (succeeded === 0 || !areAllKnown)) return undefined;
  const others = describeSame(same, areAllKnown);
  const text =
    succeeded === 0 && counts === undefined
      ? l10n.t('{0}.', others)
      : l10n.t('{0}; {1} succeeded.', others, formatNumber(succeeded));
  return { text, source: 'siblings' };
}

function describeSame(count: number, areAllKnown: boolean): string {
  if (count === 0) return l10n.t('No other task of this job failed this way');
  if (!areAllKnown)
    return l10n.t('At least {0} of the other tasks of this job failed the same way', formatNumber(count));
  return count === 1
    ? l10n.t('1 other task of this job failed the same way')
    : l10n.t('{0} other tasks of this job failed the same way', formatNumber(count));
}
