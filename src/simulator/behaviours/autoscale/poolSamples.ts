import type { NodeRecord, PoolRecord } from '../../state/records.ts';
import { findCores } from '../../state/vmSizes.ts';
import { findFlag, findNumber, findText } from '../../state/wire.ts';
import type { World } from '../../state/world.ts';
import { double, type FormulaValue, type Series } from './formulaValues.ts';

/** Batch documentation: samples are taken every 30 seconds. */
const periodMs = 30_000;
/** Maximum number of samples kept, enough for two hours. */
const mostSamples = 240;

type Metrics = Readonly<Record<string, number>>;

const histories = new WeakMap<PoolRecord, { readonly atMs: number; readonly metrics: Metrics }[]>();

/** Starts sampling the pool, which continues while it has a formula. */
export function beginSampling(world: World, pool: PoolRecord): void {
  if (histories.has(pool)) return;
  histories.set(pool, []);
  const sample = (): void => {
    const history = histories.get(pool);
    if (history === undefined || world.pools.get(pool.id) !== pool || findFlag(pool.spec, 'enableAutoScale') !== true) {
      histories.delete(pool);
      return;
    }
    history.push({ atMs: world.clock.now(), metrics: measure(world, pool) });
    history.splice(0, history.length - mostSamples);
    world.later(periodMs, sample);
  };
  sample();
}

/** Batch documentation: variables with samples that the documentation's own formulas also use as numbers. */
const counts: ReadonlySet<string> = new Set([
  'CurrentDedicatedNodes',
  'CurrentLowPriorityNodes',
  'PreemptedNodeCount',
  'SampleNodeCount',
  'UsableNodeCount',
]);

/** Returns the service's variables for a formula: targets as numbers, and all others with their samples. */
export function toVariables(world: World, pool: PoolRecord): ReadonlyMap<string, FormulaValue> {
  const history = histories.get(pool) ?? [];
  const nowMs = world.clock.now();
  const variables = new Map<string, FormulaValue>();
  for (const [name, current] of Object.entries(measure(world, pool))) {
    const samples = history.map(({ atMs, metrics }) => ({ atMs, value: metrics[name] ?? 0 }));
    const series: Series = { samples, periodMs, nowMs };
    variables.set(`$${name}`, { type: 'samples', name: `$${name}`, series, ...(counts.has(name) ? { current } : {}) });
  }
  for (const suffix of ['', 'Nodes']) {
    variables.set(`$TargetDedicated${suffix}`, double(pool.targetDedicatedNodes));
    variables.set(`$TargetLowPriority${suffix}`, double(pool.targetLowPriorityNodes));
  }
  variables.set('$TaskSlotsPerNode', double(findNumber(pool.spec, 'taskSlotsPerNode') ?? 1));
  variables.set('$NodeDeallocationOption', { type: 'string', value: 'requeue' });
  return variables;
}

/** Measures the sampled values. Load is derived from the tasks' slots; values unknown to a simulator are 0. */
function measure(world: World, pool: PoolRecord): Metrics {
  const nodes = [...pool.nodes.values()];
  const count = (isCounted: (node: NodeRecord) => boolean): number => nodes.filter(isCounted).length;
  // Batch documentation: only tasks whose dependencies are satisfied are active.
  const tasks = world.loads.find(pool.id);
  const slots = nodes.length * (findNumber(pool.spec, 'taskSlotsPerNode') ?? 1);
  const busy = nodes.reduce((sum, node) => sum + [...node.runs].reduce((used, run) => used + run.slots, 0), 0);
  return {
    ActiveTasks: tasks.active,
    RunningTasks: tasks.running,
    PendingTasks: tasks.active + tasks.running,
    SucceededTasks: tasks.succeeded,
    FailedTasks: tasks.failed,
    // Batch documentation: 0.7 is 70 percent.
    CPUPercent: slots === 0 ? 0 : Math.min(1, busy / slots),
    SampleNodeCount: nodes.length,
    CurrentDedicatedNodes: count((node) => node.isDedicated),
    CurrentLowPriorityNodes: count((node) => !node.isDedicated),
    PreemptedNodeCount: count((node) => node.state === 'preempted'),
    WallClockSeconds: Math.floor((world.clock.now() - Date.parse(pool.creationTime)) / 1000),
    UsableNodeCount: count((node) => node.state === 'idle' || node.state === 'running'),
    MemoryBytes: 0,
    DiskBytes: 0,
    DiskReadBytes: 0,
    DiskWriteBytes: 0,
    DiskReadOps: 0,
    DiskWriteOps: 0,
    NetworkInBytes: 0,
    NetworkOutBytes: 0,
    Cores: nodes.length * findCores(findText(pool.spec, 'vmSize') ?? ''),
  };
}
