import { loadBundle } from '../node/load.ts';
import type * as Views from './views/views.ts';

/**
 * The views' rows. Loaded with the first account that is shown; not in `load.ts`, from which views load the diagnosis.
 */
export const loadViews = (): typeof Views => loadBundle<typeof Views>('views');
