import type { CommandRun, NodeMachine } from '../executors/executor.ts';
import type { RunResult } from '../executors/outcome.ts';
import { parseDurationMs } from '../state/time.ts';
import { findObject, findText, type WireObject } from '../state/wire.ts';
import type { World } from '../state/world.ts';

/** Time limit of one run, counted from its start. It may be changed while the run continues. */
export class RunLimit {
  readonly #world: World;
  readonly #startMs: number;
  readonly #over = new AbortController();
  #timer: { cancel(): void } | undefined;

  constructor(world: World) {
    this.#world = world;
    this.#startMs = world.clock.now();
  }

  /** Runs a command on a machine until it ends or has run for `limitMs`. */
  run(machine: NodeMachine, command: CommandRun, limitMs: number): Promise<RunResult> {
    const script = this.#world.outcomes.take(command);
    const running = machine.run({ ...command, script, overtime: this.#over.signal });
    // A program that ends at exactly this moment counts as having ended by itself.
    this.change(limitMs);
    return running.finally(() => this.#timer?.cancel());
  }

  change(limitMs: number): void {
    this.#timer?.cancel();
    if (limitMs === Number.POSITIVE_INFINITY) return;
    const leftMs = this.#startMs + limitMs - this.#world.clock.now();
    this.#timer = this.#world.later(Math.max(0, leftMs), () => this.#over.abort());
  }
}

/**
 * Returns `maxWallClockTime` in the constraints of a task or a preparation task, in milliseconds; infinite if there is
 * none.
 */
export function toLimitMs(spec: WireObject): number {
  const text = findText(findObject(spec, 'constraints'), 'maxWallClockTime');
  return parseDurationMs(text ?? '') ?? Number.POSITIVE_INFINITY;
}
