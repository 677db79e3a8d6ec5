import { BatchError } from '../../../core/model/batchError.ts';
import { findPoolOfJob, type Job } from '../../../core/model/job.ts';
import { findScheduleId } from '../../../core/model/jobSchedule.ts';
import {
  type JobResource,
  type NodeResource,
  type Resource,
  type ResourceKind,
  type TaskResource,
  toFileOwner,
  toKey,
  toKind,
} from '../../../core/model/resource.ts';
import type { App } from '../../app.ts';
import { findShownCause } from '../../causes/pageOfCause.ts';
import { findLoadedTask } from '../../evidence/findTask.ts';
import { toCauseTarget } from '../failures/toCauseTarget.ts';
import { type ResourceOf, toHit, toResources } from './targets.ts';

interface FrontServices extends Pick<App, 'inFront'> {
  readonly accounts: Pick<App['accounts'], 'getStore' | 'findStore'>;
  readonly causes: Pick<App['causes'], 'shownOf'>;
}

/**
 * Returns the arguments for a command called without any. These are the arguments that a key or menu would pass for the
 * most recently active view or document that has items; empty when there are none.
 */
export function findGivenInFront({ inFront }: Pick<App, 'inFront'>): readonly unknown[] {
  return inFront().find((args) => toResources(args).length > 0) ?? [];
}

/** Returns `args`, or the arguments of the active view or document when `args` is empty. */
export function orInFront(services: Pick<App, 'inFront'>, args: readonly unknown[]): readonly unknown[] {
  return args.length === 0 ? findGivenInFront(services) : args;
}

/**
 * Finds the items of `kind` for the active view or document: its items themselves, their parents, or items that they
 * use, such as the node of a task or the pool of a job. Returns none if the choice is ambiguous, as for a cause with
 * several tasks. If nothing fits or the choice is ambiguous, uses a selection elsewhere that belongs to the active
 * item, such as a selected task of the active job, node, or pool.
 */
export async function findInFront<K extends ResourceKind>(
  services: FrontServices,
  kind: K,
): Promise<readonly ResourceOf<K>[]> {
  const places = await Promise.all(services.inFront().map((args) => listThings(services, args)));
  const [front, ...others] = places.filter(({ things }) => things.length > 0);
  if (front === undefined) return [];
  const own = await listTargets(services, kind, front);
  if (own.areMeant) return own.targets;
  for (const place of others) {
    const { targets, areMeant } = await listTargets(services, kind, place);
    if (targets.length === 0) continue;
    return areMeant && (await areAllOf(services, targets, [...front.things, ...own.targets])) ? targets : [];
  }
  return [];
}

interface Targets<K extends ResourceKind> {
  readonly targets: readonly ResourceOf<K>[];
  /** True if there are items and the choice is unambiguous. */
  readonly areMeant: boolean;
}

/** Finds the resources of a kind that the items of a place are, belong to, or use. */
async function listTargets<K extends ResourceKind>(
  services: FrontServices,
  kind: K,
  { things, areAlike }: Things,
): Promise<Targets<K>> {
  const found = new Map<string, ResourceOf<K>>();
  let isWhole = true;
  for (const thing of things) {
    const target = await findRelated(services, kind, thing);
    if (target === undefined) isWhole = false;
    else found.set(toKey(target), target);
  }
  const areMeant = areAlike ? isWhole && found.size === 1 : found.size > 0;
  return { targets: [...found.values()], areMeant };
}

/** Checks whether each target is one of the given items, belongs to one, or uses one. */
async function areAllOf(
  services: FrontServices,
  targets: readonly Resource[],
  things: readonly Resource[],
): Promise<boolean> {
  // An item belongs to a file if it belongs to the file's task or node, because files have no children.
  const owners = things.map(toFileOwner);
  const keys = new Set(owners.map(toKey));
  const kinds = [...new Set(owners.map(({ kind }) => kind))];
  for (const target of targets) {
    const related = await Promise.all(kinds.map((kind) => findRelated(services, kind, target)));
    if (!related.some((one) => one !== undefined && keys.has(toKey(one)))) return false;
  }
  return true;
}

async function findRelated<K extends ResourceKind>(
  services: FrontServices,
  kind: K,
  thing: Resource,
): Promise<ResourceOf<K> | undefined> {
  return toKind(kind, thing) ?? (await findUsed(services, kind, thing));
}

interface Things {
  readonly things: readonly Resource[];
  /** True if all items are affected by the same cause, so that the user has not chosen a single item. */
  readonly areAlike: boolean;
}

async function listThings(services: FrontServices, args: readonly unknown[]): Promise<Things> {
  const [first, rows] = args;
  const several = Array.isArray(rows) && rows.length > 1;
  const hit = several ? undefined : toHit(first);
  if (hit !== undefined) return { things: hit, areAlike: true };
  const target = several ? undefined : toCauseTarget(first);
  if (target === undefined) return { things: toResources(args), areAlike: false };
  const things = findShownCause(services, target)?.failures.map(({ failing }) => failing.resource) ?? [target.resource];
  return { things, areAlike: true };
}

/** Finds what an item uses but does not belong to; undefined when there is none or it is unknown. */
async function findUsed<K extends ResourceKind>(
  services: FrontServices,
  kind: K,
  thing: Resource,
): Promise<ResourceOf<K> | undefined> {
  const { accountId } = thing;
  const [task, job] = [toKind('task', thing), toKind('job', thing)];
  if (job === undefined) return undefined;
  const used = new Map<ResourceKind, () => Promise<Resource | undefined>>([
    ['node', async () => task && findNode(services, task)],
    [
      'pool',
      async () => {
        const poolId = (task && (await findNode(services, task)))?.poolId ?? (await findPoolId(services, job));
        return poolId === undefined ? undefined : { kind: 'pool', accountId, poolId };
      },
    ],
    [
      'jobSchedule',
      async () => {
        const scheduleId = findScheduleId(job.jobId);
        return scheduleId === undefined ? undefined : { kind: 'jobSchedule', accountId, scheduleId };
      },
    ],
  ]);
  try {
    const found = await used.get(kind)?.();
    return found && toKind(kind, found);
  } catch (error) {
    // The user is asked for the item instead.
    if (BatchError.is(error)) return undefined;
    throw error;
  }
}

async function findNode(services: FrontServices, resource: TaskResource): Promise<NodeResource | undefined> {
  const { accountId, jobId, taskId } = resource;
  const store = await services.accounts.getStore(accountId);
  const { poolId, nodeId } =
    (findLoadedTask(store.snapshot, resource) ?? (await store.service.tasks.getTask(jobId, taskId))).nodeInfo ?? {};
  return poolId === undefined || nodeId === undefined ? undefined : { kind: 'node', accountId, poolId, nodeId };
}

async function findPoolId({ accounts }: FrontServices, { accountId, jobId }: JobResource): Promise<string | undefined> {
  const { snapshot, service } = await accounts.getStore(accountId);
  const loaded: Job | undefined = snapshot.slice({ kind: 'jobs' }).items.find(({ id }) => id === jobId);
  return findPoolOfJob(loaded ?? (await service.jobs.getJob(jobId)));
}
