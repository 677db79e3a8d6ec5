import * as l10n from '@vscode/l10n';
import { findJobChange, jobLife, listEffectsOfEnding } from '../../../core/changes/jobLife.ts';
import { planTransition } from '../../../core/changes/life.ts';
import type { Job } from '../../../core/model/job.ts';
import type { JobResource } from '../../../core/model/resource.ts';
import { plural } from '../../../core/text/plural.ts';
import { asCount } from '../../../core/words/numbers.ts';
import type { App } from '../../app.ts';
import { toCommandId } from '../../commandId.ts';
import { pickOne } from '../../ui.ts';
import { toFirstName } from '../targets/names.ts';
import type { Contribution } from '../verb/contribution.ts';
import { toAction, toCommand } from '../verb/toAction.ts';
import { countRunningTasks, type JobCandidate, jobNoun, judgeJobs } from './jobs.ts';

export const contribution: Contribution = {
  title: 'Disable Job…',
  effect: 'changes',
  needs: 'changeJobs',
  rows: [{ on: 'job', if: 'active', at: 'act@4' }],
};

type DisableTasks = 'requeue' | 'terminate' | 'wait';

interface DisableJobChoices {
  readonly disableTasks: DisableTasks;
}

/** Disables jobs, so that they start no tasks until they are enabled. Asks what happens to running tasks. */
export const disableJob = toAction<JobResource, Job, JobCandidate, DisableJobChoices>(jobNoun, {
  id: toCommandId('job.disable'),
  canBeUndone: ({ disableTasks }) => disableTasks === 'wait',
  transition: jobLife.disable,
  sends: [['POST', '/disable']],
  takesAway: () => false,
  texts: {
    title: (n) => [l10n.t('Disabling the job'), l10n.t('Disabling {count} jobs', n)],
    done: (n, name) => [l10n.t('Job {0} is being disabled.', name), l10n.t('{count} jobs are being disabled.', n)],
    failed: (nOf) => [
      l10n.t('The job could not be disabled.'),
      l10n.t('{count} of {total} jobs could not be disabled.', nOf),
    ],
    question: (n, name) => [l10n.t('Disable job {0}?', name), l10n.t('Disable {count} jobs?', n)],
    confirm: () => l10n.t('Disable'),
  },
  act: ({ jobs }, { jobId }, { disableTasks }, options) => jobs.disableJob(jobId, disableTasks, options),
  findChange: findJobChange,
  effect: {
    seen: (n, name) => [
      l10n.t('Job {0} is disabled.', name),
      l10n.t('All {count} jobs that you disabled have stopped.', n),
    ],
    astray: (nOf, name) => [
      l10n.t("Job {0} isn't disabled: it was enabled again or has ended.", name),
      l10n.t("Jobs that aren't disabled because they were enabled again or have ended: {count} of {total}.", nOf),
    ],
  },
  judge: (app, jobs) => judgeJobs(app, jobs, ({ job }) => planTransition(jobLife.disable, job)),
  async choose(app, { candidates }, _nowMs, rest) {
    const running = countRunningTasks(candidates);
    const disableTasks = rest?.choices.disableTasks ?? (await askDisableTasks(app, candidates, running));
    return {
      choices: { disableTasks },
      detail: [
        toEffect(disableTasks, running),
        ...listJobsThatWouldEnd(candidates, disableTasks),
        ...listEffects(candidates, disableTasks),
      ],
      // If no task is ended, the job continues unchanged when it is enabled, so the pick needs no further confirmation.
      asks: disableTasks === 'wait' || running === 0 ? 'ifLeftOut' : 'beforeLasting',
    };
  },
});

export const run = toCommand(jobNoun.kind, disableJob);

function toEffect(disableTasks: DisableTasks, running: number): string {
  const tasks = asCount(running);
  switch (disableTasks) {
    case 'requeue':
      return plural(running, {
        one: l10n.t(
          '{count} running task ends now, loses its progress and starts again when the job is enabled.',
          tasks,
        ),
        other: l10n.t(
          '{count} running tasks end now, lose their progress and start again when the job is enabled.',
          tasks,
        ),
      });
    case 'wait':
      return plural(running, {
        one: l10n.t('{count} running task runs to completion. No other tasks start.', tasks),
        other: l10n.t('{count} running tasks run to completion. No other tasks start.', tasks),
      });
    case 'terminate':
      return plural(running, {
        one: l10n.t('{count} running task ends now and does not run again.', tasks),
        other: l10n.t('{count} running tasks end now and do not run again.', tasks),
      });
  }
}

/** Lists the jobs that would end when they are enabled again, because they would have no tasks left. */
function listJobsThatWouldEnd(candidates: readonly JobCandidate[], disableTasks: DisableTasks): readonly string[] {
  const ending = candidates.filter(
    ({ job, counts }) => job.onAllTasksComplete === 'terminatejob' && counts.active === 0,
  );
  if (disableTasks !== 'terminate' || ending.length === 0) return [];
  return [
    plural(ending.length, {
      '=1': l10n.t('Job {id} then has no tasks left and ends as soon as you enable it (onAllTasksComplete).', {
        id: ending[0]?.job.id ?? '',
      }),
      one: l10n.t(
        '{count} job then has no tasks left and ends as soon as you enable it (onAllTasksComplete).',
        asCount(ending.length),
      ),
      other: l10n.t(
        '{count} jobs then have no tasks left and end as soon as you enable them (onAllTasksComplete).',
        asCount(ending.length),
      ),
    }),
  ];
}

function listEffects(candidates: readonly JobCandidate[], disableTasks: DisableTasks): readonly string[] {
  if (disableTasks !== 'terminate') return [];
  return candidates.filter(({ counts }) => counts.running > 0).flatMap(({ job }) => listEffectsOfEnding(job));
}

/** Asks what happens to running tasks, with the effect of each choice (Batch documentation: "Job - Disable"). */
function askDisableTasks(services: App, candidates: readonly JobCandidate[], running: number): Promise<DisableTasks> {
  return pickOne<DisableTasks>(services, {
    title: plural(candidates.length, {
      '=1': l10n.t('Disable job {0}', toFirstName(services, candidates)),
      one: l10n.t('Disable {count} job', asCount(candidates.length)),
      other: l10n.t('Disable {count} jobs', asCount(candidates.length)),
    }),
    placeholder: plural(running, {
      one: l10n.t('What should happen to {count} running task?', asCount(running)),
      other: l10n.t('What should happen to {count} running tasks?', asCount(running)),
    }),
    sections: [
      {
        load: async () => ({
          hasMore: false,
          rows: [
            { value: 'requeue', label: l10n.t('Requeue'), description: toEffect('requeue', running) },
            { value: 'wait', label: l10n.t('Wait'), description: toEffect('wait', running) },
            { value: 'terminate', label: l10n.t('Terminate'), description: toEffect('terminate', running) },
          ],
        }),
      },
    ],
    nothing: '',
  });
}
