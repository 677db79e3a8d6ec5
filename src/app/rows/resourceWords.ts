import * as l10n from '@vscode/l10n';
import { failsUnlessFixed, isOverTime } from '../../core/changes/foreseeChange.ts';
import { planUploadLogs } from '../../core/changes/nodeLife.ts';
import { planReboot, planReimage } from '../../core/changes/nodeRestart.ts';
import { helpsByNode, isAgain, listRemedies } from '../../core/changes/remediesOfSteps.ts';
import { isRetried } from '../../core/changes/retryOfCause.ts';
import { planAgain, planRetry } from '../../core/changes/taskPlans.ts';
import { isProposable } from '../../core/changes/verdict.ts';
import type { Cause } from '../../core/diagnosis/causes/causes.ts';
import type { Explanation } from '../../core/diagnosis/explanation/explanation.ts';
import { findNodeId } from '../../core/failures/narrowCause.ts';
import { pickExplained } from '../../core/failures/representative.ts';
import { isUnread } from '../../core/failures/unreadFailures.ts';
import type { ComputeNode } from '../../core/model/computeNode.ts';
import { isOfExitCode } from '../../core/model/exitConditions.ts';
import type { Job } from '../../core/model/job.ts';
import { hasRun, isFailed, type Task, toTaskGroup } from '../../core/model/task.ts';
import { joinParts } from '../../core/text/lists.ts';
import type { ContextWord } from './contextValue.ts';

/**
 * Returns the context words for the menus of a task's row. Whether a task can run again or only be resubmitted depends
 * on its job, if known.
 */
export function toTaskWords(task: Task, job: Pick<Job, 'id' | 'state'> | undefined): readonly ContextWord[] {
  const group = toTaskGroup(task);
  const words: ContextWord[] = group === undefined ? [] : [group];
  if (task.nodeInfo?.nodeId !== undefined) words.push('hasFiles');
  if (isFailed(task) && !hasRun(task)) words.push('neverRan');
  const again = planAgain(task, job);
  if (again !== undefined) words.push(again === 'retry' ? 'retryable' : 'onlyResubmit');
  return words;
}

/** Removes the context words for a retry, because the work of a resolved failure is done. */
export function withoutRetry(words: readonly ContextWord[]): readonly ContextWord[] {
  return words.filter((word) => word !== 'retryable' && word !== 'onlyResubmit');
}

/** Adds a context word where a corrected definition is more likely to help than a retry, such as after a failed one. */
export function afterRepeat(words: readonly ContextWord[]): readonly ContextWord[] {
  return words.includes('retryable') && !words.includes('repeated') ? [...words, 'repeated'] : words;
}

/** Replaces retrying with resubmitting if the definition is at fault. */
function withCorrection(words: readonly ContextWord[]): readonly ContextWord[] {
  return words.map((word) => (word === 'retryable' ? 'onlyResubmit' : word));
}

/**
 * Returns the context words for the menus of a cause's row: whether an action on its nodes may help, and whether its
 * tasks can run again, or only corrected ones. Tasks whose causes are not known have nothing in common to fix, so they
 * are not retried together.
 */
export function toCauseWords(cause: Pick<Cause, 'cluster' | 'failures' | 'example'>): readonly ContextWord[] {
  const { cluster, failures } = cause;
  if (isUnread(cluster)) return ['unread'];
  const tasks = failures.flatMap(({ failing }) => (failing.kind === 'task' ? [failing] : []));
  const ways = new Set(tasks.map(({ task, job, resource }) => planAgain(task, job ?? { id: resource.jobId })));
  const said = pickExplained(cause)?.explanation;
  const isRetryable = ways.has('retry') && said !== undefined && isRetried(tasks, said);
  const onNodes = failures.some(({ failing }) => findNodeId(failing) !== undefined);
  const isOnlyResubmit = !isRetryable && (ways.has('retry') || ways.has('resubmit')) && !needsNewJob(said);
  const own: readonly ContextWord[] = [
    ...(onNodes && (said === undefined ? tasks.length === 0 : helpsByNode(said)) ? (['ofNodes'] as const) : []),
    ...(tasks.length > 0 ? (['ofTasks'] as const) : []),
    ...(isRetryable ? (['retryable'] as const) : []),
    ...(isOnlyResubmit ? (['onlyResubmit'] as const) : []),
  ];
  return said !== undefined && failsUnlessFixed(said) ? afterRepeat(own) : own;
}

