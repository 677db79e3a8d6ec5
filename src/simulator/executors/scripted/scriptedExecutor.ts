import type { Clock } from '../../clock.ts';
import type { Scenario } from '../../scenarios/scenario.ts';
import type { Executor, MachineRequest } from '../executor.ts';
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
  const findScript = createScriptFinder(scenario);
  const machines = new Set<{ dispose(): Promise<void> }>();
  return {
    async createMachine(request: MachineRequest) {
      const machine = await createScriptedMachine({ request, clock, findScript });
      machines.add(machine);
      return {
        ...machine,
        async dispose() {
          machines.delete(machine);
          await machine.dispose();
        },
      };
    },
    async dispose() {
      const all = [...machines];
      machines.clear();
      await Promise.all(all.map((machine) => machine.dispose()));
    },
  };
}
