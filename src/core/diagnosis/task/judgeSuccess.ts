import { hasGpus } from '../../definitions/vmSizes.ts';
import { isFailed } from '../../model/task.ts';
import { describeVerdictBriefly, type EngineEnd, type SaidLine, type TaskVerdict } from '../../model/taskVerdict.ts';
import type { OperatingSystem } from '../evidence/operatingSystem.ts';
import type { FailureCategory } from '../explanation/category.ts';
import { findBadEnd, findUnusedGpu } from '../logs/end/badEnd.ts';
import { findEngineEnd, findUnknownExit } from '../process/engines.ts';
import { findLogCause } from '../process/logCause.ts';
import type { TaskEvidence } from '../process/taskContext.ts';

/** Evidence about a task that Batch counts as succeeded. */
export type SucceededTask = Pick<TaskEvidence, 'task' | 'stdout' | 'stderr' | 'engineTexts'> & {
  /** The pool that the task ran in; without it, an unused GPU isn't noticed. */
  readonly pool?: { readonly vmSize?: string | undefined } | undefined;
};

/**
 * Finds a failure in a task that Batch counts as succeeded: its engine may report one, or its logs may end in one.
 * Returns undefined for other tasks. An exit code other than 0 that counts as success is intentional. A failure that the
 * command line ignores counts only if the task's result is missing elsewhere (`isLacked`).
 */
export function judgeSuccess(evidence: SucceededTask, isLacked = false): TaskVerdict | undefined {
  const { task, stdout, stderr } = evidence;
  if (task.state !== 'completed' || isFailed(task)) return undefined;
  const isRead = stdout !== undefined && stderr !== undefined && findUnknownExit(evidence) === undefined;
  if ((task.executionInfo?.exitCode ?? 0) !== 0) return { kind: 'plain', isRead };
  const engine = findEngineEnd(evidence);
  if (engine?.hasFailed === true) return { kind: 'engineFailed', end: engine };
  // An engine that checked its step knows more than the last lines of the log show.
  if (engine !== undefined) return { kind: 'plain', isRead, engine };
  const end =
    findBadEnd({ commandLine: isLacked ? undefined : task.commandLine, stdout, stderr }) ??
    (hasGpus(evidence.pool?.vmSize ?? '') ? findUnusedGpu({ stdout, stderr }) : undefined);
  return end === undefined ? { kind: 'plain', isRead } : { kind: 'suspicious', end };
}

/**
 * Finds the line with the reason why a step failed: in the step's logs if the engine recorded its exit code, or else
 * the engine's own message.
 */
export function findWhy(
  { stdout, stderr, os }: Pick<SucceededTask, 'stdout' | 'stderr'> & { readonly os?: OperatingSystem | undefined },
  { exit, said }: EngineEnd,
): (SaidLine & { readonly category?: FailureCategory }) | undefined {
  if (exit === undefined) return said;
  const log = findLogCause({ stdout, stderr, exitCode: exit.code, os });
  return log && { file: log.file, ...log.explanation.rootCause, category: log.explanation.category };
}

/** Finds the line that contradicts the success of a task, with its meaning; undefined if there is none. */
export function markSuccess(evidence: SucceededTask): (SaidLine & { readonly title: string }) | undefined {
  const verdict = judgeSuccess(evidence);
  if (verdict === undefined || verdict.kind === 'plain') return undefined;
  const said = verdict.kind === 'suspicious' ? verdict.end : findWhy(evidence, verdict.end);
  return said && { ...said, title: describeVerdictBriefly(verdict) ?? '' };
}
