import { l10n } from 'vscode';
import type { JobSchedule } from '../../../core/model/jobSchedule.ts';
import type { JobScheduleResource } from '../../../core/model/resource.ts';
import { toDurationWords } from '../../../core/query/durations.ts';
import { formatNumber } from '../../../core/query/numbers.ts';
import { isHanging, planForceSchedule } from '../../../core/remedy/jobPlans.ts';
import { planTerminateJobSchedule } from '../../../core/remedy/jobSchedulePlans.ts';
import { type EndScheduleChoices, terminateJobScheduleVerb, toScheduleItem } from '../../bulk/verbs/jobSchedules.ts';
import { runBulk } from '../bulk/runBulk.ts';
import type { Command } from '../command.ts';
import type { Contribution } from '../contribution.ts';
import { confirmCandidates, type Judged } from '../judge.ts';
import { toScheduleLines } from '../nameLines.ts';
import { resolve } from '../resolve.ts';
import { judgeSchedules, type ScheduleCandidate, sum } from './schedules.ts';

export const contribution: Contribution = {
  title: 'Terminate Job Schedule…',
  effect: 'destroys',
  needs: 'changeSchedules',
  rows: [{ on: 'jobSchedule', if: ['active', 'disabled', 'hanging'], at: '9_danger@1' }],
};

/** Ends job schedules, and their jobs that run; by force those that hang while they end. */
export const run: Command = async (services, args) => {
  const schedules = await resolve(services, 'jobSchedule', args);
  const judgedAtMs = Date.now();
  const isStuck = (schedule: JobSchedule): boolean => isHanging(schedule, 'terminating', judgedAtMs);
  const all = await judgeSchedules(services, schedules, (schedule, apiVersion) =>
    isStuck(schedule) ? planForceSchedule(apiVersion) : planTerminateJobSchedule(schedule),
  );
  const { judged, choices } = settleForce(all, isStuck);
  const { candidates: judgedCandidates } = judged;
  const candidates = await confirmCandidates(judged, {
    will: { verb: terminateJobScheduleVerb, choices },
    message: terminateJobScheduleVerb.texts.question(judgedCandidates.length),
    names: toScheduleLines(services, judgedCandidates),
    detail: [
      ...(choices.force === undefined ? [] : [describeForce(judgedCandidates, judgedAtMs)]),
      l10n.t(
        'The schedule ends and never creates a job again. Its active job ends, too: running tasks ({running}) end now, waiting tasks ({waiting}) never run. Ended jobs are kept.',
        {
          running: formatNumber(sum(judgedCandidates, ({ running }) => running)),
          waiting: formatNumber(sum(judgedCandidates, ({ active }) => active)),
        },
      ),
    ],
    confirm: terminateJobScheduleVerb.texts.confirm(),
    canBeUndone: false,
  });
  const items = candidates.map(({ resource, schedule }) => toScheduleItem(resource, schedule));
  await runBulk(services, { verb: terminateJobScheduleVerb, choices, items, judgedAtMs });
};

/** Nothing is forced beside what is not: schedules that hang are left out then, and why. */
function settleForce(
  judged: Judged<JobScheduleResource, ScheduleCandidate>,
  isStuck: (schedule: JobSchedule) => boolean,
): { readonly judged: typeof judged; readonly choices: EndScheduleChoices } {
  const [stuck, others] = [true, false].map((wanted) =>
    judged.candidates.filter(({ schedule }) => isStuck(schedule) === wanted),
  ) as [ScheduleCandidate[], ScheduleCandidate[]];
  if (stuck.length === 0) return { judged, choices: {} };
  if (others.length === 0) return { judged, choices: { force: true } };
  const reason = l10n.t('The job schedule hangs. Select only schedules that hang to force them.');
  const refused = [...judged.refused, ...stuck.map(({ resource }) => ({ resource, reason }))];
  return { judged: { ...judged, candidates: others, refused }, choices: {} };
}

function describeForce(candidates: readonly ScheduleCandidate[], nowMs: number): string {
  const sinceMs = Math.min(...candidates.map(({ schedule }) => Date.parse(schedule.stateTransitionTime ?? '')));
  return l10n.t(
    'This is forced, because it has been ending for {0}. Batch does not wait for the nodes then: tasks may go on running on nodes that do not answer.',
    toDurationWords(nowMs - sinceMs),
  );
}
