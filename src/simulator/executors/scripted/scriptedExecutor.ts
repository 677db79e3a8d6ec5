import type { Clock } from '../../clock.ts';
import type { Scenario } from '../../scenarios/scenario.ts';
import type { Executor } from '../executor.ts';
import { Machines } from '../machines.ts';
import { LoopbackPorts } from '../ssh/loopbackPorts.ts';
import { createScriptedMachine } from './scriptedMachine.ts';
import { createScriptFinder } from './scripts.ts';

/** What the scripted executor works with. */
export interface ScriptedExecutorOptions {
  readonly clock: Clock;
  /** Where the outcomes come from; without one every run succeeds after a second. */
  readonly scenario?: Scenario;
}

/** Nodes that play outcomes. No program is ever started: the sample account runs on these. */
export function createScriptedExecutor({ clock, scenario }: ScriptedExecutorOptions): Executor {
  const findScript = createScriptFinder(scenario, clock);
  const machines = new Machines();
  const ports = new LoopbackPorts();
  return {
    createMachine: (request) => machines.make(() => createScriptedMachine({ request, clock, findScript, ports })),
    dispose: () => machines.dispose(),
  };
}
