import { loadBundle } from '../../node/load.ts';
import type * as Views from '../views/views.ts';

/**
 * Loads the views' rows when the first account is shown. Not in `load.ts`, because views load the diagnosis from there.
 */
export const loadViews = (): typeof Views => loadBundle<typeof Views>('views');
