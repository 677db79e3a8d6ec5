/*
 * VS Code passes on whatever is in settings.json, whatever the manifest allows. The settings of a workspace may contain
 * anything.
 */

const refreshSeconds = { usual: 15, least: 5, most: 3600 };

/** A number that is one; undefined for anything else. */
export function asNumber(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

/**
 * Milliseconds between two refreshes; undefined where they are switched off. Bounded: a timer that is set for longer than
 * 24 days fires at once, again and again.
 */
export function toRefreshIntervalMs(value: unknown): number | undefined {
  const seconds = asNumber(value) ?? refreshSeconds.usual;
  if (seconds <= 0) return undefined;
  return Math.min(Math.max(seconds, refreshSeconds.least), refreshSeconds.most) * 1000;
}
