import type { Reader } from './row.ts';

/** The user's clock. */
export function toReader(): Reader {
  return { now: new Date() };
}
