import type { ComputeNode } from '../../model/computeNode.ts';
import type { Pool } from '../../model/pool.ts';
import type { Task } from '../../model/task.ts';

/** One of two tasks, with what is known around it. */
export interface ComparedTask {
  readonly task: Task;
  readonly node?: ComputeNode | undefined;
  readonly pool?: Pool | undefined;
  readonly stdout?: string | undefined;
  readonly stderr?: string | undefined;
}
