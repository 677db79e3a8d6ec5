import * as l10n from '@vscode/l10n';
import type { UnderWay } from '../../../core/changes/bulk/bulkProgress.ts';
import type { BulkEnd, BulkItem, ItemOutcome } from '../../../core/changes/bulk/bulkRecord.ts';
import type { Settlement } from '../../../core/changes/settlement.ts';
import { type Clock, toTime, waitFor } from '../../../core/clock.ts';
import { BatchError } from '../../../core/model/batchError.ts';
import { Cancelled } from '../../../core/model/cancelled.ts';
import { describeError } from '../../../core/text/describeError.ts';
import { redactText } from '../../../core/text/redact.ts';
import { workThrough } from '../../../core/workThrough.ts';
import type { Acted, BoundVerb, Sent, Together } from '../verb/verb.ts';
import type { HeldBulk } from './bulkFolder.ts';
import type { ConcurrencyLimit } from './concurrencyLimit.ts';
import { explainDisk } from './diskError.ts';
import { toTakenOver } from './fileLock.ts';

export interface ExecuteOptions {
  readonly concurrency: number;
  /** Minimum number of items recorded together before they are sent; when absent, the number of items sent at once. */
  readonly writtenTogether?: number;
  /**
   * Stops items that have not started. Sent requests are still awaited. The signal's reason is 'interrupted' when the
   * window closes.
   */
  readonly signal: AbortSignal;
  readonly clock: Clock;
  /** Limits the current number of concurrent requests; no additional limit when absent. */
  readonly limit?: ConcurrencyLimit;
  /** Called when items are sent or finished, with the number of finished items and the current requests. */
  readonly onProgress?: (finished: number, underWay: UnderWay) => void;
  /** Called when nothing is sent until the service accepts the next requests, and again when the wait is over. */
  readonly onWaiting?: (isWaiting: boolean) => void;
  /**
   * True if the first requests must also wait their turn, because the service may still be working on an earlier
   * action.
   */
  readonly waitsFirst?: boolean;
  /** Called with exceptions that are defects in this extension. */
  readonly onDefect?: (error: unknown) => void;
}

/** The outcomes of the items when the bulk action ended, and the reason for its end. */
export interface Executed {
  readonly end: BulkEnd;
  readonly outcomes: readonly ItemOutcome[];
  /** The errors of failed items, by the item's index in the plan. */
  readonly errors: ReadonlyMap<number, BatchError>;
  /** Why the action could not continue, as a sentence; present only if it was given up. */
  readonly reason?: string;
  readonly lockedOut?: BatchError;
}

/** Milliseconds before each check of an item whose response was lost: its state may take a moment to change. */
const lookDelaysMs = [0, 1000, 3000];

/**
 * Carries out a bulk action on the items at `indexes`. Records each item in the journal before it is sent, and its
 * outcome afterward. Sends and writes nothing after another owner has taken over. An exception affects only its own
 * item. Never throws.
 */
export async function executeBulk(
  held: HeldBulk,
  verb: BoundVerb,
  indexes: readonly number[],
  options: ExecuteOptions,
): Promise<Executed> {
  return new Execution(held, verb, options).run(indexes);
}

/**
 * Checks items with an unknown outcome again and records the results. Resolves to the outcomes of all items. Throws
 * disk errors.
 */
export async function settleOpen(
  held: HeldBulk,
  verb: BoundVerb,
  options: Pick<ExecuteOptions, 'concurrency' | 'clock' | 'onDefect'>,
): Promise<readonly ItemOutcome[]> {
  return new Execution(held, verb, { ...options, signal: new AbortController().signal }).settleOpen();
}

/**
 * Number of consecutive requests refused because of load after which the service is considered to accept nothing. Each
 * request has been attempted several times.
 */
const mostRefusedInRow = 8;

/** The items of one request, as indexes in the plan. */
type Request = readonly [number, ...number[]];

