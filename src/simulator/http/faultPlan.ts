import type { Fault } from './fault.ts';
import { parseFault } from './parseFault.ts';

interface Planned {
  readonly fault: Fault;
  /** Number of calls of the fault's operations since the fault was added. */
  calls: number;
}

/** The faults to inject, with the number of calls of their operations since they were added. */
export class FaultPlan {
  #planned: Planned[] = [];
  readonly #first: readonly Fault[];

  constructor(faults: readonly Fault[]) {
    this.#first = faults.map(parseFault);
    this.reset();
  }

  /** Restores the initial faults, which count from zero again. */
  reset(): void {
    this.#planned = this.#first.map((fault) => ({ fault, calls: 0 }));
  }

  /** All faults with their number of calls, including faults that no longer apply. */
  get planned(): readonly Readonly<Planned>[] {
    return this.#planned;
  }

  /** Adds faults, unless one of them is invalid; then it throws. */
  add(...given: readonly unknown[]): void {
    const faults = given.map(parseFault);
    for (const fault of faults) this.#planned.push({ fault, calls: 0 });
  }

  clear(): void {
    this.#planned = [];
  }

  /** Counts a call of an operation; returns the fault that applies to it. */
  next(operation: string): Fault | undefined {
    let hit: Fault | undefined;
    for (const planned of this.#planned) {
      if (planned.fault.operation === '*' || planned.fault.operation === operation) {
        planned.calls += 1;
        hit ??= isDue(planned) ? planned.fault : undefined;
      }
    }
    return hit;
  }
}

function isDue({ fault, calls }: Planned): boolean {
  if (fault.nthCall === undefined) return fault.times === undefined || calls <= fault.times;
  return calls >= fault.nthCall && calls < fault.nthCall + (fault.times ?? 1);
}
