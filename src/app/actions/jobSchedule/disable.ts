import type { JobScheduleResource } from '../../../core/model/resource.ts';
import { jobScheduleLife } from '../../../core/remedy/jobScheduleLife.ts';
import { planTransition } from '../../../core/remedy/life.ts';
import type { App } from '../../app.ts';
import type { Rest } from '../bulk/rest.ts';
import { runBulk } from '../bulk/runBulk.ts';
import type { Command } from '../command.ts';
import type { Contribution } from '../contribution.ts';
import { confirmCandidates } from '../judge.ts';
import { toScheduleLines } from '../nameLines.ts';
import { resolve } from '../resolve.ts';
import { toFirstName } from '../thingName.ts';
import { disableJobSchedule } from '../verbs/jobSchedule/disable.ts';
import { jobScheduleNoun } from '../verbs/jobSchedule/jobSchedule.ts';
import { judgeSchedules, listEffectsOfDisabling, type ScheduleCandidate } from './schedules.ts';

export const contribution: Contribution = {
  title: 'Disable Job Schedule…',
  effect: 'changes',
  needs: 'changeSchedules',
  rows: [{ on: 'jobSchedule', if: 'active', at: '3_putRight@1' }],
};

/** Keeps job schedules from making jobs until they are enabled; a job that runs goes on. */
export const run: Command = async (services, args) => {
  const schedules = await resolve(services, 'jobSchedule', args);
  const judgedAtMs = services.clock.now();
  const { candidates, choices } = await confirmDisabling(services, schedules);
  const items = candidates.map(({ resource, schedule }) => jobScheduleNoun.toItem(resource, schedule));
  await runBulk(services, { verb: disableJobSchedule, choices, items, judgedAtMs });
};

/** Asks before job schedules are disabled. Throws `InvalidInput` where that cannot be done to any, and `Cancelled`. */
export async function confirmDisabling(
  services: App,
  schedules: readonly JobScheduleResource[],
  rest?: Rest,
): Promise<{ readonly candidates: readonly ScheduleCandidate[]; readonly choices: object }> {
  const judged = await judgeSchedules(services, schedules, ({ schedule }) =>
    planTransition(jobScheduleLife.disable, schedule),
  );
  const candidates = await confirmCandidates(services, judged, {
    will: { verb: disableJobSchedule, choices: {} },
    rest,
    message: disableJobSchedule.texts.question(judged.candidates.length, toFirstName(services, judged.candidates)),
    names: toScheduleLines(services, judged.candidates),
    detail: listEffectsOfDisabling(judged.candidates),
    confirm: disableJobSchedule.texts.confirm(),
    canBeUndone: true,
    always: true,
  });
  return { candidates, choices: {} };
}
