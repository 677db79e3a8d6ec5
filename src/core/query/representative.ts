import type { Cause, ExplainedFailure } from '../diagnosis/causes/causes.ts';
import type { Confidence } from '../diagnosis/explanation/explanation.ts';
import { toKey } from '../model/resourceChain.ts';

const knownRanks: Readonly<Record<ExplainedFailure['known'], number>> = { log: 0, service: 1, alike: 2, unread: 3 };
const confidenceRanks: Readonly<Record<Confidence, number>> = { certain: 0, likely: 1, guess: 2 };

/**
 * The failure that represents its cause: a node, pool or job before the tasks that failed with it; one whose log was read
 * before one of which only the service speaks, and this before one that ended alike; the surest explanation; one that can
 * run again before one whose job has ended; the first in time; then by id. Undefined for a cause without failures.
 */
export function pickExplained({
  failures,
  example,
}: Pick<Cause, 'failures' | 'example'>): ExplainedFailure | undefined {
  if (example !== undefined) return example;
  let best: ExplainedFailure | undefined;
  for (const failure of failures) if (best === undefined || compare(failure, best) < 0) best = failure;
  return best;
}

/** Whether the cause of a failure is its own: from its log or by what the service says, not since it ended like others. */
export function isLookedInto({ known }: Pick<ExplainedFailure, 'known'>): boolean {
  return known === 'log' || known === 'service';
}

/** What to do first about a cause, for all that have it. */
export function findFirstStep(cause: Cause): string | undefined {
  return findStepFor(cause, cause.failures.length);
}

/** The same as it is said of `count` failures, such as those of several causes that it helps. */
export function findStepFor(cause: Cause, count: number): string | undefined {
  const [fix] = pickExplained(cause)?.explanation.fixes ?? [];
  return count > 1 ? (fix?.ofSeveral ?? fix?.text) : fix?.text;
}

function compare(one: ExplainedFailure, other: ExplainedFailure): number {
  return (
    Number(one.failing.kind === 'task') - Number(other.failing.kind === 'task') ||
    knownRanks[one.known] - knownRanks[other.known] ||
    confidenceRanks[one.explanation.confidence] - confidenceRanks[other.explanation.confidence] ||
    Number(isOfEndedJob(one)) - Number(isOfEndedJob(other)) ||
    compareEnds(one, other)
  );
}

function isOfEndedJob({ failing }: ExplainedFailure): boolean {
  return failing.kind === 'task' && failing.job?.state === 'completed';
}

/** The first in time, of those at one time by id; failures without a time come last. */
function compareEnds({ failing: one }: ExplainedFailure, { failing: other }: ExplainedFailure): number {
  if (one.at !== other.at) {
    const [left, right] = [toMs(one.at), toMs(other.at)];
    if (left !== right) return left < right ? -1 : 1;
  }
  return toKey(one.resource) < toKey(other.resource) ? -1 : 1;
}

function toMs(at = ''): number {
  const ms = Date.parse(at);
  return Number.isNaN(ms) ? Number.POSITIVE_INFINITY : ms;
}
