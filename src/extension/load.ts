import { bundles, loadBundle } from '../node/load.ts';
import type * as Simulator from '../simulator/simulator.ts';

/** Loads the explanations, with the first failure that is examined. */
export const loadDiagnosis = bundles.diagnosis;
/** Loads the embedded Batch service, with the sample account. */
export const loadSimulator = (): typeof Simulator => loadBundle<typeof Simulator>('simulator');