/** Checks whether neither a retry nor a copy in the same job helps, but only a new job. */
function needsNewJob(said: Explanation | undefined): boolean {
  const remedies = said === undefined ? [] : listRemedies(said);
  return remedies.includes('job.clone') && !remedies.some(isAgain);
}

/** How a cause changes the words of its tasks; cached, because each of its rows needs it. */
const adjustments = new WeakMap<object, Adjustment>();

type Adjustment = (words: readonly ContextWord[]) => readonly ContextWord[];

function toAdjustment(cause: Pick<Cause, 'cluster' | 'failures' | 'example'>): Adjustment {
  const said = pickExplained(cause)?.explanation;
  if (needsNewJob(said)) return (words) => words.filter((word) => word !== 'retryable');
  const isCorrected = said !== undefined && !isOverTime(said) && toCauseWords(cause).includes('onlyResubmit');
  return isCorrected ? withCorrection : (words) => words;
}

/**
 * Adjusts the context words of one or several tasks to their cause, because an action that does not help the cause does
 * not help any of them. If a time limit ended a task, the limit is changed in the retry.
 */
export function asOfCause(
  words: readonly ContextWord[],
  cause: Pick<Cause, 'cluster' | 'failures' | 'example'>,
): readonly ContextWord[] {
  if (!words.includes('retryable')) return words;
  let adjust = adjustments.get(cause);
  if (adjust === undefined) {
    adjust = toAdjustment(cause);
    adjustments.set(cause, adjust);
  }
  return adjust(words);
}

/**
 * Explains why none of the tasks with a cause can run again, for example because their jobs have ended; undefined if
 * one can.
 */
export function findRetryRefusal(failures: Cause['failures']): string | undefined {
  const ofTasks = failures.flatMap(({ failing }) => (failing.kind === 'task' ? [failing] : []));
  let reason: string | undefined;
  for (const { task, job } of ofTasks) {
    const verdict = planRetry(task, job);
    if (verdict.possible) return undefined;
    reason ??= verdict.reason;
  }
  return reason;
}

/** Returns additional context words for the menus of a node with a problem, which `toNodeWords` does not include. */
export function toBrokenWords(node: ComputeNode): readonly ContextWord[] {
  return isProposable(planReboot(node)) ? ['broken', 'rebootable'] : ['broken'];
}

/** Checks whether the start task of a node failed, even if the pool does not wait for its success. */
function hasFailedStartTask({ state, startTaskInfo }: ComputeNode): boolean {
  return state === 'starttaskfailed' || startTaskInfo?.result === 'failure';
}

/** Returns the context words for the menus of any node's row. */
export function toNodeWords(node: ComputeNode): readonly ContextWord[] {
  const words: ContextWord[] = [node.schedulingState === 'disabled' ? 'offline' : 'online'];
  if (!planReboot(node).possible && !planReimage(node).possible) words.push('changing');
  if (!planUploadLogs(node).possible) words.push('unreachable');
  if (node.state === 'deallocated') words.push('deallocated');
  if (hasFailedStartTask(node)) words.push('startTaskFailed');
  return words;
}

interface End {
  readonly exitCode?: number;
  readonly failureInfo?: { readonly code?: string };
}

/**
 * Describes how a failed process ended, with the service's error code if it is more specific than the exit code, and
 * the exit code.
 */
export function toEndText({ exitCode, failureInfo }: End = {}): string | undefined {
  const exit = exitCode === undefined ? undefined : l10n.t('exit code {code}', { code: exitCode });
  const code = failureInfo?.code;
  return joinParts(exit !== undefined && isOfExitCode(code) ? undefined : code, exit);
}
