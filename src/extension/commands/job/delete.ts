import { l10n } from 'vscode';
import { BatchError } from '../../../core/model/batchError.ts';
import { planDeleteJob } from '../../../core/remedy/jobPlans.ts';
import { toVisible } from '../../../core/text/escape.ts';
import { askName } from '../askName.ts';
import type { Command } from '../command.ts';
import { requireCandidates } from '../judge.ts';
import { resolve } from '../resolve.ts';
import { type JobCandidate, judgeJobs } from './jobs.ts';
import { runOnJobs } from './runOnJobs.ts';

/** Deletes jobs with all their tasks and files; the name has to be typed. */
export const deleteJobs: Command = async (services, args) => {
  const jobs = await resolve(services, 'job', args);
  const candidates = requireCandidates(await judgeJobs(services, jobs, ({ job }) => planDeleteJob(job)));
  for (const candidate of candidates) await confirmDeletion(candidate);
  const texts = {
    title: candidates.length === 1 ? l10n.t('Deleting the job') : l10n.t('Deleting {0} jobs', candidates.length),
    toDone: (done: number) =>
      done === 1 ? l10n.t('The job is being deleted.') : l10n.t('{0} jobs are being deleted.', done),
    toFailed: (failed: number, total: number) => l10n.t('{0} of {1} jobs could not be deleted.', failed, total),
  };
  await runOnJobs(services, { jobs, candidates }, texts, deleteOne);
};

async function confirmDeletion({ resource, counts }: JobCandidate): Promise<void> {
  const total = counts.active + counts.running + counts.completed;
  await askName({
    title: l10n.t('Delete the job {0}', toVisible(resource.jobId)),
    prompt: l10n.t(
      'All its tasks ({0}) are deleted with their logs and files, {1} of them while running. Type the job’s id to confirm.',
      total,
      counts.running,
    ),
    name: resource.jobId,
  });
}

/** A job that is gone already is what was wanted. */
async function deleteOne({ service, resource }: JobCandidate): Promise<void> {
  try {
    await service.jobs.deleteJob(resource.jobId);
  } catch (error) {
    if (!BatchError.is(error, 'JobNotFound')) throw error;
  }
}
