import { createHash } from 'node:crypto';
import type { CommandRun } from '../executors/executor.ts';
import type { RunScript } from '../executors/runScript.ts';
import type { Fault } from '../http/fault.ts';
import type { WireObject } from '../state/wire.ts';

/**
 * A world as data: the content of the account when the simulator starts, and the outcomes of commands.
 *
 * `startSimulator` finds it by name in `scenarios/catalogue.ts` (`findScenario(name)`), seeds the state from it, and
 * passes it to the scripted executor (`createScriptedExecutor({ scenario, clock })`), which plays the scripts. Seeding
 * creates nodes with `toNodeId`, writes the files of completed runs with `NodeMachine.place`, and leaves the rest to
 * the ordinary behaviors: a task seeded as `active` is scheduled, a `preparing` job preparation task really runs, and
 * so on. All times are relative to the start of the simulator.
 */
export interface Scenario {
  readonly name: string;
  /** One paragraph: the problem, and how it shows. */
  readonly description: string;
  /** Default name of the account. */
  readonly accountName?: string;
  /** The account's region; `local` when absent. */
  readonly location?: string;
  readonly quotas?: Quotas;
  readonly pools: readonly PoolSeed[];
  /** Failures that prevent pools from growing later; the first that matches a pool applies to its resizes. */
  readonly allocationFailures?: readonly AllocationFailure[];
  readonly jobs: readonly JobSeed[];
  readonly jobSchedules?: readonly WireObject[];
  readonly applications?: readonly WireObject[];
  /** Images, in the service's format, and VM sizes in addition to those that the simulator knows. */
  readonly images?: readonly WireObject[];
  readonly vmSizes?: readonly string[];
  /** Scripts for runs without a script in a seed below; the first that matches is played. */
  readonly rules?: readonly ScriptRule[];
  /**
   * Returns the outcome of a task, start task, or job preparation task that a client defines, at a time in milliseconds
   * since the epoch; undefined for unknown definitions.
   */
  readonly play?: (run: PlayedRun, nowMs: number) => RunScript | undefined;
  readonly events?: readonly ScenarioEvent[];
  /** Behavior of container images by name; an image that isn't listed works. */
  readonly containerImages?: ContainerImages;
  readonly faults?: readonly Fault[];
  /** Resources beside the account that Resource Manager knows: networks, and records of Azure's health. */
  readonly azureResources?: readonly AzureResource[];
}

export type ContainerImages = Readonly<Record<string, ContainerImage>>;

/**
 * Behavior of an image's containers. The first three failures occur when an image is pulled, so they don't affect
 * images that the pool has fetched before (`containerImageNames`). `noWorkingDirectory`: the image's own working
 * directory cannot be used by a task that asks for it; `noStart`: the container is created but does not start.
 */
export type ContainerImage = 'ok' | 'notFound' | 'unauthorized' | 'unreachable' | 'noWorkingDirectory' | 'noStart';

/** An obstacle to the growth of pools. */
export interface AllocationFailure {
  /** The affected pool; all when absent. */
  readonly poolId?: string;
  /** Maximum number of nodes of the pool; none when absent. */
  readonly nodes?: number;
  /** Resize errors in the wire's format; a lack of capacity in the region when absent. */
  readonly errors?: readonly WireObject[];
  /** Number of resizes that the failure applies to; all when absent. */
  readonly times?: number;
}

/** Limits of the account, with Resource Manager's names; absent limits are ample. */
export interface Quotas {
  readonly dedicatedCoreQuota?: number;
  readonly lowPriorityCoreQuota?: number;
  /** Families have names such as `standardNCSv3Family`. */
  readonly dedicatedCoreQuotaPerVMFamily?: readonly { readonly name: string; readonly coreQuota: number }[];
  readonly poolQuota?: number;
  readonly activeJobAndJobScheduleQuota?: number;
}

/** Answer of Resource Manager to a GET request about something beside the account, such as a subnet. */
export interface AzureResource {
  /**
   * Path of the resource or of a list, compared without case; `{account}` stands for the account's resource ID, and
   * `{subscription}` for its subscription.
   */
  readonly path: string;
  /** Response in the wire's format, or the `code` and `message` of an error. */
  readonly body?: WireObject;
  /** 200 when absent; any other status is an error. */
  readonly status?: number;
}

export interface PoolSeed {
  /** Body of the request that would add the pool; its targets stay even if there are fewer `nodes`. */
  readonly body: WireObject;
  readonly nodes?: readonly NodeSeed[];
  /** Errors on the pool at start (`code`, `message`, `values[{name,value}]`), with the allocation state `steady`. */
  readonly resizeErrors?: readonly WireObject[];
  /**
   * Milliseconds between new nodes in later resizes, so that a resize may end with `AllocationTimedOut`; all nodes
   * arrive at once when absent.
   */
  readonly nodeArrivalMs?: number;
  /** `autoScaleRun` at start, for a formula that failed; its `timestamp` is a while before the start. */
  readonly autoScaleRun?: WireObject;
  /** `identity`, the managed identities of its nodes. */
  readonly identity?: WireObject;
  /** Milliseconds since the pool was added; one day when absent. */
  readonly createdAgoMs?: number;
}

