/*
 * VS Code passes on whatever is in settings.json, whatever the manifest allows. The settings of a workspace may contain
 * anything.
 */

const refreshSeconds = { usual: 15, most: 3600 };

/** Views refresh no more often than this, in milliseconds, whatever the settings say. */
export const leastRefreshMs = 5000;

/** A number that is one; undefined for anything else. */
export function asNumber(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

/**
 * Milliseconds between two refreshes; undefined where they are switched off. Bounded: a timer that is set for longer than
 * 24 days fires at once, again and again.
 */
export function toRefreshIntervalMs(value: unknown, leastMs = leastRefreshMs): number | undefined {
  const seconds = asNumber(value) ?? refreshSeconds.usual;
  if (seconds <= 0) return undefined;
  return Math.max(Math.min(seconds, refreshSeconds.most) * 1000, leastMs);
}
