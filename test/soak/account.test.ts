import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { Account } from '../../src/core/model/account.ts';
import { Cancelled } from '../../src/core/model/cancelled.ts';
import type { Attempt } from '../../src/service/ports.ts';
import { connect, createAccountStore } from '../../src/service/service.ts';
import type { AccountStore, Scope } from '../../src/service/store/accountStore.ts';
import { countsPerTurn } from '../../src/service/store/countTurns.ts';
import { toItemKey } from '../../src/service/store/scopePages.ts';
import { toScopeKey } from '../../src/service/store/scopes.ts';
import type { Fault } from '../../src/simulator/http/fault.ts';
import { startSimulator } from '../../src/simulator/simulator.ts';
import type { Simulator } from '../../src/simulator/simulatorOptions.ts';
import { countUsedMb } from './memory.ts';
import { drawFrom, pick, soakOptions } from './soakOptions.ts';
import { SteppedTime } from './steppedTime.ts';

/**
 * Runs for hours with an account of a million tasks whose service fails in every way it can, while a visitor browses
 * it. Requests, memory, and waits stay bounded; after the service has recovered, everything shown is true.
 */
const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const refreshMs = 15_000;
const jobsLookedInto = 12;
const scopesWatched = 8;
/** Number of jobs whose tasks the product counts itself, with one request each. */
const jobsCounted = 50;
/** Maximum number of pages that are loaded from a visible list. */
const mostPages = 3;
const mostItems = 1500;
const mostMemoryGrowthMb = 10;
/** Pending timers of an idle account: the poller, the announcement of changes, and the age of one idle wait. */
const mostIdleTimers = 3;

const faults: readonly Partial<Fault>[] = [
  { status: 429, headers: { 'retry-after': '7' } },
  { status: 429, headers: { 'retry-after': '-1' } },
  { status: 503, headers: { 'retry-after': '2' } },
  { status: 500 },
  { status: 401 },
  { status: 403 },
  { effect: 'resetBefore' },
  { effect: 'resetAfter' },
  { effect: 'truncate' },
  { effect: 'hang' },
  { effect: 'loginPage' },
  { effect: 'slow', operation: 'Job_GetTaskCounts' },
  { effect: 'slow', operation: 'Pool_List', times: 1 },
  { effect: 'selfNextLink' },
  { effect: 'foreignNextLink' },
];

/** A visitor who expands branches, loads more, and views a few at a time. */
class Visitor {
  readonly #store: AccountStore;
  readonly #draw: () => number;
  readonly #scopes: readonly Scope[];
  readonly #watched = new Set<string>();
  readonly going = new Set<Promise<void>>();

