import type { Explanation, Fix, RemedyId } from '../../core/diagnosis/explanation/explanation.ts';
import { mapRemedies } from '../../core/remedy/remediesOfSteps.ts';
import { adviseCorrection } from '../../core/remedy/retryOfCause.ts';

const retriesAll: ReadonlySet<RemedyId> = new Set(['failures.retry', 'job.retryFailed']);

/**
 * The page of a task that was retried and failed again for the same reason: what corrects it comes before another retry,
 * and it is not retried together with all that has its cause.
 */
export function putRetryLast(explanation: Explanation): Explanation {
  const single = mapRemedies(explanation, (remedy) => (retriesAll.has(remedy) ? [] : [remedy]));
  const { remedies, ...others } = single;
  const fixes = single.fixes.map((fix) => (fix.remedies ? { ...fix, remedies: sortLast(fix.remedies) } : fix));
  const isCorrected = fixes.some((fix) => fix.remedies?.includes('task.resubmit'));
  return {
    ...others,
    fixes: [
      ...fixes.filter((fix) => !isRetry(fix)),
      ...(isCorrected || !remedies.includes('task.resubmit') ? [] : [adviseCorrection()]),
      ...fixes.filter(isRetry),
    ],
    remedies: sortLast(remedies),
  };
}

function sortLast(remedies: readonly RemedyId[]): readonly RemedyId[] {
  return remedies.toSorted((one, other) => Number(one === 'task.retry') - Number(other === 'task.retry'));
}

function isRetry({ remedies = [] }: Fix): boolean {
  return remedies.includes('task.retry') && !remedies.includes('task.resubmit');
}
