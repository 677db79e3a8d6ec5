import { makeSample } from './sample/sample.ts';
import type { Scenario } from './scenario.ts';

/** Replaces `allScenarios.ts` in the extension's package: only the sample account. */
export const makers: ReadonlyMap<string, () => Scenario> = new Map([['sample', makeSample]]);
