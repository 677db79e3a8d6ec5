import { makeSample } from './sample/sample.ts';
import type { Scenario } from './scenario.ts';

/** What the extension's package has instead of `allScenarios.ts`: the sample account alone. */
export const makers: ReadonlyMap<string, () => Scenario> = new Map([['sample', makeSample]]);
