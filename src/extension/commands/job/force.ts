import * as l10n from '@vscode/l10n';
import type { JobResource } from '../../../core/model/resource.ts';
import { isHanging, planForce } from '../../../core/remedy/jobPlans.ts';
import type { Verdict } from '../../../core/remedy/verdict.ts';
import type { Judged } from '../judge.ts';
import { type Ending, type ForceChoices, settleForce, toLongestWords } from '../settleForce.ts';
import type { JobCandidate } from './jobs.ts';

type State = Parameters<typeof isHanging>[1];

/** What `plan` says, but that a job which hangs in `state` can be forced out of it. */
export function planOrForce(candidate: JobCandidate, state: State, plan: Verdict, nowMs: number): Verdict {
  return !plan.possible && isHanging(candidate.job, state, nowMs) ? planForce(candidate.service.apiVersion) : plan;
}

/**
 * Jobs to be ended or deleted, and how: those that hang in `state` are forced out of it.
 * @param settled how the action was started of which this is the rest
 */
export function settleForceOfJobs(
  judged: Judged<JobResource, JobCandidate>,
  state: State,
  nowMs: number,
  settled?: ForceChoices,
): Ending<JobResource, JobCandidate> {
  const words = {
    reason: l10n.t('The job hangs. Select only jobs that hang to force them.'),
    calm: l10n.t('The job does not hang, so it is not forced.'),
    describe: (stuck: readonly JobCandidate[]) => describeForce(stuck, state, nowMs),
  };
  return settleForce(judged, ({ job }) => isHanging(job, state, nowMs), words, settled);
}

function describeForce(hanging: readonly JobCandidate[], state: State, nowMs: number): readonly string[] {
  const time = toLongestWords(
    hanging.map(({ job }) => job),
    nowMs,
  );
  return [
    state === 'terminating'
      ? l10n.t('This is forced, because it has been ending for {0}.', time)
      : l10n.t('This is forced, because it has been deleted for {0} without an end.', time),
    l10n.t(
      'Batch does not wait for the nodes then: tasks may go on running on nodes that do not answer, and job release tasks may not run.',
    ),
  ];
}
