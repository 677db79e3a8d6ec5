import { l10n } from 'vscode';
import type { JobResource } from '../../../core/model/resource.ts';
import { toDurationWords } from '../../../core/query/durations.ts';
import { isHanging, planForce } from '../../../core/remedy/jobPlans.ts';
import type { Verdict } from '../../../core/remedy/verdict.ts';
import type { EndJobChoices } from '../../bulk/verbs/jobs.ts';
import type { Judged } from '../judge.ts';
import type { JobCandidate } from './jobs.ts';

type State = Parameters<typeof isHanging>[1];

/** What `plan` says, but that a job which hangs in `state` can be forced out of it. */
export function planOrForce(candidate: JobCandidate, state: State, plan: Verdict, nowMs: number): Verdict {
  return !plan.possible && isHanging(candidate.job, state, nowMs) ? planForce(candidate.service.apiVersion) : plan;
}

/** Jobs to be ended or deleted, and how. */
interface Ending {
  readonly judged: Judged<JobResource, JobCandidate>;
  readonly choices: EndJobChoices;
  /** What forcing means, as sentences; none where nothing is forced. */
  readonly effects: readonly string[];
}

/** Nothing is forced beside what is not: jobs that hang are left out then, and why. */
export function settleForce(judged: Judged<JobResource, JobCandidate>, state: State, nowMs: number): Ending {
  const hanging = judged.candidates.filter(({ job }) => isHanging(job, state, nowMs));
  if (hanging.length === 0) return { judged, choices: {}, effects: [] };
  if (hanging.length === judged.candidates.length)
    return { judged, choices: { force: true }, effects: describeForce(hanging, state, nowMs) };
  const reason = l10n.t('The job hangs. Select only jobs that hang to force them.');
  return {
    judged: {
      ...judged,
      candidates: judged.candidates.filter((candidate) => !hanging.includes(candidate)),
      refused: [...judged.refused, ...hanging.map(({ resource }) => ({ resource, reason }))],
    },
    choices: {},
    effects: [],
  };
}

function describeForce(hanging: readonly JobCandidate[], state: State, nowMs: number): readonly string[] {
  const sinceMs = Math.min(...hanging.map(({ job }) => Date.parse(job.stateTransitionTime ?? '')));
  const time = toDurationWords(nowMs - sinceMs);
  return [
    state === 'terminating'
      ? l10n.t('This is forced, because it has been ending for {0}.', time)
      : l10n.t('This is forced, because it has been deleted for {0} without an end.', time),
    l10n.t(
      'Batch does not wait for the nodes then: tasks may go on running on nodes that do not answer, and job release tasks may not run.',
    ),
  ];
}
