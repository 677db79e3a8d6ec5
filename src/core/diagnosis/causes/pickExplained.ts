import type { Cause, ExplainedFailure } from './causes.ts';

const ranks: Readonly<Record<ExplainedFailure['known'], number>> = { log: 0, service: 1, alike: 2, unread: 3 };

/**
 * The failure that stands for its cause: one whose log was read before one of which only the service tells, and of these
 * the first in time. Undefined for a cause without failures.
 */
export function pickExplained({ failures }: Pick<Cause, 'failures'>): ExplainedFailure | undefined {
  let best: ExplainedFailure | undefined;
  for (const failure of failures) {
    const gain = best === undefined ? 1 : ranks[best.known] - ranks[failure.known];
    // Newest first: of several that tell as much, the last with another time is the first in time.
    if (gain > 0 || (gain === 0 && failure.failing.at !== best?.failing.at)) best = failure;
  }
  return best;
}
