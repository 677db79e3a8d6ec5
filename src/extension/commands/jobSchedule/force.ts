import * as l10n from '@vscode/l10n';
import type { JobSchedule } from '../../../core/model/jobSchedule.ts';
import type { JobScheduleResource } from '../../../core/model/resource.ts';
import { isHanging, planForceSchedule } from '../../../core/remedy/jobPlans.ts';
import type { Verdict } from '../../../core/remedy/verdict.ts';
import type { CommandServices } from '../command.ts';
import { type Ending, type ForceChoices, settleForce, toLongestWords } from '../settleForce.ts';
import { judgeSchedules, type ScheduleCandidate } from './schedules.ts';

type State = Parameters<typeof isHanging>[1];

/**
 * Judges job schedules by `plan`, but that those which hang in `state` can be forced out of it.
 * @param settled how the action was started of which this is the rest
 */
export async function judgeEndings(
  services: Pick<CommandServices, 'accounts'>,
  schedules: readonly JobScheduleResource[],
  state: State,
  plan: (schedule: JobSchedule) => Verdict,
  nowMs: number,
  settled?: ForceChoices,
): Promise<Ending<JobScheduleResource, ScheduleCandidate>> {
  const isStuck = (schedule: JobSchedule): boolean => isHanging(schedule, state, nowMs);
  const judged = await judgeSchedules(services, schedules, (schedule, apiVersion) =>
    isStuck(schedule) ? planForceSchedule(apiVersion) : plan(schedule),
  );
  const words = {
    reason: l10n.t('The job schedule hangs. Select only schedules that hang to force them.'),
    calm: l10n.t('The job schedule does not hang, so it is not forced.'),
    describe: (stuck: readonly ScheduleCandidate[]) => [describeForce(stuck, state, nowMs)],
  };
  return settleForce(judged, ({ schedule }) => isStuck(schedule), words, settled);
}

function describeForce(stuck: readonly ScheduleCandidate[], state: State, nowMs: number): string {
  const time = toLongestWords(
    stuck.map(({ schedule }) => schedule),
    nowMs,
  );
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
