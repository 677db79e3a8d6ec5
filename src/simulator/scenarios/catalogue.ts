// package.json, `imports`: all scenarios, or those that ship when the bundle of the extension is built.
import { makers } from '#scenarios';
import type { Scenario } from './scenario.ts';

/** Returns the scenario with that name, if there is one. */
export function findScenario(name: string): Scenario | undefined {
  return makers.get(name)?.();
}

/** Names of all scenarios. */
export function scenarioNames(): readonly string[] {
  return [...makers.keys()];
}
