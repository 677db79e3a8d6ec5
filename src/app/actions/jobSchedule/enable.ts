import * as l10n from '@vscode/l10n';
import type { JobScheduleResource } from '../../../core/model/resource.ts';
import { planEnableJobSchedule } from '../../../core/remedy/jobScheduleLife.ts';
import type { App } from '../../app.ts';
import type { Rest } from '../bulk/rest.ts';
import { runBulk } from '../bulk/runBulk.ts';
import type { Command } from '../command.ts';
import type { RemedyContribution } from '../contribution.ts';
import { confirmCandidates } from '../judge.ts';
import { toScheduleLines } from '../nameLines.ts';
import { resolve } from '../resolve.ts';
import { toFirstName } from '../thingName.ts';
import { enableJobSchedule } from '../verbs/jobSchedule/enable.ts';
import { jobScheduleNoun } from '../verbs/jobSchedule/jobSchedule.ts';
import { judgeSchedules, type ScheduleCandidate } from './schedules.ts';

export const contribution: RemedyContribution = {
  title: 'Enable Job Schedule',
  effect: 'changes',
  needs: 'changeSchedules',
  remedy: () => l10n.t('Enable Job Schedule'),
  rows: [{ on: 'jobSchedule', if: 'disabled', at: '3_putRight@1' }],
};

/** Lets disabled job schedules make jobs again. */
export const run: Command = async (services, args) => {
  const schedules = await resolve(services, 'jobSchedule', args);
  const judgedAtMs = services.clock.now();
  const { candidates, choices } = await confirmEnabling(services, schedules);
  const items = candidates.map(({ resource, schedule }) => jobScheduleNoun.toItem(resource, schedule));
  await runBulk(services, { verb: enableJobSchedule, choices, items, judgedAtMs });
};

/** Judges job schedules before they are enabled. Throws `InvalidInput` where that cannot be done to any, and `Cancelled`. */
export async function confirmEnabling(
  services: App,
  schedules: readonly JobScheduleResource[],
  rest?: Rest,
): Promise<{ readonly candidates: readonly ScheduleCandidate[]; readonly choices: object }> {
  const nowMs = services.clock.now();
  const judged = await judgeSchedules(services, schedules, ({ schedule }) => planEnableJobSchedule(schedule, nowMs));
  const candidates = await confirmCandidates(services, judged, {
    will: { verb: enableJobSchedule, choices: {} },
    rest,
    message: enableJobSchedule.texts.question(judged.candidates.length, toFirstName(services, judged.candidates)),
    names: toScheduleLines(services, judged.candidates),
    detail: [],
    confirm: enableJobSchedule.texts.confirm(),
    canBeUndone: true,
    always: false,
  });
  return { candidates, choices: {} };
}
