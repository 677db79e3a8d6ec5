import type { Viewer } from '../../app/rows/row.ts';
import { toPromisedAgeMs } from '../../core/model/freshness.ts';
import { settings } from '../settings.ts';

/** The user's clock, and what the user may expect of how new things are. */
export function toReader(): Viewer {
  // Who has switched refreshing off is told soon what is old.
  return { now: new Date(), promisedAgeMs: toPromisedAgeMs(settings.refreshIntervalMs ?? 0) };
}
