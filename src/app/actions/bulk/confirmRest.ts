import type { Pool } from '../../../core/model/pool.ts';
import type { PoolResource, Resource } from '../../../core/model/resource.ts';
import { toKey } from '../../../core/model/resourceChain.ts';
import type { BulkItem } from '../../../core/remedy/bulk/bulkRecord.ts';
import type { App } from '../../app.ts';
import { confirmDeletions } from '../job/delete.ts';
import { confirmDisabling } from '../job/disable.ts';
import { confirmEnabling } from '../job/enable.ts';
import type { JobCandidate } from '../job/jobs.ts';
import { confirmTermination } from '../job/terminate.ts';
import { confirmScheduleDeletions } from '../jobSchedule/delete.ts';
import { confirmDisabling as confirmDisablingSchedules } from '../jobSchedule/disable.ts';
import { confirmEnabling as confirmEnablingSchedules } from '../jobSchedule/enable.ts';
import type { ScheduleCandidate } from '../jobSchedule/schedules.ts';
import { confirmTermination as confirmTerminationOfSchedules } from '../jobSchedule/terminate.ts';
import type { NodeCandidate } from '../node/candidates.ts';
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
import type { TaskCandidate } from '../task/candidates.ts';
import { confirmDeletion as confirmDeletionOfTasks } from '../task/delete.ts';
import { confirmRequeue } from '../task/requeue.ts';
import { confirmTermination as confirmTerminationOfTasks } from '../task/terminate.ts';
import {
  deleteJobScheduleVerb,
  disableJobScheduleVerb,
  enableJobScheduleVerb,
  terminateJobScheduleVerb,
  toScheduleItem,
} from '../verbs/jobSchedules.ts';
import { deleteJobVerb, disableJobVerb, enableJobVerb, terminateJobVerb, toJobItem } from '../verbs/jobs.ts';
import {
  deallocateVerb,
  disableSchedulingVerb,
  rebootVerb,
  reimageVerb,
  startVerb,
  toNodeItem,
} from '../verbs/nodes.ts';
import {
  deletePoolVerb,
  disableAutoscaleVerb,
  resizePoolVerb,
  stopResizePoolVerb,
  toFormulaItem,
  toPoolItem,
} from '../verbs/pools.ts';
import { removeNodesVerb } from '../verbs/removeNodes.ts';
import { requeueVerb } from '../verbs/requeue.ts';
import { toTaskItem } from '../verbs/retry.ts';
import { deleteTaskVerb, terminateTaskVerb } from '../verbs/tasks.ts';
import type { AnyVerb } from '../verbs/verbs.ts';
import type { Rest } from './rest.ts';

type Services = App;
type Of<Kind extends Resource['kind']> = Extract<Resource, { readonly kind: Kind }>;

/** Asks about things, and resolves to those that it may be done to. Throws `InvalidInput` when there is none, and `Cancelled`. */
type Confirm<R extends Resource, Candidate, Choices extends object> = (
  services: Services,
  things: readonly R[],
  rest: Rest<Choices>,
) => Promise<{ readonly candidates: readonly Candidate[] }>;

/** The same, resolving to items that say how the things were when they were asked about. */
type ConfirmItems = (services: Services, things: readonly Resource[], rest: Rest) => Promise<readonly BulkItem[]>;

/** The question of a command, for things and choices from a journal: the plan of a verb holds what that verb is for. */
function of<Kind extends Resource['kind'], Candidate, Choices extends object>(
  kind: Kind,
  toItem: (candidate: Candidate) => BulkItem,
  confirm: Confirm<Of<Kind>, Candidate, Choices>,
): ConfirmItems {
  const isOf = (thing: Resource): thing is Of<Kind> => thing.kind === kind;
  return async (services, things, rest) => {
    const { candidates } = await confirm(services, things.filter(isOf), rest as Rest<Choices>);
    return candidates.map(toItem);
  };
}

