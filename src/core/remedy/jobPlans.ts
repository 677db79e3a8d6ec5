import * as l10n from '@vscode/l10n';
import type { Job } from '../model/job.ts';
import { impossible, possible, type Verdict } from './verdict.ts';

type JobFacts = Pick<Job, 'state'>;

const endedStates = ['completed', 'terminating', 'deleting'];

function stateOf(job: JobFacts): string {
  return job.state?.toLowerCase() ?? '';
}

/** Whether a job can be stopped from starting tasks (Batch documentation: "Job - Disable"). */
export function planDisableJob(job: JobFacts): Verdict {
  if (endedStates.includes(stateOf(job))) return impossible(l10n.t('it has ended, so it starts no tasks any more'));
  return stateOf(job) === 'disabled' ? impossible(l10n.t('it is disabled already')) : possible;
}

/** Whether a job can start tasks again (Batch documentation: "Job - Enable"). */
export function planEnableJob(job: JobFacts): Verdict {
  if (endedStates.includes(stateOf(job))) return impossible(l10n.t('it has ended and cannot be enabled again'));
  if (stateOf(job) === 'disabling')
    return impossible(l10n.t('it is still being disabled; enable it when that is done'));
  return stateOf(job) === 'disabled' ? possible : impossible(l10n.t('it is not disabled'));
}

/** Whether a job can be ended (Batch documentation: "Job - Terminate"). */
export function planTerminateJob(job: JobFacts): Verdict {
  return endedStates.includes(stateOf(job)) ? impossible(l10n.t('it has ended already')) : possible;
}

/** Whether a job can be deleted. */
export function planDeleteJob(job: JobFacts): Verdict {
  return stateOf(job) === 'deleting' ? impossible(l10n.t('it is being deleted already')) : possible;
}
