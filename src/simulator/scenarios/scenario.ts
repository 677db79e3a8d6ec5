import { createHash } from 'node:crypto';
import type { CommandRun } from '../executors/executor.ts';
import type { RunScript } from '../executors/runScript.ts';
import type { Fault } from '../http/fault.ts';
import type { WireObject } from '../state/wire.ts';

/**
 * A world as data: what the account holds when the simulator starts, and what happens when commands run in it.
 *
 * `startSimulator` looks it up by name in `scenarios/catalogue.ts` (`findScenario(name)`), seeds the state from it,
 * and gives it to the scripted executor (`createScriptedExecutor({ scenario, clock })`),
 * which plays the scripts. Seeding makes nodes with `toNodeId`, lays down the files of runs that are over with
 * `NodeMachine.place`, and leaves the rest to the ordinary behaviours: a task seeded as `active` is scheduled, a
 * `preparing` job preparation task really runs, and so on. All times are relative to the start of the simulator.
 */
export interface Scenario {
  readonly name: string;
  /** One paragraph: what is broken here, and how it shows. */
  readonly description: string;
  /** The account's name, unless another is asked for. */
  readonly accountName?: string;
  /** The account's region; `local` when absent. */
  readonly location?: string;
  readonly quotas?: Quotas;
  readonly pools: readonly PoolSeed[];
  /** Failures that keep pools from growing later; the first that matches a pool applies to its resizes. */
  readonly allocationFailures?: readonly AllocationFailure[];
  readonly jobs: readonly JobSeed[];
  readonly jobSchedules?: readonly WireObject[];
  readonly applications?: readonly WireObject[];
  /** Images, as the service lists them, and sizes of virtual machines besides those that the simulator knows. */
  readonly images?: readonly WireObject[];
  readonly vmSizes?: readonly string[];
  /** Scripts for runs that no seed below has its own for; the first that fits is played. */
  readonly rules?: readonly ScriptRule[];
  /**
   * What becomes of tasks, start tasks and job preparation tasks that clients define, by how they are defined, at a time in
   * milliseconds since the epoch; undefined for those of which it knows nothing.
   */
  readonly play?: (run: PlayedRun, nowMs: number) => RunScript | undefined;
  readonly events?: readonly ScenarioEvent[];
  /** How container images fare, by name; one that is not named works. */
  readonly containerImages?: ContainerImages;
  readonly faults?: readonly Fault[];
}

export type ContainerImages = Readonly<Record<string, ContainerImage>>;

/**
 * What happens to a container of an image. The first three failures happen on pulling it, so they spare images that the
 * pool has fetched before (`containerImageNames`). `noWorkingDirectory`: the image's own working directory cannot be
 * used by a task that asks for it; `noStart`: the container is created but does not start.
 */
export type ContainerImage = 'ok' | 'notFound' | 'unauthorized' | 'unreachable' | 'noWorkingDirectory' | 'noStart';

/** What keeps a pool from growing. */
export interface AllocationFailure {
  /** The pool it concerns; all when absent. */
  readonly poolId?: string;
  /** What such a pool gets at most; none when absent. */
  readonly nodes?: number;
  /** Resize errors as the wire has them; that the region lacks capacity when absent. */
  readonly errors?: readonly WireObject[];
  /** The number of resizes that it applies to; all when absent. */
  readonly times?: number;
}

/** Limits of the account, named as Resource Manager names them; what is absent is ample. */
export interface Quotas {
  readonly dedicatedCoreQuota?: number;
  readonly lowPriorityCoreQuota?: number;
  /** Families are named as in `standardNCSv3Family`. */
  readonly dedicatedCoreQuotaPerVMFamily?: readonly FamilyQuota[];
  readonly poolQuota?: number;
  readonly activeJobAndJobScheduleQuota?: number;
}

interface FamilyQuota {
  readonly name: string;
  readonly coreQuota: number;
}

export interface PoolSeed {
  /** Body of the request that would add the pool; its targets stay even if there are fewer `nodes`. */
  readonly body: WireObject;
  readonly nodes?: readonly NodeSeed[];
  /** Shown on the pool at start (`code`, `message`, `values[{name,value}]`), the allocation state being `steady`. */
  readonly resizeErrors?: readonly WireObject[];
  /**
   * In later resizes each new node takes so long after the one before it, so that a resize may end with
   * `AllocationTimedOut` by its timeout; they come all at once when absent.
   */
  readonly nodeArrivalMs?: number;
  /** `autoScaleRun` at start, for a formula that failed; its `timestamp` is a while before the start. */
  readonly autoScaleRun?: WireObject;
  /** How long ago the pool was added; one day when absent. */
  readonly createdAgoMs?: number;
}

