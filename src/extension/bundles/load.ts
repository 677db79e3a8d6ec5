import { bundles, loadBundle } from '../../node/load.ts';
import type * as Simulator from '../../simulator/simulator.ts';

/** Loads the explanations when the first failure is examined. */
export const loadDiagnosis = bundles.diagnosis;
/** Loads the embedded Batch service when the sample account is opened. */
export const loadSimulator = (): typeof Simulator => loadBundle<typeof Simulator>('simulator');