  constructor(store: AccountStore, draw: () => number) {
    this.#store = store;
    this.#draw = draw;
    const jobs = Array.from({ length: jobsLookedInto }, (_, index) => `batch-${String(index * 80).padStart(4, '0')}`);
    const groups = ['failed', 'succeeded'] as const;
    this.#scopes = [
      { kind: 'pools' },
      { kind: 'jobs' },
      { kind: 'nodes', poolId: 'grid' },
      ...jobs.flatMap((jobId) => groups.map((group) => ({ kind: 'tasks', jobId, group }) as const)),
      ...jobs.map((jobId) => ({ kind: 'failures', jobId }) as const),
    ];
  }

  isWatching(scope: Scope): boolean {
    return this.#watched.has(toScopeKey(scope));
  }

  get scopes(): readonly Scope[] {
    return this.#scopes;
  }

  /** Opens everything once, and loads one more page of it. */
  async openAll(): Promise<void> {
    for (const scope of this.#scopes) {
      await this.#store.load(scope);
      if (this.#store.snapshot.slice(scope).items.length < mostItems) await this.#store.loadMore(scope);
    }
  }

  /** Opens an item, in place of the one that has been open longest. */
  act(): void {
    const scope = pick(this.#scopes, this.#draw);
    const key = toScopeKey(scope);
    this.#watched.delete(key);
    this.#watched.add(key);
    const [oldest] = this.#watched;
    if (this.#watched.size > scopesWatched && oldest !== undefined) this.#watched.delete(oldest);
    this.#go(this.#store.load(scope));
    const { items } = this.#store.snapshot.slice({ kind: 'jobs' });
    this.#go(this.#store.loadMissingTaskCounts(items.slice(0, jobsCounted).map(({ id }) => id)));
  }

  #go(work: Promise<void>): void {
    const going = work.finally(() => this.going.delete(going));
    this.going.add(going);
  }
}

function breakThings(simulator: Simulator, draw: () => number): void {
  simulator.clearFaults();
  for (let count = Math.floor(draw() * 4); count > 0; count -= 1) {
    const nthCall = 1 + Math.floor(draw() * 40);
    simulator.addFault({ operation: '*', nthCall, times: 1 + Math.floor(draw() * 20), ...pick(faults, draw) });
  }
}

test(`the extension works for ${Math.round(soakOptions.hours * 60)} minutes with a million tasks and a failing service`, async () => {
  const rejections: unknown[] = [];
  const note = (reason: unknown): void => void rejections.push(reason);
  process.on('unhandledRejection', note);
  const time = new SteppedTime();
  const draw = drawFrom(soakOptions.seed);
  const simulator = await startSimulator({ scenario: 'million', clock: time.world });
  after(async () => {
    process.off('unhandledRejection', note);
    time.dispose();
    await simulator.close();
  });
  const { url, accountName, accountKey } = simulator;
  const account: Account = { id: new URL(url).host, name: accountName, endpoint: url, authentication: 'sharedKey' };
  const attempts = { all: 0, first: 0, failed: 0 };
  const onAttempt = ({ attempt, code }: Attempt): void => {
    attempts.all += 1;
    if (attempt === 1) attempts.first += 1;
    if (code !== undefined) attempts.failed += 1;
  };
  const credential = { kind: 'sharedKey', accountName, key: accountKey } as const;
  const service = connect({ account, credential, clock: time.clock, random: draw, onAttempt });
  const store = createAccountStore(account, service, time.clock);
  const visitor = new Visitor(store, draw);
  await settleTo(time, visitor.openAll());
  const usedMb = await countUsedMb();
  const opening = attempts.first;
  store.watch(refreshMs, (scope) => visitor.isWatching(scope));

  const startedMs = time.world.now();
  while (time.world.now() < startedMs + soakOptions.hours * hourMs) {
    breakThings(simulator, draw);
    visitor.act();
    await time.world.advance(minuteMs);
  }
  simulator.clearFaults();
  // Longer than any wait that the service or a silent answer can cause.
  await time.world.advance(20 * minuteMs);
  const turns = (time.world.now() - startedMs) / refreshMs;
  const mostRequests = turns * (scopesWatched * mostPages + countsPerTurn + 1) + jobsCounted;
  const growthMb = (await countUsedMb()) - usedMb;
  const figures = { ...soakOptions, attempts, opening, mostRequests, growthMb, timers: time.pending };
  console.log(JSON.stringify(figures));

  assert.deepEqual(rejections, []);
  assert.equal(visitor.going.size, 0, 'what was asked for has ended');
  assert.ok(attempts.failed > 0, 'the service failed');
  assert.ok(attempts.all - attempts.first <= attempts.failed, 'no request is sent again that did not fail');
  assert.ok(attempts.first - opening <= mostRequests, `${attempts.first - opening} requests in ${turns} turns`);
  assert.ok(time.pending <= mostIdleTimers, `${time.pending} timers are pending`);
  assert.ok(growthMb <= mostMemoryGrowthMb, `${growthMb} MB more than before`);

  await settleTo(time, store.refresh());
  const fresh = createAccountStore(account, connect({ account, credential, clock: time.clock }), time.clock);
  for (const scope of visitor.scopes) {
    await settleTo(time, fresh.load(scope));
    const slice = store.snapshot.slice(scope);
    const { items } = fresh.snapshot.slice(scope);
    assert.ok(items.length > 0, toScopeKey(scope));
    assert.deepEqual(slice.items.slice(0, items.length).map(toItemKey), items.map(toItemKey), toScopeKey(scope));
    assert.equal(slice.error, undefined, `${toScopeKey(scope)}: ${slice.error?.message}`);
    assert.equal(slice.loading, false, toScopeKey(scope));
  }
  store.dispose();
  fresh.dispose();
  await time.untilQuiet();
  assert.equal(time.pending, 0, 'timers are left after the account was closed');
});

/** Lets time pass until `work` has ended. */
async function settleTo(time: SteppedTime, work: Promise<void>): Promise<void> {
  let isOver = false;
  const ended = work.finally(() => {
    isOver = true;
  });
  while (!isOver) await time.world.advance(1000);
  await ended.catch((error: unknown) => {
    if (!Cancelled.is(error)) throw error;
  });
}
