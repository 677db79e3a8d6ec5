import type { Scenario } from './scenario.ts';

const scenarios: readonly Scenario[] = [];

/** The scenario of that name, if there is one. */
export function findScenario(name: string): Scenario | undefined {
  return scenarios.find((scenario) => scenario.name === name);
}

/** Names of all scenarios. */
export function scenarioNames(): readonly string[] {
  return scenarios.map((scenario) => scenario.name);
}
