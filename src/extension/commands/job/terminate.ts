import { l10n } from 'vscode';
import { planTerminateJob } from '../../../core/remedy/jobPlans.ts';
import type { Command } from '../command.ts';
import { confirmCandidates } from '../judge.ts';
import { toJobLines } from '../nameLines.ts';
import { resolve } from '../resolve.ts';
import { countRunning, judgeJobs } from './jobs.ts';
import { runOnJobs } from './runOnJobs.ts';

/** Ends jobs and what runs in them. */
export const terminateJobs: Command = async (services, args) => {
  const jobs = await resolve(services, 'job', args);
  const judged = await judgeJobs(services, jobs, ({ job }) => planTerminateJob(job));
  const { candidates: judgedCandidates } = judged;
  const waiting = judgedCandidates.reduce((sum, { counts }) => sum + counts.active, 0);
  const candidates = await confirmCandidates(judged, {
    message:
      judgedCandidates.length === 1
        ? l10n.t('Terminate the job?')
        : l10n.t('Terminate {0} jobs?', judgedCandidates.length),
    detail: [
      toJobLines(services, judgedCandidates),
      l10n.t(
        'Running tasks ({0}) end now, those that wait ({1}) never run, and the job can’t be used again. Tasks that have ended and their files are kept.',
        countRunning(judgedCandidates),
        waiting,
      ),
    ].join('\n'),
    confirm: l10n.t('Terminate'),
    always: true,
  });
  const texts = {
    title: candidates.length === 1 ? l10n.t('Terminating the job') : l10n.t('Terminating {0} jobs', candidates.length),
    toDone: (done: number) =>
      done === 1 ? l10n.t('The job is being terminated.') : l10n.t('{0} jobs are being terminated.', done),
    toFailed: (failed: number, total: number) => l10n.t('{0} of {1} jobs could not be terminated.', failed, total),
  };
  await runOnJobs(services, { jobs, candidates }, texts, ({ service, resource }) =>
    service.jobs.terminateJob(resource.jobId),
  );
};
