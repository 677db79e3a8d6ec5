import * as l10n from '@vscode/l10n';
import type { JobScheduleResource } from '../../../core/model/resource.ts';
import { planOrForce, settleForce } from '../../../core/remedy/force.ts';
import { forceSchedules, jobScheduleLife } from '../../../core/remedy/jobScheduleLife.ts';
import { planTransition } from '../../../core/remedy/life.ts';
import type { App } from '../../app.ts';
import type { Rest } from '../bulk/rest.ts';
import { runBulk } from '../bulk/runBulk.ts';
import type { Command } from '../command.ts';
import type { Contribution } from '../contribution.ts';
import { describeEndOfTasks } from '../job/endOfTasks.ts';
import { confirmCandidates } from '../judge.ts';
import { toScheduleLines } from '../nameLines.ts';
import { resolve } from '../resolve.ts';
import { toFirstName } from '../thingName.ts';
import { type EndScheduleChoices, jobScheduleNoun } from '../verbs/jobSchedule/jobSchedule.ts';
import { terminateJobSchedule } from '../verbs/jobSchedule/terminate.ts';
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
  const judgedAtMs = services.clock.now();
  const { candidates, choices } = await confirmTermination(services, schedules);
  const items = candidates.map(({ resource, schedule }) => jobScheduleNoun.toItem(resource, schedule));
  await runBulk(services, { verb: terminateJobSchedule, choices, items, judgedAtMs });
};

/** Asks before job schedules end. Throws `InvalidInput` where that cannot be done to any, and `Cancelled`. */
export async function confirmTermination(
  services: App,
  schedules: readonly JobScheduleResource[],
  rest?: Rest<EndScheduleChoices>,
): Promise<{ readonly candidates: readonly ScheduleCandidate[]; readonly choices: EndScheduleChoices }> {
  const force = forceSchedules('terminating', services.clock.now());
  const all = await judgeSchedules(services, schedules, (candidate) =>
    planOrForce(force, candidate, planTransition(jobScheduleLife.terminate, candidate.schedule), candidate.apiVersion),
  );
  const { judged, choices, effects } = settleForce(force, all, rest?.choices);
  const { candidates: judgedCandidates } = judged;
  const candidates = await confirmCandidates(services, judged, {
    will: { verb: terminateJobSchedule, choices },
    rest,
    message: terminateJobSchedule.texts.question(judgedCandidates.length, toFirstName(services, judgedCandidates)),
    names: toScheduleLines(services, judgedCandidates),
    detail: [
      ...effects,
      l10n.t('The schedule ends and never creates a job again. Its active job ends, too. Ended jobs are kept.'),
      ...describeEndOfTasks(
        sum(judgedCandidates, ({ running }) => running),
        sum(judgedCandidates, ({ active }) => active),
      ),
    ],
    confirm: terminateJobSchedule.texts.confirm(),
    canBeUndone: false,
  });
  return { candidates, choices };
}
