/**
 * VS Code passes on any value in settings.json, regardless of the manifest, so the settings of a workspace may contain
 * anything.
 */

const refreshSeconds = { usual: 15, most: 3600 };

/** Minimum number of milliseconds between refreshes of a view, regardless of the settings. */
export const leastRefreshMs = 5000;

/** Returns a finite number unchanged; undefined for anything else. */
export function asNumber(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

/**
 * Returns the milliseconds between two refreshes; undefined if they are switched off. Bounded, because a timer that is
 * set for longer than 24 days fires immediately and repeatedly.
 */
export function toRefreshIntervalMs(value: unknown, leastMs = leastRefreshMs): number | undefined {
  const seconds = asNumber(value) ?? refreshSeconds.usual;
  if (seconds <= 0) return undefined;
  return Math.max(Math.min(seconds, refreshSeconds.most) * 1000, leastMs);
}
