import { SteppedClock } from '../../src/simulator/clock.ts';
import type { Fault } from '../../src/simulator/http/fault.ts';
import { seededIds } from '../../src/simulator/ids.ts';
import type { Scenario } from '../../src/simulator/scenarios/scenario.ts';
import { startSimulator } from '../../src/simulator/simulator.ts';
import type { Simulator, SimulatorOptions } from '../../src/simulator/simulatorOptions.ts';
import { RawClient } from './rawClient.ts';

/** A simulator whose clock only moves on request. */
export interface Held {
  readonly simulator: Simulator;
  readonly clock: SteppedClock;
  readonly client: RawClient;
}

/** Starts a simulator; `scenario` defines the results of runs. */
export async function startHeld(
  scenario?: Scenario,
  faults: readonly Fault[] = [],
  more: Pick<SimulatorOptions, 'stateFolder' | 'defaultJobAction'> = {},
): Promise<Held> {
  const clock = new SteppedClock();
  const simulator = await startSimulator({
    clock,
    ids: seededIds('held'),
    faults,
    scenario,
    ...more,
  });
  return { simulator, clock, client: new RawClient(simulator, clock) };
}
