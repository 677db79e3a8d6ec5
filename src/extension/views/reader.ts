import type { Viewer } from '../../app/rows/row.ts';
import { toPromisedAgeMs } from '../../core/model/freshness.ts';
import { settings } from '../settings.ts';

/** The user's clock, and what the user may expect of how new things are. */
export function toReader(): Viewer {
  // With refreshing off, data soon counts as old.
  return { now: new Date(), promisedAgeMs: toPromisedAgeMs(settings.refreshIntervalMs ?? 0) };
}
