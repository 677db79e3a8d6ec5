import type { Viewer } from '../../app/rows/row.ts';
import { toPromisedAgeMs } from '../../core/model/freshness.ts';
import { settings } from '../settings/settings.ts';

/** Returns the user's clock, and the data age that the user can expect. */
export function toReader(): Viewer {
  // Without automatic refresh, data soon counts as old.
  return { now: new Date(), promisedAgeMs: toPromisedAgeMs(settings.refreshIntervalMs ?? 0) };
}