export interface NodeSeed {
  /** `idle` when absent; a node with a running task becomes `running` by itself, and `starting` lasts until it is healed. */
  readonly state?:
    | 'idle'
    | 'offline'
    | 'unusable'
    | 'starttaskfailed'
    | 'waitingforstarttask'
    | 'starting'
    | 'creating'
    | 'unknown'
    | 'preempted';
  /** True when absent. */
  readonly isDedicated?: boolean;
  /** Node errors in the wire's format (`code`, `message`, `errorDetails[{name,value}]`). */
  readonly errors?: readonly WireObject[];
  /** The start task's runs on this node, first to last; the last one repeats (after a reboot, for example). */
  readonly startTask?: readonly RunScript[];
  /**
   * Milliseconds since the node entered its state, or less if it became idle after a later task; one hour when absent.
   */
  readonly sinceAgoMs?: number;
  /** Milliseconds since the node was allocated; just long enough to have booted and run its start task when absent. */
  readonly allocatedAgoMs?: number;
  /** Further files on the node's disk, by path relative to its root. */
  readonly files?: Readonly<Record<string, string>>;
  /** Set if port 22 or 3389 is mapped; true when absent. */
  readonly remoteAccess?: boolean;
}

export interface JobSeed {
  /** Body of the request that would add the job. */
  readonly body: WireObject;
  readonly tasks: readonly TaskSeed[] | LazyTasks;
  /** `active` when absent. */
  readonly state?: 'active' | 'disabled' | 'completed';
  /** With `completed`: the reason (`executionInfo.terminateReason`). */
  readonly terminateReason?: string;
  readonly schedulingError?: WireObject;
  /** Runs of the job preparation task on any node, first to last; the last one repeats. They run when tasks do. */
  readonly preparation?: readonly RunScript[];
  readonly release?: readonly RunScript[];
  /** Milliseconds since the job was added; six hours when absent. */
  readonly createdAgoMs?: number;
}

/** The properties of a run that determine its outcome. */
export type PlayedRun = Pick<CommandRun, 'kind' | 'commandLine' | 'environment' | 'resourceFiles' | 'outputFiles'>;

/** Tasks that are created only on access, sorted by ID. All of them are `completed`. */
export interface LazyTasks {
  readonly count: number;
  at(index: number): TaskSeed;
  /** Index of the task with this ID (in any case), or -1. */
  indexOf(id: string): number;
  /** Index of the first failed task from `index` on, or `count`. */
  nextFailure(index: number): number;
}

export interface TaskSeed {
  /** Body of the request that would add the task. */
  readonly body: WireObject;
  /**
   * Outcomes of the first attempt, the second one, …; the last one repeats. With `state: 'completed'` the first one has
   * already happened, so that a retry (attempt 1) plays the second.
   */
  readonly outcomes?: readonly RunScript[];
  /** `active` when absent: the scheduler will run it as soon as a node is free. */
  readonly state?: 'active' | 'completed';
  /** With `completed`: index in the pool's `nodes` of the node that ran it; 0 when absent. */
  readonly node?: number;
  /** With `completed`: the node that ran it is no longer in the pool; its files are gone. */
  readonly nodeGone?: boolean;
  /**
   * With `completed`: milliseconds since the task ended, or longer if other tasks then occupied the slots of its node;
   * ten minutes when absent.
   */
  readonly endedAgoMs?: number;
  /** Overrides for the `executionInfo` that follows from the outcome (`requeueCount`, `lastRequeueTime` …). */
  readonly executionInfo?: WireObject;
  /**
   * For an `active` task that already had another state (`preparing` if its job preparation task failed, as it then has
   * on all idle nodes).
   */
  readonly previousState?: 'preparing' | 'running';
}

/** A script and its matching runs; absent properties match everything. IDs are compared without regard to case. */
export interface ScriptRule {
  readonly kind?: 'task' | 'startTask' | 'jobPreparation' | 'jobRelease';
  readonly poolId?: string;
  readonly nodeId?: string;
  readonly jobId?: string;
  readonly taskId?: string;
  readonly commandLineIncludes?: string;
  readonly outcomes: readonly RunScript[];
}

/** An event on a node some time after the start. */
export interface ScenarioEvent extends Breakage {
  readonly atMs: number;
  readonly kind: NodeEvent;
  readonly poolId: string;
  /** Index in the pool's `nodes`. */
  readonly node: number;
}

export type NodeEvent = 'preempt' | 'break' | 'filldisk' | 'heal' | 'reboot';

/** The way in which a node is broken. */
export interface Breakage {
  /** `unusable` when absent. */
  readonly state?: 'unusable' | 'unknown' | 'starttaskfailed';
  /** Node errors in the wire's format (`code`, `message`, `errorDetails[{name,value}]`). */
  readonly errors?: readonly WireObject[];
  /** Exit code of the start task, with `starttaskfailed`; 1 when absent. */
  readonly exitCode?: number;
}

/** Returns the ID of the nth seeded node of a pool, the same in every run, in the service's format (`tvmps_…_d`). */
export function toNodeId(poolId: string, index: number, isDedicated = true): string {
  const digest = createHash('sha256').update(`${poolId.toLowerCase()}/${index}`).digest('hex');
  return `tvmps_${digest}_${isDedicated ? 'd' : 'p'}`;
}
