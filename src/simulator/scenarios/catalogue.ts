// Refers to all scenarios, or to the shipped ones when the extension is bundled (`imports` in package.json).
import { makers } from '#scenarios';
import type { Scenario } from './scenario.ts';

/** Returns the scenario with that name, if there is one. */
export function findScenario(name: string): Scenario | undefined {
  return makers.get(name)?.();
}

/** Returns the names of all scenarios. */
export function scenarioNames(): readonly string[] {
  return [...makers.keys()];
}
