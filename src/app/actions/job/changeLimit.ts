import * as l10n from '@vscode/l10n';
import { findJobChange, planChangeLimit, settlePatchJob } from '../../../core/changes/jobLife.ts';
import type { Job } from '../../../core/model/job.ts';
import type { JobResource } from '../../../core/model/resource.ts';
import { toVisible } from '../../../core/text/escape.ts';
import { parseDuration, toDurationWords } from '../../../core/words/durations.ts';
import type { JobPatch } from '../../../service/ports.ts';
import type { App } from '../../app.ts';
import { toCommandId } from '../../commandId.ts';
import { runBulk } from '../run/runBulk.ts';
import { lookUp } from '../targets/lookUp.ts';
import { resolveOne } from '../targets/resolve.ts';
import type { Command, RemedyContribution } from '../verb/contribution.ts';
import { requirePossible } from '../verb/judge.ts';
import { pickTimeLimit } from '../verb/pickTimeLimit.ts';
import { toVerb } from '../verb/toVerb.ts';
import { jobNoun } from './jobs.ts';

export const contribution: RemedyContribution = {
  title: 'Change Time Limit of Job…',
  effect: 'changes',
  palette: 'never',
  needs: 'changeJobs',
  remedy: () => l10n.t('Change Time Limit…'),
  rows: [{ on: 'job', unless: 'completed', at: 'act@1' }],
};

/** Changes the time limit of jobs, or the action that Batch takes when all their tasks have completed. */
export const changeJobLimit = toVerb<JobResource, Job, JobPatch>(jobNoun, {
  id: toCommandId('job.changeLimit'),
  canBeUndone: () => true,
  sends: [['PATCH', '']],
  takesAway: () => false,
  replaces: ({ constraints }) => constraints !== undefined,
  findChange: findJobChange,
  texts: {
    title: (n) => [l10n.t('Changing the job'), l10n.t('Changing {count} jobs', n)],
    done: (n, name) => [l10n.t('Job {0} was changed.', name), l10n.t('{count} jobs were changed.', n)],
    failed: (nOf) => [
      l10n.t('The job could not be changed.'),
      l10n.t('{count} of {total} jobs could not be changed.', nOf),
    ],
    question: (n, name) => [l10n.t('Change job {0}?', name), l10n.t('Change {count} jobs?', n)],
    confirm: () => l10n.t('Change'),
  },
  act: ({ jobs }, { jobId }, patch, options) => jobs.patchJob(jobId, patch, options),
  settle: settlePatchJob,
});

/** Changes how long a job may last before Batch ends it, including the time its tasks wait. */
export const run: Command = async (services, args) => {
  const resource = await resolveOne(services, 'job', args);
  const { service } = await services.accounts.getStore(resource.accountId);
  const judgedAtMs = services.clock.now();
  const job = await lookUp(services, [resource], (call) => service.jobs.getJob(resource.jobId, call));
  requirePossible(planChangeLimit(job));
  const maxWallClockTime = await pickLimit(services, job);
  const constraints = { ...job.constraints, maxWallClockTime };
  const item = jobNoun.toItem(resource, job);
  const items = [{ ...item, before: { ...item.before, constraints: job.constraints } }];
  await runBulk(services, { verb: changeJobLimit, choices: { constraints }, items, judgedAtMs });
};

async function pickLimit(services: App, job: Job): Promise<string> {
  const limitMs = parseDuration(job.constraints?.maxWallClockTime ?? '') ?? Number.POSITIVE_INFINITY;
  const started = Date.parse(job.executionInfo?.startTime ?? job.creationTime ?? '');
  const ranMs = Number.isNaN(started) ? 0 : Math.max(0, services.clock.now() - started);
  return pickTimeLimit(services, {
    limitMs,
    ranMs,
    title: l10n.t('Time limit of job {0}', toVisible(job.id)),
    placeholder: l10n.t('Current limit: {limit}. The job has lasted {time} so far.', {
      limit: toDurationWords(limitMs),
      time: toDurationWords(ranMs),
    }),
    prompt: l10n.t('Hours from the start of the job'),
    whenUnlimited: l10n.t('The job continues until its tasks have ended or you terminate it.'),
    whenPassed: l10n.t('The job has already lasted {0}, so this limit would end it now.', toDurationWords(ranMs)),
  });
}