/** The question of a command that acts on one pool at a time. */
function ofEachPool<Choices extends object>(
  toItem: (resource: PoolResource, pool: Pool) => BulkItem,
  confirm: (services: Services, pool: PoolResource, rest: Rest<Choices>) => Promise<{ readonly pool: Pool }>,
): ConfirmItems {
  return of<'pool', BulkItem, Choices>(
    'pool',
    (item) => item,
    async (services, pools, rest) => {
      const candidates: BulkItem[] = [];
      for (const resource of pools) candidates.push(toItem(resource, (await confirm(services, resource, rest)).pool));
      return { candidates };
    },
  );
}

const fromJob = ({ resource, job }: JobCandidate): BulkItem => toJobItem(resource, job);
const fromSchedule = ({ resource, schedule }: ScheduleCandidate): BulkItem => toScheduleItem(resource, schedule);
const fromNode = ({ resource, node }: NodeCandidate): BulkItem => toNodeItem(resource, node);
const fromTask = ({ resource, task }: TaskCandidate): BulkItem => toTaskItem(resource, task);

const confirms: ReadonlyMap<string, ConfirmItems> = new Map<string, ConfirmItems>([
  [deleteJobVerb.id, of('job', fromJob, confirmDeletions)],
  [disableJobVerb.id, of('job', fromJob, confirmDisabling)],
  [enableJobVerb.id, of('job', fromJob, confirmEnabling)],
  [terminateJobVerb.id, of('job', fromJob, confirmTermination)],
  [deleteJobScheduleVerb.id, of('jobSchedule', fromSchedule, confirmScheduleDeletions)],
  [disableJobScheduleVerb.id, of('jobSchedule', fromSchedule, confirmDisablingSchedules)],
  [enableJobScheduleVerb.id, of('jobSchedule', fromSchedule, confirmEnablingSchedules)],
  [terminateJobScheduleVerb.id, of('jobSchedule', fromSchedule, confirmTerminationOfSchedules)],
  [deallocateVerb.id, of('node', fromNode, confirmDeallocation)],
  [disableSchedulingVerb.id, of('node', fromNode, confirmOffline)],
  [rebootVerb.id, of('node', fromNode, confirmReboot)],
  [reimageVerb.id, of('node', fromNode, confirmReimage)],
  [removeNodesVerb.id, of('node', fromNode, confirmRemoval)],
  [startVerb.id, of('node', fromNode, confirmStart)],
  [deletePoolVerb.id, of('pool', ({ resource, pool }) => toPoolItem(resource, pool), confirmPoolDeletions)],
  [
    disableAutoscaleVerb.id,
    ofEachPool(toFormulaItem, async (...asked) => ({ pool: await confirmTurningOff(...asked) })),
  ],
  [resizePoolVerb.id, ofEachPool(toPoolItem, askForResize)],
  [stopResizePoolVerb.id, ofEachPool(toPoolItem, async (...asked) => ({ pool: await confirmStop(...asked) }))],
  [deleteTaskVerb.id, of('task', fromTask, confirmDeletionOfTasks)],
  [requeueVerb.id, of('task', fromTask, confirmRequeue)],
  [terminateTaskVerb.id, of('task', fromTask, confirmTerminationOfTasks)],
]);

/**
 * Asks about the rest of an action what its command asks about all of it, with what is so now. Resolves to the items that
 * it may be done to, as they were when they were asked about, by `toKey`; to undefined for verbs whose command has no
 * question of its own for things as they are. Throws `InvalidInput` and `Cancelled`.
 */
export async function confirmRest(
  services: Services,
  verb: Pick<AnyVerb, 'id'>,
  things: readonly Resource[],
  rest: Rest,
): Promise<ReadonlyMap<string, BulkItem> | undefined> {
  const confirmed = await confirms.get(verb.id)?.(services, things, rest);
  return confirmed && new Map(confirmed.map((item) => [toKey(item.resource), item]));
}
