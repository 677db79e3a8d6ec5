import type { RunScript } from '../../executors/runScript.ts';
import type { WireObject } from '../../state/wire.ts';
import { linuxPool, range } from '../bodies.ts';
import { succeeded } from '../runs.ts';
import type { JobSeed, NodeSeed, PoolSeed, Scenario, TaskSeed } from '../scenario.ts';

/** Differences between a scenario and the small world: one pool `pool` with two nodes, and one job `job` on it. */
export interface Changes extends Omit<Partial<Scenario>, 'name' | 'description'> {
  readonly pool?: Partial<PoolSeed> & { readonly settings?: WireObject };
  readonly job?: Partial<JobSeed> & { readonly settings?: WireObject };
}

const defaultNodes: readonly NodeSeed[] = range(2).map(() => ({}));

/** Creates a scenario about one cause. */
export function smallWorld(name: string, description: string, changes: Changes): Scenario {
  const { pool, job, ...others } = changes;
  const nodes = pool?.nodes ?? defaultNodes;
  const { settings: poolSettings, ...poolChanges } = pool ?? {};
  const { settings: jobSettings, ...jobChanges } = job ?? {};
  const body = linuxPool('pool', 'standard_d2s_v3', { targetDedicatedNodes: nodes.length, ...poolSettings });
  return {
    name,
    description,
    pools: [{ body, nodes, ...poolChanges }],
    jobs: [
      { body: { id: 'job', poolInfo: { poolId: 'pool' }, ...jobSettings }, tasks: someSucceeded(3), ...jobChanges },
    ],
    ...others,
  };
}

/** Creates a task that has run. */
export function completedTask(
  id: string,
  outcome: RunScript,
  more: Partial<TaskSeed> & { body?: WireObject } = {},
): TaskSeed {
  const { body, ...others } = more;
  return { state: 'completed', outcomes: [outcome], ...others, body: { id, commandLine: `./${id}`, ...body } };
}

/** Creates a task that waits for the scheduler, or for something that never happens. */
export function waitingTask(id: string, outcome: RunScript, more: Partial<TaskSeed> = {}): TaskSeed {
  return { outcomes: [outcome], ...more, body: { id, commandLine: `./${id}` } };
}

/** Creates tasks without any problem. */
export function someSucceeded(count: number): readonly TaskSeed[] {
  return range(count, 1).map((number) => completedTask(`fine-${number}`, succeeded(5000, { stdout: 'done\n' })));
}
