import { makeSample } from './sample/sample.ts';
import type { Scenario } from './scenario.ts';

/** Every scenario by its name; each is made when it is asked for. */
const makers: ReadonlyMap<string, () => Scenario> = new Map([['sample', makeSample]]);

/** The scenario of that name, if there is one. */
export function findScenario(name: string): Scenario | undefined {
  return makers.get(name)?.();
}

/** Names of all scenarios. */
export function scenarioNames(): readonly string[] {
  return [...makers.keys()];
}
