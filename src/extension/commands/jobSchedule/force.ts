import { l10n } from 'vscode';
import type { JobSchedule } from '../../../core/model/jobSchedule.ts';
import type { JobScheduleResource } from '../../../core/model/resource.ts';
import { toDurationWords } from '../../../core/query/durations.ts';
import { isHanging, planForceSchedule } from '../../../core/remedy/jobPlans.ts';
import type { Verdict } from '../../../core/remedy/verdict.ts';
import type { EndScheduleChoices } from '../../bulk/verbs/jobSchedules.ts';
import type { CommandServices } from '../command.ts';
import type { Judged } from '../judge.ts';
import { judgeSchedules, type ScheduleCandidate } from './schedules.ts';

type State = Parameters<typeof isHanging>[1];

/** Job schedules to be ended or deleted, and how. */
interface Ending {
  readonly judged: Judged<JobScheduleResource, ScheduleCandidate>;
  readonly choices: EndScheduleChoices;
  /** What forcing means, as sentences; none where nothing is forced. */
  readonly effects: readonly string[];
}

/**
 * Judges job schedules by `plan`, but that those which hang in `state` can be forced out of it. Nothing is forced beside
 * what is not: schedules that hang are left out then, and why.
 */
export async function judgeEndings(
  services: Pick<CommandServices, 'accounts'>,
  schedules: readonly JobScheduleResource[],
  state: State,
  plan: (schedule: JobSchedule) => Verdict,
  nowMs: number,
): Promise<Ending> {
  const isStuck = (schedule: JobSchedule): boolean => isHanging(schedule, state, nowMs);
  const judged = await judgeSchedules(services, schedules, (schedule, apiVersion) =>
    isStuck(schedule) ? planForceSchedule(apiVersion) : plan(schedule),
  );
  const stuck = judged.candidates.filter(({ schedule }) => isStuck(schedule));
  const others = judged.candidates.filter(({ schedule }) => !isStuck(schedule));
  if (stuck.length === 0) return { judged, choices: {}, effects: [] };
  if (others.length === 0) return { judged, choices: { force: true }, effects: [describeForce(stuck, state, nowMs)] };
  const reason = l10n.t('The job schedule hangs. Select only schedules that hang to force them.');
  const refused = [...judged.refused, ...stuck.map(({ resource }) => ({ resource, reason }))];
  return { judged: { ...judged, candidates: others, refused }, choices: {}, effects: [] };
}

function describeForce(stuck: readonly ScheduleCandidate[], state: State, nowMs: number): string {
  const sinceMs = Math.min(...stuck.map(({ schedule }) => Date.parse(schedule.stateTransitionTime ?? '')));
  const time = toDurationWords(nowMs - sinceMs);
  return state === 'terminating'
    ? l10n.t(
        'This is forced, because it has been ending for {0}. Batch does not wait for the nodes then: tasks may go on running on nodes that do not answer.',
        time,
      )
    : l10n.t(
        'This is forced, because it has been deleted for {0} without an end. Batch does not wait for the nodes then: tasks may go on running on nodes that do not answer.',
        time,
      );
}
