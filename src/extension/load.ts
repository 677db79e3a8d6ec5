import { bundles, loadBundle } from '../node/load.ts';
import type * as Simulator from '../simulator/simulator.ts';

/** Explanations. Loaded with the first failure that is examined. */
export const loadDiagnosis = bundles.diagnosis;
/** The embedded Batch service. Loaded with the sample account. */
export const loadSimulator = (): typeof Simulator => loadBundle<typeof Simulator>('simulator');
