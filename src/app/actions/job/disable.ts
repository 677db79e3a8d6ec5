import * as l10n from '@vscode/l10n';
import type { JobResource } from '../../../core/model/resource.ts';
import { asCount } from '../../../core/query/numbers.ts';
import { jobLife, listEffectsOfEnding } from '../../../core/remedy/jobLife.ts';
import { planTransition } from '../../../core/remedy/life.ts';
import { plural } from '../../../core/text/plural.ts';
import type { App } from '../../app.ts';
import type { WithUi } from '../../ui.ts';
import { pickOne } from '../../ui.ts';
import type { Rest } from '../bulk/rest.ts';
import { runBulk } from '../bulk/runBulk.ts';
import type { Command } from '../command.ts';
import type { Contribution } from '../contribution.ts';
import { confirmCandidates, requireCandidates } from '../judge.ts';
import { toJobLines } from '../nameLines.ts';
import { resolve } from '../resolve.ts';
import { toFirstName } from '../thingName.ts';
import { type DisableJobChoices, disableJob } from '../verbs/job/disable.ts';
import { jobNoun } from '../verbs/job/job.ts';
import { countRunningTasks, type JobCandidate, judgeJobs } from './jobs.ts';

export const contribution: Contribution = {
  title: 'Disable Job…',
  effect: 'changes',
  needs: 'changeJobs',
  rows: [{ on: 'job', if: 'active', at: '3_putRight@3' }],
};

type DisableTasks = 'requeue' | 'terminate' | 'wait';

/** Stops jobs from starting tasks until they are enabled; asks what becomes of the tasks that run. */
export const run: Command = async (services, args) => {
  const jobs = await resolve(services, 'job', args);
  const judgedAtMs = services.clock.now();
  const { candidates, choices } = await confirmDisabling(services, jobs);
  const items = candidates.map(({ resource, job }) => jobNoun.toItem(resource, job));
  await runBulk(services, { verb: disableJob, choices, items, judgedAtMs });
};

/** Asks before jobs are disabled. Throws `InvalidInput` where that cannot be done to any, and `Cancelled`. */
export async function confirmDisabling(
  services: App,
  jobs: readonly JobResource[],
  rest?: Rest<DisableJobChoices>,
): Promise<{ readonly candidates: readonly JobCandidate[]; readonly choices: DisableJobChoices }> {
  const judged = await judgeJobs(services, jobs, ({ job }) => planTransition(jobLife.disable, job));
  const running = countRunningTasks(requireCandidates(judged));
  const disableTasks = rest?.choices.disableTasks ?? (await askDisableTasks(services, running));
  const candidates = await confirmCandidates(services, judged, {
    will: { verb: disableJob, choices: { disableTasks } },
    rest,
    message: disableJob.texts.question(judged.candidates.length, toFirstName(services, judged.candidates)),
    names: toJobLines(services, judged.candidates),
    detail: [
      toEffect(disableTasks, running),
      ...listJobsThatWouldEnd(judged.candidates, disableTasks),
      ...listEffects(judged.candidates, disableTasks),
    ],
    confirm: disableJob.texts.confirm(),
    // Where no task is ended by it, the job goes on as before once it is enabled: the pick was question enough.
    ...(disableTasks === 'wait' || running === 0 ? { canBeUndone: true, always: false } : { canBeUndone: false }),
  });
  return { candidates, choices: { disableTasks } };
}

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
        one: l10n.t('{count} running task continues to its end. No other task starts.', tasks),
        other: l10n.t('{count} running tasks continue to their end. No other task starts.', tasks),
      });
    case 'terminate':
      return plural(running, {
        one: l10n.t('{count} running task ends now and does not run again.', tasks),
        other: l10n.t('{count} running tasks end now and do not run again.', tasks),
      });
  }
}

/** A job that ends by itself does so when it is enabled with nothing left to do. */
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

/** Says of each choice what it does to the tasks that run now (Batch documentation: "Job - Disable"). */
function askDisableTasks(services: WithUi, running: number): Promise<DisableTasks> {
  return pickOne<DisableTasks>(services, {
    title: l10n.t('Disable job'),
    placeholder: plural(running, {
      one: l10n.t('What happens to {count} running task?', asCount(running)),
      other: l10n.t('What happens to {count} running tasks?', asCount(running)),
    }),
    sections: [
      {
        load: async () => ({
          hasMore: false,
          rows: [
            {
              value: 'requeue',
              label: l10n.t('Requeue'),
              description: toEffect('requeue', running),
            },
            {
              value: 'wait',
              label: l10n.t('Wait'),
              description: toEffect('wait', running),
            },
            {
              value: 'terminate',
              label: l10n.t('Terminate'),
              description: toEffect('terminate', running),
            },
          ],
        }),
      },
    ],
    nothing: '',
  });
}
