import type { WireObject } from '../state/wire.ts';

/** What was read of an account, as REST 2025-06-01 answers it, to be made a scenario of. */
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
  /** The end of what its start task wrote. */
  readonly stdout?: string;
  readonly stderr?: string;
}

export interface ExportedJob {
  readonly job: WireObject;
  readonly tasks: readonly ExportedTask[];
  /** Of `jobpreparationandreleasetaskstatus`. */
  readonly nodeTasks: readonly WireObject[];
  /** How many tasks it has besides. */
  readonly leftOut: number;
}

export interface ExportedTask {
  readonly task: WireObject;
  /** The end of what it wrote. */
  readonly stdout?: string;
  readonly stderr?: string;
}
