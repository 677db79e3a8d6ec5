import type { Resource } from '../../../core/model/resource.ts';
import { toKey } from '../../../core/model/resourceChain.ts';
import {
  deleteJobScheduleVerb,
  disableJobScheduleVerb,
  enableJobScheduleVerb,
  terminateJobScheduleVerb,
} from '../../bulk/verbs/jobSchedules.ts';
import { deleteJobVerb, disableJobVerb, enableJobVerb, terminateJobVerb } from '../../bulk/verbs/jobs.ts';
import { deallocateVerb, disableSchedulingVerb, rebootVerb, reimageVerb, startVerb } from '../../bulk/verbs/nodes.ts';
import { deletePoolVerb, disableAutoscaleVerb, resizePoolVerb, stopResizePoolVerb } from '../../bulk/verbs/pools.ts';
import { removeNodesVerb } from '../../bulk/verbs/removeNodes.ts';
import { requeueVerb } from '../../bulk/verbs/requeue.ts';
import { deleteTaskVerb, terminateTaskVerb } from '../../bulk/verbs/tasks.ts';
import type { AnyVerb } from '../../bulk/verbs/verbs.ts';
import type { CommandServices } from '../command.ts';
import { confirmDeletions } from '../job/delete.ts';
import { confirmDisabling } from '../job/disable.ts';
import { confirmEnabling } from '../job/enable.ts';
import { confirmTermination } from '../job/terminate.ts';
import { confirmScheduleDeletions } from '../jobSchedule/delete.ts';
import { confirmDisabling as confirmDisablingSchedules } from '../jobSchedule/disable.ts';
import { confirmEnabling as confirmEnablingSchedules } from '../jobSchedule/enable.ts';
import { confirmTermination as confirmTerminationOfSchedules } from '../jobSchedule/terminate.ts';
import { confirmDeallocation } from '../node/deallocate.ts';
import { confirmOffline } from '../node/disableScheduling.ts';
import { confirmReboot } from '../node/reboot.ts';
import { confirmReimage } from '../node/reimage.ts';
import { confirmRemoval } from '../node/remove.ts';
import { confirmStart } from '../node/start.ts';
import { confirmPoolDeletions } from '../pool/delete.ts';
import { confirmTurningOff } from '../pool/disableAutoscale.ts';
import { askForResize } from '../pool/resize.ts';
import { confirmStop } from '../pool/stopResize.ts';
import { confirmDeletion as confirmDeletionOfTasks } from '../task/delete.ts';
import { confirmRequeue } from '../task/requeue.ts';
import { confirmTermination as confirmTerminationOfTasks } from '../task/terminate.ts';
import type { Rest } from './rest.ts';

type Services = Pick<CommandServices, 'accounts'>;
type Of<Kind extends Resource['kind']> = Extract<Resource, { readonly kind: Kind }>;

/** Asks about things, and resolves to those that it may be done to. Throws `InvalidInput` when there is none, and `Cancelled`. */
type Confirm<R extends Resource = Resource, Choices extends object = object> = (
  services: Services,
  things: readonly R[],
  rest: Rest<Choices>,
) => Promise<{ readonly candidates: readonly { readonly resource: Resource }[] }>;

/** The question of a command, for things and choices from a journal: the plan of a verb holds what that verb is for. */
function of<Kind extends Resource['kind'], Choices extends object>(
  kind: Kind,
  confirm: Confirm<Of<Kind>, Choices>,
): Confirm {
  const isOf = (thing: Resource): thing is Of<Kind> => thing.kind === kind;
  return (services, things, rest) => confirm(services, things.filter(isOf), rest as Rest<Choices>);
}

/** The question of a command that acts on one pool at a time. */
function ofEachPool<Choices extends object>(
  confirm: (services: Services, pool: Of<'pool'>, rest: Rest<Choices>) => Promise<unknown>,
): Confirm {
  return of<'pool', Choices>('pool', async (services, pools, rest) => {
    for (const pool of pools) await confirm(services, pool, rest);
    return { candidates: pools.map((resource) => ({ resource })) };
  });
}

const confirms: ReadonlyMap<string, Confirm> = new Map<string, Confirm>([
  [deleteJobVerb.id, of('job', confirmDeletions)],
  [disableJobVerb.id, of('job', confirmDisabling)],
  [enableJobVerb.id, of('job', confirmEnabling)],
  [terminateJobVerb.id, of('job', confirmTermination)],
  [deleteJobScheduleVerb.id, of('jobSchedule', confirmScheduleDeletions)],
  [disableJobScheduleVerb.id, of('jobSchedule', confirmDisablingSchedules)],
  [enableJobScheduleVerb.id, of('jobSchedule', confirmEnablingSchedules)],
  [terminateJobScheduleVerb.id, of('jobSchedule', confirmTerminationOfSchedules)],
  [deallocateVerb.id, of('node', confirmDeallocation)],
  [disableSchedulingVerb.id, of('node', confirmOffline)],
  [rebootVerb.id, of('node', confirmReboot)],
  [reimageVerb.id, of('node', confirmReimage)],
  [removeNodesVerb.id, of('node', confirmRemoval)],
  [startVerb.id, of('node', confirmStart)],
  [deletePoolVerb.id, of('pool', confirmPoolDeletions)],
  [disableAutoscaleVerb.id, ofEachPool(confirmTurningOff)],
  [resizePoolVerb.id, ofEachPool(askForResize)],
  [stopResizePoolVerb.id, ofEachPool(confirmStop)],
  [deleteTaskVerb.id, of('task', confirmDeletionOfTasks)],
  [requeueVerb.id, of('task', confirmRequeue)],
  [terminateTaskVerb.id, of('task', confirmTerminationOfTasks)],
]);

/**
 * Asks about the rest of an action what its command asks about all of it, with what is so now: whoever does the rest knows
 * no more than whoever started it. Resolves to the keys of what it may be done to, by `toKey`; to undefined for verbs
 * whose command has no question of its own for things as they are. Throws `InvalidInput` and `Cancelled`.
 */
export async function confirmRest(
  services: Services,
  verb: Pick<AnyVerb, 'id'>,
  things: readonly Resource[],
  rest: Rest,
): Promise<ReadonlySet<string> | undefined> {
  const confirmed = await confirms.get(verb.id)?.(services, things, rest);
  return confirmed && new Set(confirmed.candidates.map(({ resource }) => toKey(resource)));
}
