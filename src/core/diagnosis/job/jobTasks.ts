import type { Draft } from '../explanation/draft.ts';
import { withoutPlace } from '../explanation/instruction.ts';
import { isOfCheck } from '../task/waitingReason.ts';
import { countFailed, explainFailedTasks, toStepForFailed } from './failedTasks.ts';
import type { JobContext } from './jobContext.ts';
import { type ExplainedWait, explainWaitingTasks } from './jobWaiting.ts';

/**
 * Explains a job's failed tasks, tasks that wait while none run, or tasks that never start while others run. The larger
 * group leads. Waiting tasks lead only if their reason is known and is neither one that Batch ends by itself nor a
 * failed dependency.
 */
export function explainTasks(context: JobContext): Draft | undefined {
  const explained = explainWaitingTasks(context);
  const waiting = explained?.draft;
  const isLeading = explained !== undefined && leads(explained, context);
  const failed = explainFailedTasks(context, isLeading);
  if (failed === undefined || waiting === undefined) return failed ?? waiting;
  const [first, second] = isLeading ? [waiting, failed] : [failed, waiting];
  return {
    ...first,
    // Waiting tasks have their own section below the failures.
    wait: isLeading ? waiting.wait : undefined,
    sections: failed.sections,
    evidence: [
      ...(first.evidence ?? []),
      ...(isLeading ? (failed.evidence ?? []) : [{ text: waiting.title, source: 'tasks' }]),
    ],
    fixes: [
      ...(first.fixes ?? []),
      ...(second.fixes ?? []).map((fix) => withoutPlace(isLeading ? toStepForFailed(fix, context) : fix)),
    ],
    remedies: [...(first.remedies ?? []), ...(second.remedies ?? [])],
    isOfSeveral: isLeading || failed.isOfSeveral,
  };
}

function leads({ draft: { wait, confidence }, count, isOwn }: ExplainedWait, context: JobContext): boolean {
  const isToBeEnded =
    isOwn || wait?.reasons.some(({ id, endsBy }) => endsBy !== 'batch' && !isOfCheck(id, 'dependencies'));
  return count > countFailed(context) && isToBeEnded === true && confidence !== 'guess';
}