class Execution {
  readonly #held: HeldBulk;
  readonly #verb: BoundVerb;
  readonly #options: ExecuteOptions;
  readonly #signal: AbortSignal;
  readonly #outcomes: ItemOutcome[];
  readonly #writtenTogether: number;
  readonly #ready: Request[] = [];
  #writing: Promise<void> | undefined;
  readonly #errors = new Map<number, BatchError>();
  #finished = 0;
  #underWay: UnderWay = { requests: 0, items: 0 };
  /** Numbers of requests accepted by the service, and refused because of load since the last accepted one. */
  #taken = 0;
  #refusedInRow = 0;
  #stop: Omit<Executed, 'outcomes' | 'errors'> | undefined;

  constructor(held: HeldBulk, verb: BoundVerb, options: ExecuteOptions) {
    this.#held = held;
    this.#verb = verb;
    this.#options = options;
    this.#signal = AbortSignal.any([options.signal, held.lock.lost]);
    this.#outcomes = [...held.record.outcomes];
    this.#writtenTogether = options.writtenTogether ?? options.concurrency;
  }

  async run(indexes: readonly number[]): Promise<Executed> {
    const { lock, journal } = this.#held;
    try {
      for (const [number, round] of this.#toRounds(this.#toRequests(indexes)).entries()) {
        const waits = number > 0 || (this.#options.waitsFirst === true && this.#verb.turns !== undefined);
        await this.#sendAll(waits ? await this.#awaitTurns(round) : round);
      }
      await this.#writing;
      for (const request of this.#ready) for (const index of request) this.#note(index, { outcome: 'notBegun' });
      // Canceling has no effect when nothing is left to start.
      const isLeft = indexes.some((index) => this.#outcomes[index]?.outcome === 'notBegun');
      const stop = (isLeft ? this.#stop : undefined) ?? { end: 'finished' };
      // After a takeover, the new owner writes the journal.
      if (await lock.isHeld()) await journal.sync({ line: 'end', at: this.#toTime(), end: stop.end });
      return { ...stop, outcomes: this.#outcomes, errors: this.#errors };
    } catch (error) {
      return { end: 'givenUp', outcomes: this.#outcomes, errors: this.#errors, reason: explainStop(error) };
    } finally {
      this.#options.limit?.close();
    }
  }

  async settleOpen(): Promise<readonly ItemOutcome[]> {
    const open = this.#outcomes.flatMap((known, index) =>
      known.outcome === 'sent' || known.outcome === 'unknown' ? [{ index, sentAt: known.at }] : [],
    );
    await workThrough(open, this.#options.concurrency, async ({ index, sentAt }) => {
      const outcome = await this.#look(index, { sentAt });
      this.#note(index, outcome.outcome === 'unknown' ? { ...outcome, at: sentAt } : outcome);
    });
    return this.#outcomes;
  }

  #toRequests(indexes: readonly number[]): readonly Request[] {
    if (this.#verb.group === undefined) return indexes.map((index): Request => [index]);
    const byItem = new Map(indexes.map((index) => [this.#item(index), index]));
    return this.#verb.group([...byItem.keys()]).map(([first, ...others]) => {
      const toIndex = (item: BulkItem): number =>
        byItem.get(item) ?? fail('a verb grouped an item that is not its own');
      return [toIndex(first), ...others.map(toIndex)];
    });
  }

  /** Groups requests into rounds by turn. Requests of one round do not interfere with each other. */
  #toRounds(requests: readonly Request[]): readonly (readonly Request[])[] {
    const { turns } = this.#verb;
    if (turns === undefined) return [requests];
    const taken = new Map<string, number>();
    const rounds: Request[][] = [];
    for (const request of requests) {
      const key = turns.toKey(this.#toItems(request));
      const turn = taken.get(key) ?? 0;
      taken.set(key, turn + 1);
      rounds[turn] = [...(rounds[turn] ?? []), request];
    }
    return rounds;
  }

  /**
   * Waits until the service accepts these requests, which are recorded as sent only then. Resolves to the accepted
   * requests. The outcome of the others is already known.
   */
  async #awaitTurns(round: readonly Request[]): Promise<readonly Request[]> {
    const { turns } = this.#verb;
    const { clock } = this.#options;
    const ready: Request[] = [];
    this.#options.onWaiting?.(true);
    const awaitTurn = async (request: Request): Promise<void> => {
      try {
        if (this.#noteStop()) return;
        await turns?.whenFree(this.#toItems(request), { signal: this.#signal, clock });
        ready.push(request);
      } catch (error) {
        if (Cancelled.is(error)) return;
        const sentAt = this.#toTime();
        await Promise.all(request.map(async (index) => this.#note(index, await this.#judge(index, sentAt, error))));
        this.#notifyProgress(request.length, 0, 0);
      }
    };
    await Promise.all(round.map(awaitTurn));
    this.#options.onWaiting?.(false);
    this.#noteStop();
    return ready;
  }

  async #sendAll(round: readonly Request[]): Promise<void> {
    const requests = round.values();
    let end = (): void => undefined;
    const over = new Promise<void>((resolve) => {
      end = resolve;
    });
    const workers = Array.from({ length: Math.min(this.#options.concurrency, round.length) }, (_, number) =>
      this.#work(requests, number, over).finally(end),
    );
    await Promise.all(workers);
  }

  /**
   * Sends requests until none are left or no more may be sent.
   * @param over resolves when no request is left for another worker, so that this worker ends regardless of the limit
   */
  async #work(requests: Iterator<Request>, number: number, over: Promise<void>): Promise<void> {
    for (;;) {
      await Promise.race([this.#options.limit?.wait(number), over]);
      if (this.#noteStop()) return;
      const request = this.#ready.shift();
      // Record the next requests while this request is under way.
      if (this.#ready.length < this.#writtenTogether - this.#options.concurrency) void this.#makeReady(requests);
      if (request !== undefined) await this.#send(request);
      else if (!(await this.#makeReady(requests))) return;
    }
  }

  /** Checks whether nothing more may be sent, for example because the user has canceled. */
  #noteStop(): boolean {
    const { aborted, reason } = this.#options.signal;
    if (aborted) this.#stop ??= { end: reason === 'interrupted' ? reason : 'cancelled' };
    return this.#stop !== undefined;
  }

  /** Records the next requests as sent, a few at a time. Resolves to false when there are none or the write failed. */
  async #makeReady(requests: Iterator<Request>): Promise<boolean> {
    this.#writing ??= this.#writeNext(requests).finally(() => {
      this.#writing = undefined;
    });
    await this.#writing;
    return this.#ready.length > 0 || this.#stop !== undefined;
  }

  async #writeNext(requests: Iterator<Request>): Promise<void> {
    const next: Request[] = [];
    for (let items = 0; next.length < this.#options.concurrency || items < this.#writtenTogether; ) {
      const { value, done } = requests.next();
      if (done) break;
      next.push(value);
      items += value.length;
    }
    if (next.length === 0) return;
    try {
      await this.#held.journal.sync({ line: 'sent', at: this.#toTime(), items: next.flat() });
      for (const each of next) this.#ready.push(each);
    } catch (error) {
      this.#stop = { end: 'givenUp', reason: explainStop(error) };
    }
  }

  /** Sends a request. Checks the lock just before, because the request may have been recorded long ago. */
  async #send(request: Request): Promise<void> {
    try {
      if (!(await this.#held.lock.isHeld())) throw toTakenOver();
    } catch (error) {
      this.#stop = { end: 'givenUp', reason: explainStop(error) };
      this.#ready.unshift(request);
      return;
    }
    await this.#act(request);
  }

  async #act(request: Request): Promise<void> {
    const sentAt = this.#toTime();
    const takenBefore = this.#taken;
    for (const index of request) this.#outcomes[index] = { outcome: 'sent', at: sentAt };
    this.#notifyProgress(0, 1, request.length);
    try {
      const acted = await this.#verb.act(this.#toItems(request), { signal: this.#signal });
      this.#options.limit?.speedUp();
      this.#taken += 1;
      this.#refusedInRow = 0;
      await Promise.all(request.map(async (index) => this.#note(index, await this.#conclude(index, sentAt, acted))));
    } catch (error) {
      if (isForLoad(error) && this.#putBack(request, error, takenBefore)) return;
      await Promise.all(request.map(async (index) => this.#note(index, await this.#judge(index, sentAt, error))));
    }
    this.#notifyProgress(request.length, -1, request.length);
  }

  /**
   * Requeues a request that was refused because of load, if the service has accepted other requests since. The request
   * stays recorded as sent. Stops everything when the service has refused too many requests in a row. Returns true if
   * the request was queued.
   */
  #putBack(request: Request, { message }: BatchError, takenBefore: number): boolean {
    this.#refusedInRow += 1;
    if (this.#refusedInRow >= mostRefusedInRow) this.#stop ??= { end: 'givenUp', reason: message };
    if (this.#taken === takenBefore) return false;
    this.#ready.push(request);
    this.#notifyProgress(0, -1, request.length);
    return true;
  }

  /** @param requests change in the number of requests under way, each with this many `items` */
  #notifyProgress(finished: number, requests: -1 | 0 | 1, items: number): void {
    const { requests: sent, items: open } = this.#underWay;
    this.#finished += finished;
    this.#underWay = { requests: sent + requests, items: open + requests * items };
    this.#options.onProgress?.(this.#finished, this.#underWay);
  }

  /** Finds the outcome of an item from a response, which may refuse only some of the items of its request. */
  #conclude(index: number, sentAt: string, acted: Acted): Promise<ItemOutcome> {
    if (typeof acted !== 'object') return this.#finish(index, acted);
    const refusal = acted.refused.get(this.#item(index));
    return refusal === undefined ? this.#finish(index, undefined) : this.#judge(index, sentAt, refusal);
  }

  /** Finds the outcome of an item from an exception. */
  async #judge(index: number, sentAt: string, error: unknown): Promise<ItemOutcome> {
    if (Cancelled.is(error)) {
      if (this.#held.lock.lost.aborted) this.#stop ??= { end: 'givenUp', reason: toTakenOver().message };
      return { outcome: 'notBegun' };
    }
    if (!BatchError.is(error)) {
      this.#options.onDefect?.(error);
      // The exception does not show how far the request got.
      const outcome = await this.#settle(index, { sentAt });
      return outcome.outcome === 'done' ? outcome : this.#toFailure('Unknown', toDefectText(error));
    }
    if (this.#stopWhereLockedOut(error) && !error.mayHaveActed) return { outcome: 'notBegun' };
    this.#errors.set(index, error);
    if (error.mayHaveActed)
      return this.#settle(index, { sentAt, ...(error.status !== undefined && { answer: error }) });
    if ([404, 409, 412].includes(error.status ?? 0)) return this.#settle(index, { sentAt, error });
    return this.#toFailure(error.code, error.message, error.retryable);
  }

  /**
   * Stops everything if the account refuses access or changes, because it would refuse all further items as well.
   * Returns whether it refuses.
   */
  #stopWhereLockedOut(error: BatchError): boolean {
    if (BatchError.is(error, 'ReadOnly', 'RoleMissing')) {
      this.#stop ??= { end: 'givenUp', reason: error.message };
      return true;
    }
    // A role that does not allow the action for one item does not allow it for any.
    const isRefused = error.status === 401 || (error.status === 403 && this.#outcomes.length > 1);
    const isLockedOut = isRefused || error.wayIn !== undefined || BatchError.is(error, 'NotSignedIn');
    if (isLockedOut) this.#stop ??= { end: 'givenUp', reason: error.message, lockedOut: error };
    return isLockedOut;
  }

  /** Checks an item again, several times if the result is unclear. */
  async #settle(index: number, sent: Sent): Promise<ItemOutcome> {
    let outcome: ItemOutcome | undefined;
    for (const delayMs of lookDelaysMs) {
      if (delayMs > 0) await waitFor(this.#options.clock, delayMs);
      outcome = await this.#look(index, sent);
      if (outcome.outcome !== 'unknown') break;
    }
    return outcome ?? fail('no one looked');
  }

  async #look(index: number, sent: Sent): Promise<ItemOutcome> {
    try {
      return await this.#toOutcome(index, await this.#verb.settle(this.#item(index), sent), sent);
    } catch (error) {
      if (BatchError.is(error)) this.#stopWhereLockedOut(error);
      else if (!Cancelled.is(error)) this.#options.onDefect?.(error);
      const { error: refusal, answer } = sent;
      const message = BatchError.is(error) ? error.message : toDefectText(error);
      if (refusal !== undefined) {
        const text = l10n.t('The service refused the request ({code}), and the state could not be checked: {reason}', {
          code: refusal.code,
          reason: message,
        });
        return this.#toFailure(refusal.code, text);
      }
      const reason =
        answer === undefined
          ? l10n.t("The service's response was lost, and the state could not be checked: {0}", message)
          : l10n.t('The service returned a server error ({code}), and the state could not be checked: {reason}', {
              code: answer.code,
              reason: message,
            });
      return { outcome: 'unknown', at: this.#toTime(), reason: redactText(reason) };
    }
  }

  async #toOutcome(index: number, settlement: Settlement, { error }: Sent): Promise<ItemOutcome> {
    switch (settlement.outcome) {
      case 'done':
        return this.#finish(index, settlement.note);
      case 'notDone':
        return this.#toFailure(error?.code ?? 'Unknown', settlement.reason, settlement.mayRepeat);
      case 'unknown': {
        const { reason, mayRepeat } = settlement;
        return { outcome: 'unknown', at: this.#toTime(), reason, ...(mayRepeat && { mayRepeat }) };
      }
    }
  }

  async #finish(index: number, note: string | undefined): Promise<ItemOutcome> {
    const after = await this.#verb.afterDone?.(this.#item(index)).catch(toDefectText);
    const notes = [note, after].filter((text) => text !== undefined);
    return { outcome: 'done', at: this.#toTime(), ...(notes.length > 0 && { note: redactText(notes.join(' ')) }) };
  }

  #toFailure(code: string, message: string, mayRepeat = false): ItemOutcome {
    return {
      outcome: 'failed',
      at: this.#toTime(),
      code,
      message: redactText(message),
      ...(mayRepeat && { mayRepeat }),
    };
  }

  #note(index: number, outcome: ItemOutcome): void {
    this.#outcomes[index] = outcome;
    if (outcome.outcome !== 'sent') this.#held.journal.append({ line: 'outcome', item: index, ...outcome });
  }

  #toItems([first, ...others]: Request): Together<BulkItem['resource']> {
    return [this.#item(first), ...others.map((index) => this.#item(index))];
  }

  #item(index: number): BulkItem {
    return this.#held.record.plan.items[index] ?? fail('a plan has fewer items than requested');
  }

  #toTime(): string {
    return toTime(this.#options.clock);
  }
}

/** Checks whether the error is a refusal because of load in all attempts, which means that the service did nothing. */
function isForLoad(error: unknown): error is BatchError {
  return BatchError.is(error) && (error.status === 429 || error.status === 503) && !error.mayHaveActed;
}

/** Explains in a sentence why nothing more can be recorded. */
function explainStop(error: unknown): string {
  return BatchError.is(error) ? error.message : explainDisk(error);
}

function toDefectText(error: unknown): string {
  return l10n.t('Unexpected error: {0}', describeError(error));
}

function fail(message: string): never {
  throw new Error(message);
}
