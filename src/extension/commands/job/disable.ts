import { l10n } from 'vscode';
import { planDisableJob } from '../../../core/remedy/jobPlans.ts';
import type { Command } from '../command.ts';
import { requireCandidates } from '../judge.ts';
import { pickOne } from '../pickSome.ts';
import { resolve } from '../resolve.ts';
import { countRunning, judgeJobs } from './jobs.ts';
import { runOnJobs } from './runOnJobs.ts';

type DisableTasks = 'requeue' | 'terminate' | 'wait';

/** Stops jobs from starting tasks until they are enabled; asks what becomes of the tasks that run. */
export const disableJobs: Command = async (services, args) => {
  const jobs = await resolve(services, 'job', args);
  const judged = await judgeJobs(services, jobs, ({ job }) => planDisableJob(job));
  const candidates = requireCandidates(judged);
  const disableTasks = await askDisableTasks(countRunning(candidates));
  const texts = {
    title: candidates.length === 1 ? l10n.t('Disabling the job') : l10n.t('Disabling {0} jobs', candidates.length),
    toDone: (done: number) =>
      done === 1 ? l10n.t('The job is being disabled.') : l10n.t('{0} jobs are being disabled.', done),
    toFailed: (failed: number, total: number) => l10n.t('{0} of {1} jobs could not be disabled.', failed, total),
  };
  await runOnJobs(services, { jobs, candidates }, texts, ({ service, resource }) =>
    service.jobs.disableJob(resource.jobId, disableTasks),
  );
};

/** Says of each choice what it does to the tasks that run now (Batch documentation: "Job - Disable"). */
function askDisableTasks(running: number): Promise<DisableTasks> {
  return pickOne<DisableTasks>({
    title: l10n.t('Disable job'),
    placeholder: l10n.t('What becomes of the tasks that run now ({0})?', running),
    sections: [
      {
        load: async () => ({
          hasMore: false,
          rows: [
            {
              value: 'requeue',
              label: l10n.t('Requeue'),
              description: l10n.t('Running tasks ({0}) end now and start again when the job is enabled', running),
            },
            {
              value: 'wait',
              label: l10n.t('Wait'),
              description: l10n.t('Running tasks ({0}) run to their end; no other starts', running),
            },
            {
              value: 'terminate',
              label: l10n.t('Terminate'),
              description: l10n.t('Running tasks ({0}) end now and do not run again', running),
            },
          ],
        }),
      },
    ],
    nothing: '',
  });
}
