import type { Viewer } from './row.ts';

/** The user's clock. */
export function toReader(): Viewer {
  return { now: new Date() };
}
