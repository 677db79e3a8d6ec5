import { type DeallocationOption, toDeallocationOption } from '../../state/deallocationOption.ts';
import { formulaEvaluationError } from '../../state/poolErrors.ts';
import type { PoolRecord } from '../../state/records.ts';
import { parseDurationMs, timeMs } from '../../state/time.ts';
import { findFlag, findText, type WireObject } from '../../state/wire.ts';
import type { World } from '../../state/world.ts';
import { startResize } from '../allocation.ts';
import { noteAutoscale } from '../events.ts';
import { evaluateFormula } from './formulaEvaluator.ts';
import { FormulaError, parseFormula } from './formulaTree.ts';
import { type FormulaValue, writeValue } from './formulaValues.ts';
import { beginSampling, toVariables } from './poolSamples.ts';

const defaultIntervalMs = 15 * 60 * 1000;
/** Delay of a new pool's first evaluation, long enough for the pool's first resize to end. */
const firstEvaluationMs = 1000;

/** The result of a formula. */
export interface Evaluation {
  readonly run: WireObject;
  readonly targets?: { readonly dedicated: number; readonly lowPriority: number; readonly option: DeallocationOption };
}

/**
 * Evaluates a formula against the current pool. A failed run contains the error in addition to the results of the last
 * evaluation.
 */
export function evaluateAutoScale(world: World, pool: PoolRecord, formula: string): Evaluation {
  const timestamp = world.time();
  try {
    const assigned = evaluateFormula(parseFormula(formula), {
      nowMs: world.clock.now(),
      random: () => Number.parseInt(world.ids.hex(8), 16) / 2 ** 32,
      variables: toVariables(world, pool),
    });
    const targets = {
      dedicated: countIn(
        assigned.get('$TargetDedicatedNodes') ?? assigned.get('$TargetDedicated'),
        pool.targetDedicatedNodes,
      ),
      lowPriority: countIn(
        assigned.get('$TargetLowPriorityNodes') ?? assigned.get('$TargetLowPriority'),
        pool.targetLowPriorityNodes,
      ),
      option: optionIn(assigned.get('$NodeDeallocationOption')),
    };
    return { run: { timestamp, results: writeResults(targets, assigned) }, targets };
  } catch (error) {
    if (!(error instanceof FormulaError)) throw error;
    const results = findText(pool.autoScaleRun, 'results') ?? '';
    return { run: { timestamp, results, error: formulaEvaluationError(error.message) } };
  }
}

function countIn(value: FormulaValue | undefined, fallback: number): number {
  return value?.type === 'double' && Number.isFinite(value.value) ? Math.max(0, Math.floor(value.value)) : fallback;
}

function optionIn(value: FormulaValue | undefined): DeallocationOption {
  return toDeallocationOption(value?.type === 'string' ? value.value.toLowerCase() : undefined);
}

/** The targets come first, then the formula's own variables (recorded). */
function writeResults(
  targets: NonNullable<Evaluation['targets']>,
  assigned: ReadonlyMap<string, FormulaValue>,
): string {
  const own = [...assigned].filter(
    ([name]) => !/^\$(TargetDedicated(Nodes)?|TargetLowPriority(Nodes)?|NodeDeallocationOption)$/.test(name),
  );
  return [
    `$TargetDedicatedNodes=${targets.dedicated}`,
    `$TargetLowPriorityNodes=${targets.lowPriority}`,
    `$NodeDeallocationOption=${targets.option}`,
    ...own.map(([name, value]) => `${name}=${writeValue(value)}`),
  ].join(';');
}

/** Schedules evaluations for a pool that was created with a formula. */
export function scheduleAutoScale(world: World, pool: PoolRecord): void {
  const evaluate = planEvaluations(world, pool);
  world.later(firstEvaluationMs, evaluate);
}

/** Starts, or restarts, the evaluation of the pool's formula at its interval; the first one is immediate (recorded). */
export function restartAutoScale(world: World, pool: PoolRecord): void {
  planEvaluations(world, pool)();
}

/** Resumes evaluating the formula of a pool from an earlier run of the simulator. */
export function resumeAutoScale(world: World, pool: PoolRecord): void {
  if (findFlag(pool.spec, 'enableAutoScale') !== true) return;
  const evaluate = planEvaluations(world, pool, pool.autoScaleEnabledAtMs);
  const lastMs = timeMs(findText(pool.autoScaleRun, 'timestamp') ?? pool.creationTime);
  world.later(Math.max(firstEvaluationMs, lastMs + findIntervalMs(pool) - world.clock.now()), evaluate);
}

function findIntervalMs(pool: PoolRecord): number {
  return parseDurationMs(findText(pool.spec, 'autoScaleEvaluationInterval') ?? '') ?? defaultIntervalMs;
}

/**
 * Returns a function that evaluates the pool's formula at each interval, until scaling is enabled again or disabled.
 */
function planEvaluations(world: World, pool: PoolRecord, enabledAtMs = world.clock.now()): () => void {
  pool.autoScaleEnabledAtMs = enabledAtMs;
  world.touch(pool);
  beginSampling(world, pool);
  const evaluate = (): void => {
    const isCurrent = pool.autoScaleEnabledAtMs === enabledAtMs && world.pools.get(pool.id) === pool;
    if (!isCurrent || pool.state === 'deleting' || findFlag(pool.spec, 'enableAutoScale') !== true) return;
    apply(world, pool);
    world.later(findIntervalMs(pool), evaluate);
  };
  return evaluate;
}

function apply(world: World, pool: PoolRecord): void {
  const { run, targets } = evaluateAutoScale(world, pool, findText(pool.spec, 'autoScaleFormula') ?? '');
  pool.autoScaleRun = run;
  world.touch(pool);
  noteAutoscale(world, pool, run);
  const isSettled =
    targets === undefined ||
    (targets.dedicated === pool.targetDedicatedNodes && targets.lowPriority === pool.targetLowPriorityNodes);
  if (!isSettled && pool.allocationState === 'steady') startResize(world, pool, targets);
}
