import type { BulkRecord, ItemOutcome } from '../../../core/changes/bulk/bulkRecord.ts';
import type { Resource } from '../../../core/model/resource.ts';
import { describeDefect } from '../../../core/text/describeError.ts';
import type { App } from '../../app.ts';
import type { AnyVerb, BoundVerb } from '../verb/verb.ts';
import { ConcurrencyLimit, findWaitMs } from './concurrencyLimit.ts';
import { type Executed, executeBulk } from './executeBulk.ts';
import { followEffect } from './followEffect.ts';
import { followRunAgain } from './followRunAgain.ts';
import { refreshTouched } from './refreshTouched.ts';
import { toReportTarget } from './reportTarget.ts';
import { isClosing, whileRunning } from './running.ts';
import { showOutcome } from './showOutcome.ts';
import { showProgress } from './showProgress.ts';
import type { StartedBulk } from './startBulk.ts';

/** Number of concurrent requests. The service layer allows six, and the explorer needs some of them. */
export const concurrency = 4;

/**
 * Journal lines per flush to disk, because one durable write takes as long as several requests to a nearby service.
 * Items that were recorded but not sent when a window closed are checked again later.
 */
const writtenTogether = 16;

interface CarryOutOptions {
  /** False for callers that wait for the effect themselves; otherwise the effect is reported when it is seen. */
  readonly isFollowed?: boolean;
  /** True when part of the action was sent before and the service may still be working on it. */
  readonly isRest?: boolean;
}

/**
 * Carries out a recorded bulk action, shows the outcome of the `concerned` items, and releases the action. Resolves to
 * the outcomes of all items.
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
  const limit = new ConcurrencyLimit(concurrency);
  const following = followLoad(services, accountIds, limit);
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
            limit,
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

/** Keeps only the outcomes of this run, because earlier ones were already followed. */
function pickConcerned(record: BulkRecord, concerned: readonly number[]): BulkRecord {
  const wanted = new Set(concerned);
  const outcomes = record.outcomes.map(
    (outcome, index): ItemOutcome => (wanted.has(index) ? outcome : { outcome: 'notBegun' }),
  );
  return { ...record, outcomes };
}

/** Sends fewer requests at a time when the service throttles them. Simultaneous refusals count once. */
function followLoad(
  { accounts, clock }: App,
  accountIds: ReadonlySet<string>,
  limit: ConcurrencyLimit,
): { dispose(): void } {
  let untilMs = 0;
  return accounts.onDidAttempt((attempt) => {
    const waitMs = findWaitMs(attempt);
    if (waitMs === undefined || !accountIds.has(attempt.accountId) || clock.elapsedMs() < untilMs) return;
    untilMs = clock.elapsedMs() + waitMs;
    limit.slowDown();
  });
}
