import { poolWithDefaults } from '../bodies/poolDefaults.ts';
import { newPool } from '../state/newPool.ts';
import type { JobRecord } from '../state/records.ts';
import { findFlag, findObject, findText, type WireObject } from '../state/wire.ts';
import type { World } from '../state/world.ts';
import { deletePool } from './allocation.ts';
import { findSyntaxError } from './autoscale/formulaTree.ts';
import { findMissingPackage } from './packages.ts';
import { startPool } from './poolStart.ts';

/** The pool that a job runs on, or the reason why it can't run. */
export interface JobPool {
  readonly poolId: string | undefined;
  /** Batch documentation: a job whose auto pool cannot be created is completed with this error. */
  readonly schedulingError?: WireObject;
}

const quotaReached: WireObject = {
  category: 'UserError',
  code: 'AutoPoolCreationFailedWithQuotaReached',
  message: 'The auto pool could not be created because the pool quota of the account has been reached',
};

const invalidPackages: WireObject = {
  category: 'UserError',
  code: 'InvalidApplicationPackageReferencesInAutoPool',
  message: 'One or more application package references specified for the auto pool are invalid',
};

const invalidFormula: WireObject = {
  category: 'UserError',
  code: 'InvalidAutoScaleFormulaInAutoPool',
  message: 'The autoscale formula specified for the auto pool is invalid',
};

/**
 * Returns the pool for a job: the one it names, or an auto pool that is created for it. Jobs of a schedule share an
 * auto pool whose lifetime is the schedule's.
 */
export function poolForJob(world: World, spec: WireObject, sharedPoolId?: string): JobPool {
  const info = findObject(spec, 'poolInfo');
  const auto = findObject(info, 'autoPoolSpecification');
  if (auto === undefined) return { poolId: findText(info, 'poolId') };
  if (sharedPoolId !== undefined && world.pools.has(sharedPoolId)) return { poolId: sharedPoolId };
  const schedulingError = findSchedulingError(world, findObject(auto, 'pool') ?? {});
  return schedulingError === undefined ? { poolId: makeAutoPool(world, auto) } : { poolId: undefined, schedulingError };
}

/** Batch documentation: reasons why an auto pool cannot be created from a well-formed specification. */
function findSchedulingError(world: World, pool: WireObject): WireObject | undefined {
  if (findMissingPackage(world, pool) !== undefined) return invalidPackages;
  if (findSyntaxError(findText(pool, 'autoScaleFormula') ?? '') !== undefined) return invalidFormula;
  return world.pools.size < (world.quotas.poolQuota ?? Number.POSITIVE_INFINITY) ? undefined : quotaReached;
}

/** Makes an ID for an auto pool. */
export function makeAutoPoolId(world: World, auto: WireObject): string {
  const prefix = findText(auto, 'autoPoolIdPrefix');
  return `${prefix === undefined ? '' : `${prefix}_`}${world.ids.guid().toUpperCase()}`;
}

function makeAutoPool(world: World, auto: WireObject): string {
  const id = makeAutoPoolId(world, auto);
  startPool(world, newPool(world, poolWithDefaults({ ...findObject(auto, 'pool'), id }), false));
  return id;
}

/** Deletes the auto pool of a job that has ended, if its lifetime was the job's. */
export function releaseAutoPool(world: World, job: JobRecord): void {
  const auto = findObject(findObject(job.spec, 'poolInfo'), 'autoPoolSpecification');
  const isSpent = auto !== undefined && findFlag(auto, 'keepAlive') !== true && !livesWithSchedule(auto);
  const pool = isSpent ? world.pools.get(findText(job.executionInfo, 'poolId') ?? '') : undefined;
  if (pool !== undefined && pool.state !== 'deleting') deletePool(world, pool);
}

/** Returns true if an auto pool's lifetime is its schedule's, not its job's. */
export function livesWithSchedule(auto: WireObject | undefined): boolean {
  return findText(auto, 'poolLifetimeOption') === 'jobschedule';
}