export interface NodeSeed {
  /** `idle` when absent; a node with a running task becomes `running` by itself. */
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
  /** Node errors as the wire has them (`code`, `message`, `errorDetails[{name,value}]`). */
  readonly errors?: readonly WireObject[];
  /** The start task's runs on this node, first to last; the last one repeats (after a reboot, say). */
  readonly startTask?: readonly RunScript[];
  /** How long ago the node entered its state, or less where it is idle since a later task; one hour when absent. */
  readonly sinceAgoMs?: number;
  /** How long ago it was allocated; just long enough to have booted and run its start task when absent. */
  readonly allocatedAgoMs?: number;
  /** Further files on the node's disk, by path relative to its root. */
  readonly files?: Readonly<Record<string, string>>;
  /** Whether port 22 or 3389 is mapped; true when absent. */
  readonly remoteAccess?: boolean;
}

export interface JobSeed {
  /** Body of the request that would add the job. */
  readonly body: WireObject;
  readonly tasks: readonly TaskSeed[] | LazyTasks;
  /** `active` when absent. */
  readonly state?: 'active' | 'disabled' | 'completed';
  /** With `completed`: why (`executionInfo.terminateReason`). */
  readonly terminateReason?: string;
  readonly schedulingError?: WireObject;
  /** Runs of the job preparation task on any node, first to last; the last one repeats. They run when tasks do. */
  readonly preparation?: readonly RunScript[];
  readonly release?: readonly RunScript[];
  /** How long ago the job was added; six hours when absent. */
  readonly createdAgoMs?: number;
}

/** What of a run says how it ends. */
export type PlayedRun = Pick<CommandRun, 'kind' | 'commandLine' | 'environment' | 'resourceFiles' | 'outputFiles'>;

/** Tasks that are made only when they are looked at, sorted by id. All of them are `completed`. */
export interface LazyTasks {
  readonly count: number;
  at(index: number): TaskSeed;
  /** Index of the task with this id (any case), or -1. */
  indexOf(id: string): number;
  /** Index of the first failed task from `index` on, or `count`. */
  nextFailure(index: number): number;
}

export interface TaskSeed {
  /** Body of the request that would add the task. */
  readonly body: WireObject;
  /**
   * What happens on the first attempt, the second one, …; the last one repeats. With `state: 'completed'` the first
   * is what has happened already, so that a retry (attempt 1) plays the second.
   */
  readonly outcomes?: readonly RunScript[];
  /** `active` when absent: the scheduler will run it as soon as a node is free. */
  readonly state?: 'active' | 'completed';
  /** With `completed`: index in the pool's `nodes` of the node that ran it; 0 when absent. */
  readonly node?: number;
  /** With `completed`: the node that ran it is no longer in the pool; its files are gone. */
  readonly nodeGone?: boolean;
  /**
   * With `completed`: how long ago it ended, or longer where others took the slots of its node then; ten minutes when
   * absent.
   */
  readonly endedAgoMs?: number;
  /** Laid over the `executionInfo` that follows from the outcome (`requeueCount`, `lastRequeueTime` …). */
  readonly executionInfo?: WireObject;
  /** For an `active` task that has a past (`preparing`, when its job preparation task failed). */
  readonly previousState?: 'preparing' | 'running';
}

/** A script and the runs it is for; what is absent fits everything. Ids are compared without regard to case. */
export interface ScriptRule {
  readonly kind?: 'task' | 'startTask' | 'jobPreparation' | 'jobRelease';
  readonly poolId?: string;
  readonly nodeId?: string;
  readonly jobId?: string;
  readonly taskId?: string;
  /** Part of the command line. */
  readonly commandLineIncludes?: string;
  readonly outcomes: readonly RunScript[];
}

/** Something that happens to a node some time after the start. */
export interface ScenarioEvent extends Breakage {
  readonly atMs: number;
  readonly kind: NodeEvent;
  readonly poolId: string;
  /** Index in the pool's `nodes`. */
  readonly node: number;
}

export type NodeEvent = 'preempt' | 'break' | 'filldisk' | 'heal' | 'reboot';

/** How a node is broken. */
export interface Breakage {
  /** `unusable` when absent. */
  readonly state?: 'unusable' | 'unknown' | 'starttaskfailed';
  /** Node errors as the wire has them (`code`, `message`, `errorDetails[{name,value}]`). */
  readonly errors?: readonly WireObject[];
  /** That of the start task, with `starttaskfailed`; 1 when absent. */
  readonly exitCode?: number;
}

/** Id of the nth seeded node of a pool, the same in every run, in the form the service uses (`tvmps_…_d`). */
export function toNodeId(poolId: string, index: number, isDedicated = true): string {
  const digest = createHash('sha256').update(`${poolId.toLowerCase()}/${index}`).digest('hex');
  return `tvmps_${digest}_${isDedicated ? 'd' : 'p'}`;
}
