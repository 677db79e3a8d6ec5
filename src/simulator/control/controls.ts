import { setTimeout } from 'node:timers/promises';
import { nodeEvents } from '../behaviours/nodeTroubles.ts';
import { listUnderway } from '../behaviours/underway.ts';
import type { OutcomePlan, PlannedOutcome } from '../executors/outcomePlan.ts';
import type { FaultPlan } from '../http/faultPlan.ts';
import { invalidPropertyValue, ServiceError } from '../http/serviceError.ts';
import type { RequestRecord } from '../logRecords.ts';
import type { Snapshot } from '../saved/snapshots.ts';
import type { AllocationFailure, Breakage, NodeEvent, Quotas } from '../scenarios/scenario.ts';
import type { NodeRecord, NodeState } from '../state/records.ts';
import { findObject } from '../state/wire.ts';
import type { World } from '../state/world.ts';
import { parseAsked } from './controlModels.ts';
import { type Controlled, describeStatus, type SimulatorStatus } from './status.ts';

/**
 * Maximum advance of the clock. A longer one would keep the client waiting while everything that is due runs in turn.
 */
const longestMoveMs = 31 * 24 * 60 * 60 * 1000;

/** States of nodes whose virtual machine is being removed, or is gone, to which no more events apply. */
const goneStates: ReadonlySet<NodeState> = new Set(['leavingpool', 'deallocating', 'deallocated']);

/**
 * Test controls of a simulator beyond the service's operations: in Node.js, and over the wire by the requests in
 * `controlRequests.ts`. Throws the service's refusals with their reasons.
 */
export class Controls {
  readonly #controlled: Controlled;

  constructor(controlled: Controlled) {
    this.#controlled = controlled;
  }

  /** Returns what the simulator contains and is doing. */
  get status(): SimulatorStatus {
    return describeStatus(this.#controlled);
  }

  /** Every request so far, oldest first (bounded). */
  get requests(): readonly RequestRecord[] {
    return this.#controlled.requests.records;
  }

  clearRequests(): void {
    this.#controlled.requests.clear();
  }

  get faults(): FaultPlan {
    return this.#controlled.faults;
  }

  /** The planned outcomes of runs, which replace the effects of their command lines. */
  get outcomes(): OutcomePlan {
    return this.#controlled.outcomes;
  }

  /** Plans the outcome of runs: the next one, unless `times` is given. */
  planOutcome(planned: PlannedOutcome): void {
    this.#controlled.outcomes.add(planned);
  }

  /** Makes the next tasks that run fail with this exit code, regardless of their command lines. */
  failNext(times = 1, exitCode = 1): void {
    if (exitCode === 0) throw invalidPropertyValue('exitCode', '0', 'A task with exit code 0 succeeds');
    this.planOutcome({ times, outcome: { durationMs: 0, exitCode } });
  }

  /** Restores the account's initial state. Its time continues, unless its clock is held. */
  reset(): Promise<void> {
    return this.#controlled.reset();
  }

  /** Lists the names of the saved snapshots. */
  get snapshots(): readonly string[] {
    return this.#controlled.snapshots.names;
  }

  /** Saves the current pools, jobs, schedules, quotas, and files under a name, until the simulator ends. */
  takeSnapshot(name: string): Promise<Snapshot> {
    return this.#controlled.snapshots.take(name, this.#world);
  }

  /**
   * Restores the account from a snapshot; tasks that were running start again. Its time continues, unless its clock is
   * held.
   */
  async restoreSnapshot(name: string): Promise<void> {
    await this.#controlled.restore(this.#controlled.snapshots.get(name));
  }

  dropSnapshot(name: string): Promise<void> {
    this.#controlled.snapshots.get(name);
    return this.#controlled.snapshots.drop(name);
  }

  /**
   * Resolves when every activity that ends by itself has ended. Waits at most `withinMs` on the simulator's clock: an
   * hour when absent, or with a held clock, which advances from one event to the next, for as long as a task may last.
   * Rejects with the activities that are still in progress.
   */
  async waitUntilIdle(withinMs?: number): Promise<void> {
    if (withinMs !== undefined && !Number.isFinite(withinMs)) {
      throw invalidPropertyValue('withinMs', String(withinMs), 'The value is not a number of milliseconds');
    }
    const { live } = this.#controlled;
    const patience = new Patience(live.current, withinMs);
    for (;;) {
      await live.whenReady();
      const underway = [...listUnderway(live.current)];
      if (underway.length === 0) return;
      if (!(await patience.wait())) {
        throw new ServiceError('OperationInvalidForCurrentState', {
          Reason: `Under way: ${underway.slice(0, 5).join(', ')}`,
        });
      }
    }
  }

  /** Preempts a Spot node until it is healed; its tasks are requeued. */
  preemptNode(poolId: string, nodeId: string): void {
    const node = this.#getNode(poolId, nodeId);
    if (node.isDedicated) throw refusedOn(node, 'Dedicated nodes are never preempted; break it instead');
    this.#applyEvent(node, 'preempt');
  }

  /** Takes a node out of work until it is healed; its tasks are requeued. */
  breakNode(poolId: string, nodeId: string, given: Breakage = {}): void {
    const breakage = parseAsked<Breakage>('Breakage', given);
    const node = this.#getNode(poolId, nodeId);
    if (breakage.state === 'starttaskfailed' && findObject(node.pool.spec, 'startTask') === undefined) {
      throw refusedOn(node, 'The pool has no start task');
    }
    const { exitCode } = breakage;
    if (exitCode === 0 || (exitCode !== undefined && breakage.state !== 'starttaskfailed')) {
      throw invalidPropertyValue('exitCode', String(exitCode), 'It is that of a start task that failed');
    }
    this.#applyEvent(node, 'break', breakage);
  }

  /**
   * Makes all runs that start on a node fail for lack of disk space; a while later it becomes unusable, until it is
   * healed or reimaged.
   */
  fillDisk(poolId: string, nodeId: string): void {
    this.#applyEvent(this.#getNode(poolId, nodeId), 'filldisk');
  }

  /** Repairs the node. Does nothing if it is healthy. */
  healNode(poolId: string, nodeId: string): void {
    this.#applyEvent(this.#getNode(poolId, nodeId), 'heal');
  }

  get quotas(): Quotas {
    return this.#world.quotas;
  }

  /** Replaces the quotas; existing items stay. */
  setQuotas(given: Quotas): void {
    const quotas = parseAsked<Quotas>('Quotas', given);
    checkQuotas(quotas);
    this.#world.quotas = quotas;
    this.#world.changes?.touchAccount();
  }

  /** Advances the clock by `ms` at once; everything that is due in that time happens. */
  async advanceTime(ms: number): Promise<void> {
    if (!(Number.isFinite(ms) && ms > 0 && ms <= longestMoveMs)) {
      throw new ServiceError('InvalidPropertyValue', {
        PropertyName: 'duration',
        Reason: 'The duration must be longer than PT0S and at most P31D',
      });
    }
    await this.#world.clock.advance(ms);
  }

  get allocationFailures(): readonly AllocationFailure[] {
    return this.#world.allocationFailures;
  }

  /** Makes resizes of pools fail. For each pool, the latest failure applies. */
  failAllocations(given: AllocationFailure = {}): void {
    const failure = parseAsked<AllocationFailure>('AllocationFailure', given);
    const { nodes = 0, times = 1 } = failure;
    if (nodes < 0) throw invalidPropertyValue('nodes', String(nodes), 'The value is below 0');
    if (times < 1) throw invalidPropertyValue('times', String(times), 'The value is below 1');
    const world = this.#world;
    world.allocationFailures = [failure, ...world.allocationFailures];
    world.changes?.touchAccount();
  }

  clearAllocationFailures(): void {
    this.#world.allocationFailures = [];
    this.#world.changes?.touchAccount();
  }

  get #world(): World {
    return this.#controlled.live.current;
  }

