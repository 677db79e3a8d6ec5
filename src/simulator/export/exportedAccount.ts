import type { WireObject } from '../state/wire.ts';

/** The data read from an account, as in responses of REST 2025-06-01, to be converted to a scenario. */
export interface ExportedAccount {
  readonly pools: readonly ExportedPool[];
  readonly jobs: readonly ExportedJob[];
  readonly jobSchedules: readonly WireObject[];
  readonly applications: readonly WireObject[];
}

export interface ExportedPool {
  readonly pool: WireObject;
  readonly nodes: readonly ExportedNode[];
}

export interface ExportedNode {
  readonly node: WireObject;
  /** End of the output of the node's start task. */
  readonly stdout?: string;
  readonly stderr?: string;
}

export interface ExportedJob {
  readonly job: WireObject;
  readonly tasks: readonly ExportedTask[];
  /** From `jobpreparationandreleasetaskstatus`. */
  readonly nodeTasks: readonly WireObject[];
  /** Number of the job's tasks that are left out. */
  readonly leftOut: number;
}

export interface ExportedTask {
  readonly task: WireObject;
  /** End of the task's output. */
  readonly stdout?: string;
  readonly stderr?: string;
}
