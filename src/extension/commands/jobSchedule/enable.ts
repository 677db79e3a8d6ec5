import * as l10n from '@vscode/l10n';
import { planEnableJobSchedule } from '../../../core/remedy/jobSchedulePlans.ts';
import { enableJobScheduleVerb, toScheduleItem } from '../../bulk/verbs/jobSchedules.ts';
import { runBulk } from '../bulk/runBulk.ts';
import type { Command } from '../command.ts';
import type { RemedyContribution } from '../contribution.ts';
import { confirmCandidates } from '../judge.ts';
import { toScheduleLines } from '../nameLines.ts';
import { resolve } from '../resolve.ts';
import { toFirstName } from '../thingName.ts';
import { judgeSchedules } from './schedules.ts';

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
  const judgedAtMs = Date.now();
  const judged = await judgeSchedules(services, schedules, (schedule) => planEnableJobSchedule(schedule, judgedAtMs));
  const candidates = await confirmCandidates(judged, {
    will: { verb: enableJobScheduleVerb, choices: {} },
    message: enableJobScheduleVerb.texts.question(judged.candidates.length, toFirstName(services, judged.candidates)),
    names: toScheduleLines(services, judged.candidates),
    detail: [],
    confirm: enableJobScheduleVerb.texts.confirm(),
    canBeUndone: true,
    always: false,
  });
  const items = candidates.map(({ resource, schedule }) => toScheduleItem(resource, schedule));
  await runBulk(services, { verb: enableJobScheduleVerb, choices: {}, items, judgedAtMs });
};