  #getNode(poolId: string, nodeId: string): NodeRecord {
    const pool = this.#world.pools.get(poolId);
    if (pool === undefined) throw new ServiceError('PoolNotFound');
    const node = pool.nodes.get(nodeId);
    if (node === undefined) throw new ServiceError('NodeNotFound');
    return node;
  }

  #applyEvent(node: NodeRecord, event: NodeEvent, breakage: Breakage = {}): void {
    if (goneStates.has(node.state)) throw refusedOn(node, `The node is ${node.state}`);
    nodeEvents[event](this.#world, node, breakage);
  }
}

const defaultPatienceMs = 60 * 60 * 1000;
/** Batch documentation: maximum lifetime of a task, 180 days. */
const longestTaskMs = 180 * 24 * 60 * 60 * 1000;
/** Interval, in real time, between checks for work. */
const lookMs = 20;
/** Maximum real time that a held clock without scheduled events waits for files and sockets. */
const longestStillMs = 5_000;

/** Waits between checks, until a time limit expires. */
class Patience {
  readonly #world: World;
  #leftMs: number;
  /** For programs and files, which take real time even if the clock is held. */
  #leftRealMs: number;
  #stillMs = 0;

  constructor(world: World, withinMs: number | undefined) {
    this.#world = world;
    this.#leftMs = withinMs ?? (world.clock.speed === 0 ? longestTaskMs : defaultPatienceMs);
    this.#leftRealMs = withinMs ?? defaultPatienceMs;
  }

  /** Resolves to false when the time limit expires, or nothing more can happen. */
  async wait(): Promise<boolean> {
    const { clock, executor } = this.#world;
    if (Math.min(this.#leftMs, this.#leftRealMs) <= 0 || this.#stillMs >= longestStillMs) return false;
    const isHeld = clock.speed === 0;
    const untilNextMs = isHeld && (executor.worksUnderway ?? 0) === 0 ? clock.untilNextMs?.() : undefined;
    if (untilNextMs === undefined) {
      await setTimeout(lookMs);
      this.#stillMs += isHeld && executor.worksUnderway === 0 ? lookMs : 0;
      this.#leftRealMs -= lookMs * Math.max(1, clock.speed ?? 1);
    } else {
      await clock.advance(Math.min(untilNextMs, this.#leftMs));
      this.#stillMs = 0;
      this.#leftMs -= untilNextMs;
    }
    return true;
  }
}

/** Throws for quotas with invalid limits. */
export function checkQuotas(quotas: Quotas): void {
  const families = quotas.dedicatedCoreQuotaPerVMFamily ?? [];
  const limits = [
    ...Object.entries(quotas),
    ...families.map(
      ({ coreQuota }, index) => [`dedicatedCoreQuotaPerVMFamily[${index}].coreQuota`, coreQuota] as const,
    ),
  ];
  const negative = limits.find(([, limit]) => typeof limit === 'number' && limit < 0);
  if (negative !== undefined) throw invalidPropertyValue(negative[0], negative[1], 'The value is below 0');
}

function refusedOn(node: NodeRecord, reason: string): ServiceError {
  return new ServiceError('OperationNotValidOnNode', { NodeId: node.id, Reason: reason });
}
