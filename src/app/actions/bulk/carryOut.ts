import type { Resource } from '../../../core/model/resource.ts';
import type { BulkRecord, ItemOutcome } from '../../../core/remedy/bulk/bulkRecord.ts';
import { describeDefect } from '../../../core/text/describeError.ts';
import type { App } from '../../app.ts';
import { type Executed, executeBulk } from '../run/executeBulk.ts';
import { findWaitMs, Pace } from '../run/pace.ts';
import { showProgress } from '../run/showProgress.ts';
import type { StartedBulk } from '../run/startBulk.ts';
import type { AnyVerb, BoundVerb } from '../run/verb.ts';
import { followEffect } from './followEffect.ts';
import { followRunAgain } from './followRunAgain.ts';
import { refreshTouched } from './refreshTouched.ts';
import { toReportTarget } from './reportTarget.ts';
import { isClosing, whileRunning } from './running.ts';
import { showOutcome } from './showOutcome.ts';

/** Requests at once: the service room allows six, and the explorer wants some. */
export const concurrency = 4;

/**
 * A disk takes as long for a line that has to outlast the computer as a near service for several requests. What was
 * written down and not sent when a window dies is looked at again.
 */
const writtenTogether = 16;

interface CarryOutOptions {
  /** Whether to report the effect once it is seen; false for callers that wait for it themselves. */
  readonly isFollowed?: boolean;
  /** Whether something of it was sent before, which the service may not have finished. */
  readonly isRest?: boolean;
}

/**
 * Carries out a bulk action that is written down, shows the outcome of the items that are `concerned`, and releases it.
 * Resolves to the outcomes of all items.
 */
export async function carryOut<R extends Resource>(
  services: App,
  verb: Pick<AnyVerb, 'effect' | 'isRepeatable' | 'texts'>,
  bound: BoundVerb<R>,
  { held, indexes }: StartedBulk,
  concerned: readonly number[],
  { isFollowed = true, isRest = false }: CarryOutOptions = {},
): Promise<readonly ItemOutcome[]> {
  const { items } = held.record.plan;
  const abort = new AbortController();
  const title = verb.texts.title(indexes.length);
  const accountIds = new Set(items.map(({ resource }) => resource.accountId));
  let outcomes: readonly ItemOutcome[] = [];
  const waitsFirst = isRest && bound.turns !== undefined;
  const pace = new Pace(concurrency);
  const following = followLoad(services, accountIds, pace);
  await showProgress(
    services,
    { title, total: indexes.length, waitsFirst, accountIds, abort },
    async (shown, showResult) => {
      let executed: Executed | undefined;
      try {
        executed = await whileRunning(held.id, { title, accountIds }, abort, () =>
          executeBulk(held, bound as unknown as BoundVerb, indexes, {
            concurrency,
            writtenTogether,
            pace,
            signal: abort.signal,
            clock: services.clock,
            waitsFirst,
            ...shown,
            onDefect: (error) => services.log.error(describeDefect(error)),
          }),
        );
      } finally {
        following.dispose();
        await services.bulks
          .letGo(held, !isClosing(abort.signal))
          .catch((error: unknown) => services.log.warn(describeDefect(error)));
      }
      outcomes = executed.outcomes;
      showOutcome(services, verb, { ...held.record, outcomes }, executed, concerned, showResult);
    },
  );
  services.reread(toReportTarget(held.record.plan));
  const acted = pickConcerned({ ...held.record, outcomes }, concerned);
  services.changes.end(
    items.flatMap(({ resource }, index) => (acted.outcomes[index]?.outcome === 'done' ? [resource] : [])),
  );
  followRunAgain(services, acted);
  if (isFollowed) followEffect(services, verb, acted);
  await refreshTouched(
    services.accounts,
    items.map(({ resource }) => resource),
  );
  return outcomes;
}

/** What of it was to be done now: the rest was followed before. */
function pickConcerned(record: BulkRecord, concerned: readonly number[]): BulkRecord {
  const wanted = new Set(concerned);
  const outcomes = record.outcomes.map(
    (outcome, index): ItemOutcome => (wanted.has(index) ? outcome : { outcome: 'notBegun' }),
  );
  return { ...record, outcomes };
}

/** Sends fewer requests at a time whenever the service throttles them; refusals that come together count once. */
function followLoad({ accounts, clock }: App, accountIds: ReadonlySet<string>, pace: Pace): { dispose(): void } {
  let untilMs = 0;
  return accounts.onDidAttempt((attempt) => {
    const waitMs = findWaitMs(attempt);
    if (waitMs === undefined || !accountIds.has(attempt.accountId) || clock.elapsedMs() < untilMs) return;
    untilMs = clock.elapsedMs() + waitMs;
    pace.slowDown();
  });
}
