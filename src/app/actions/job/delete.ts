import * as l10n from '@vscode/l10n';
import { type ForceChoices, settleForce } from '../../../core/changes/force.ts';
import { findJobChange, forceJobs, jobLife } from '../../../core/changes/jobLife.ts';
import type { Job } from '../../../core/model/job.ts';
import type { JobResource } from '../../../core/model/resource.ts';
import { plural } from '../../../core/text/plural.ts';
import { formatNumber } from '../../../core/words/numbers.ts';
import type { App } from '../../app.ts';
import { toCommandId } from '../../commandId.ts';
import { describeKept } from '../run/keptLine.ts';
import { askName } from '../verb/askName.ts';
import type { Contribution } from '../verb/contribution.ts';
import { toAction, toCommand } from '../verb/toAction.ts';
import { type JobCandidate, jobNoun, judgeEndings } from './jobs.ts';

export const contribution: Contribution = {
  title: 'Delete Job…',
  effect: 'destroys',
  needs: 'deleteJobs',
  rows: [{ on: 'job', at: '9_danger@2' }],
};

/** Deletes jobs with all their tasks and files. The user types the name of each job. */
export const deleteJob = toAction<JobResource, Job, JobCandidate, ForceChoices>(jobNoun, {
  id: toCommandId('job.delete'),
  canBeUndone: () => false,
  transition: jobLife.delete,
  sends: [['DELETE', '']],
  takesAway: () => true,
  texts: {
    title: (n) => [l10n.t('Deleting the job'), l10n.t('Deleting {count} jobs', n)],
    done: (n, name) => [l10n.t('Job {0} is being deleted.', name), l10n.t('{count} jobs are being deleted.', n)],
    failed: (nOf) => [
      l10n.t('The job could not be deleted.'),
      l10n.t('{count} of {total} jobs could not be deleted.', nOf),
    ],
    question: (n, name) => [l10n.t('Delete job {0}?', name), l10n.t('Delete {count} jobs?', n)],
    confirm: () => l10n.t('Delete'),
    kept: (count) =>
      plural(count, {
        '=1': l10n.t(
          'First, the properties of the job and its tasks are saved on this computer, along with the end of the logs of running and failed tasks.',
        ),
        other: l10n.t(
          'First, the properties of the jobs and their tasks are saved on this computer, along with the end of the logs of running and failed tasks.',
        ),
      }),
  },
  act: ({ jobs }, { jobId }, choices, options) => jobs.deleteJob(jobId, { ...options, ...choices }),
  findChange: findJobChange,
  effect: {
    seen: (n, name) => [
      l10n.t('Job {0} has been deleted.', name),
      l10n.t('All {count} jobs that you deleted are gone.', n),
    ],
    astray: (nOf, name) => [
      l10n.t('Job {0} is still being deleted.', name),
      l10n.t('Still being deleted: {count} of {total} jobs.', nOf),
    ],
  },
  judge: (app, jobs, nowMs) => judgeEndings(app, jobs, 'deleting', nowMs),
  choose(app, all, nowMs, rest) {
    const { judged, choices, effects } = settleForce(forceJobs('deleting', nowMs), all, rest?.choices);
    return {
      judged,
      choices,
      detail: [describeTasks(judged.candidates), ...effects],
      asks: 'beforeLasting',
      confirmMore: (candidates) => typeIds(app, candidates, effects),
    };
  },
});

export const run = toCommand(jobNoun.kind, deleteJob);

function describeTasks(candidates: readonly JobCandidate[]): string {
  const sum = (count: (candidate: JobCandidate) => number): string =>
    formatNumber(candidates.reduce((total, candidate) => total + count(candidate), 0));
  return l10n.t('All tasks ({total}; running: {running}) are deleted with their logs and files.', {
    total: sum(countTasksOfJob),
    running: sum(({ counts }) => counts.running),
  });
}

function countTasksOfJob({ counts }: JobCandidate): number {
  return counts.active + counts.running + counts.completed;
}

async function typeIds(app: App, candidates: readonly JobCandidate[], effects: readonly string[]): Promise<void> {
  for (const candidate of candidates) {
    const { resource, counts } = candidate;
    await askName(app, {
      title: l10n.t('Delete job {job}', { job: jobNoun.toLines(app, [candidate]).join() }),
      prompt: [
        l10n.t(
          'All tasks in the job ({total}; running: {running}) are deleted with their logs and files. Type the job ID to confirm.',
          { total: formatNumber(countTasksOfJob(candidate)), running: formatNumber(counts.running) },
        ),
        ...effects,
        ...describeKept(deleteJob, {}, 1),
      ].join(' '),
      name: resource.jobId,
    });
  }
}
