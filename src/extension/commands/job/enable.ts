import { l10n } from 'vscode';
import { planEnableJob } from '../../../core/remedy/jobPlans.ts';
import type { Command } from '../command.ts';
import { confirmCandidates } from '../judge.ts';
import { resolve } from '../resolve.ts';
import { judgeJobs } from './jobs.ts';
import { runOnJobs } from './runOnJobs.ts';

/** Lets disabled jobs start their tasks again. */
export const enableJobs: Command = async (services, args) => {
  const jobs = await resolve(services, 'job', args);
  const judged = await judgeJobs(services, jobs, ({ job }) => planEnableJob(job));
  const candidates = await confirmCandidates(judged, {
    message: l10n.t('Enable {0} of {1} jobs?', judged.candidates.length, jobs.length),
    confirm: l10n.t('Enable'),
    always: false,
  });
  const texts = {
    title: candidates.length === 1 ? l10n.t('Enabling the job') : l10n.t('Enabling {0} jobs', candidates.length),
    toDone: (done: number) =>
      done === 1 ? l10n.t('The job starts its tasks again.') : l10n.t('{0} jobs start their tasks again.', done),
    toFailed: (failed: number, total: number) => l10n.t('{0} of {1} jobs could not be enabled.', failed, total),
  };
  await runOnJobs(services, { jobs, candidates }, texts, ({ service, resource }) =>
    service.jobs.enableJob(resource.jobId),
  );
};
