import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { pagesOf } from '../../../test/fakes/fakeBatchService.ts';
import { FakeClock } from '../../../test/fakes/fakeClock.ts';
import { failedCounts, openLiveStore, settled } from '../../../test/fakes/liveStore.ts';
import type { Cause } from '../../core/diagnosis/causes/causes.ts';
import * as diagnosis from '../../core/diagnosis/diagnosis.ts';
import { Emitter } from '../../core/event.ts';
import { BatchError } from '../../core/model/batchError.ts';
import { Cancelled } from '../../core/model/cancelled.ts';
import type { TaskResource } from '../../core/model/resource.ts';
import type { Task } from '../../core/model/task.ts';
import type { AccountStore, StoreChange } from '../../service/store/accountStore.ts';
import { mostRequests } from './briefLook.ts';
import { Causes } from './causes.ts';
import { requestsPerTask } from './knownCauses.ts';
import { LateCauses } from './lateCauses.ts';

const noFile = "FileNotFoundError: [Errno 2] No such file or directory: 'weights.pt'\n";

/** Accounts that are open until a test closes them. */
class OpenAccounts {
  readonly #open = new Map<string, AccountStore>();
  readonly #accountsChanged = new Emitter<void>();
  readonly #dataChanged = new Emitter<StoreChange>();
  readonly onDidChangeAccounts = this.#accountsChanged.event;
  readonly onDidChangeData = this.#dataChanged.event;

  open(store: AccountStore): void {
    this.#open.set(store.account.id, store);
    store.onDidChange((change) => this.#dataChanged.fire(change));
  }

  close(store: AccountStore): void {
    this.#open.delete(store.account.id);
    store.dispose();
    this.#accountsChanged.fire();
  }

  /** Announces that accounts have changed, for example which changes they allow. */
  announce(): void {
    this.#accountsChanged.fire();
  }

  get all() {
    return [...this.#open.values()].map(({ account }) => account);
  }

  findStore(accountId: string): AccountStore | undefined {
    return this.#open.get(accountId);
  }
}

/**
 * Makes an account with this many failed tasks in each job; `asked` are the requests, with a log read for each examined
 * task. The counts of jobs beyond `counted` never arrive.
 */
function setUp(context: TestContext, jobCount = 1, failed = 1, counted = jobCount) {
  const clock = new FakeClock();
  const asked: string[] = [];
  const state = { isReachable: true, mayAnswer: Promise.resolve() };
  const accounts = new OpenAccounts();
  const toTask = (id: string): Task => ({
    id,
    state: 'completed',
    commandLine: 'python3 train.py',
    nodeInfo: { poolId: 'cpu', nodeId: 'n' },
    executionInfo: { result: 'failure', exitCode: 1, endTime: '2026-11-20T08:00:00Z' },
  });
  const toIds = (jobId: string) => Array.from({ length: failed }, (_, index) => `${jobId}-t${index}`);
  const note = <T>(what: string, answer: T): T => {
    asked.push(what);
    return answer;
  };
  const jobs = Array.from({ length: jobCount }, (_, index) => ({
    id: `j${index}`,
    state: 'active' as const,
    poolInfo: { poolId: 'cpu' },
  }));
  const open = (endpoint?: string): AccountStore => {
    const { store } = openLiveStore(
      {
        jobs: {
          getJob: async (id) => ({ id, state: 'active' }),
          listJobs: () => note('jobs', pagesOf(jobs)),
          getTaskCounts: (jobId) =>
            note(
              `count ${jobId}`,
              Number(jobId.slice(1)) < counted ? Promise.resolve(failedCounts(failed)) : new Promise(() => undefined),
            ),
        },
        tasks: {
          listTasks: (jobId, { select = [] } = {}) => {
            // Tasks that the representative of a cause is compared with.
            if (select.includes('resourceFiles')) return pagesOf([]);
            return note(`list ${jobId}`, pagesOf(toIds(jobId).map(toTask)));
          },
          getTask: async (_jobId, taskId) => toTask(taskId),
        },
        pools: {
          listPools: () => note('pools', pagesOf([{ id: 'cpu' }])),
          listNodeCounts: () => note('nodes', pagesOf([])),
          getPool: async () => ({ id: 'cpu' }),
        },
        nodes: { getNode: async () => ({ id: 'n' }), listNodes: () => pagesOf([]) },
      },
      endpoint,
      clock,
    );
    accounts.open(store);
    return store;
  };
  const read = async (_store: unknown, resource: TaskResource, task: Task) => {
    asked.push(`log ${resource.taskId}`);
    await state.mayAnswer;
    if (!state.isReachable) throw new BatchError({ code: 'NetworkUnreachable', message: 'Offline.', retryable: true });
    return { resource, task, stdout: { path: 'stdout.txt', text: '' }, stderr: { path: 'stderr.txt', text: noFile } };
  };
  const causes = new Causes({
    accounts,
    reader: { read },
    bundles: { diagnosis: () => diagnosis },
    clock,
    report: (error) => assert.ifError(error),
  });
  const store = open();
  context.after(() => {
    causes.dispose();
    store.dispose();
  });
  /** Lets a minute pass, with everything that starts in it. */
  const pass = async (): Promise<void> => {
    for (let left = 300; left > 0; left--) {
      clock.advance(200);
      await settled();
    }
  };
  return { accounts, asked, causes, clock, open, pass, state, store };
}

const ofAccount = ({ account }: AccountStore) => ({ kind: 'account', accountId: account.id }) as const;
const describe = (causes: readonly Cause[] = []) =>
  causes.map(({ cluster: { fingerprint, title, count } }) => ({ fingerprint, title, count }));

test('a request without a watcher gets the causes that a watcher is shown', async (context) => {
  const cold = setUp(context);
  const asked = describe((await cold.causes.ofAccount(cold.store)).causes);
  assert.match(asked[0]?.title ?? '', /weights\.pt/);
  assert.equal(cold.causes.shownOf(cold.store, ofAccount(cold.store)), undefined, 'nobody watches');
  context.after(cold.causes.watch().dispose);
  await cold.pass();
  const watched = setUp(context);
  context.after(watched.causes.watch().dispose);
  await watched.pass();
  const shown = watched.causes.shownOf(watched.store, ofAccount(watched.store));
  assert.deepEqual(describe(shown?.causes), asked);
  assert.deepEqual(cold.causes.shownOf(cold.store, ofAccount(cold.store)), shown);
  assert.deepEqual(await watched.causes.ofAccount(watched.store), shown, 'who asks meanwhile is told the same');
  assert.equal(shown?.isComplete, true);
});

test('a request gets the result of a brief look while watchers are shown no cause yet', async (context) => {
  const { causes, pass, store } = setUp(context);
  context.after(causes.watch().dispose);
  const shown: number[] = [];
  const answers: ReturnType<Causes['ofAccount']>[] = [];
  causes.onDidUpdate(() => {
    const now = causes.shownOf(store, ofAccount(store))?.causes ?? [];
    shown.push(now.filter(({ cluster }) => /weights/.test(cluster.title)).length);
    answers.push(causes.ofAccount(store));
  });
  await pass();
  assert.deepEqual([shown[0], shown.at(-1)], [0, 1]);
  for (const { causes: found } of await Promise.all(answers))
    assert.match(found[0]?.cluster.title ?? '', /weights\.pt/);
});

test('a request waits for logs of the shown causes that are still being read', async (context) => {
  const { causes, pass, state, store } = setUp(context);
  let answer = (): void => undefined;
  state.mayAnswer = new Promise((resolve) => {
    answer = resolve;
  });
  context.after(causes.watch().dispose);
  await pass();
  const shown = causes.shownOf(store, ofAccount(store));
  assert.deepEqual([shown?.isComplete, shown?.causes.length], [true, 1]);
  const asked = causes.ofAccount(store);
  answer();
  assert.match((await asked).causes[0]?.cluster.title ?? '', /weights\.pt/);
});

test('concurrent requests share the answers to few service requests, and each gets a result', async (context) => {
  const { causes, store, asked } = setUp(context, 5);
  const answers = await Promise.all([1, 2, 3].map(() => causes.ofAccount(store)));
  for (const { causes: found } of answers) assert.match(found[0]?.cluster.title ?? '', /weights\.pt/);
  const lists = asked.filter((what) => !what.startsWith('log'));
  assert.deepEqual(lists.toSorted(), [...new Set(lists)].toSorted());
});

test('without watchers or requests, nothing is sent and no timer runs', async (context) => {
  const { accounts, asked, causes, clock, pass, store } = setUp(context);
  const change = async (): Promise<void> => {
    accounts.announce();
    assert.equal(clock.pending, 0);
    await pass();
  };
  await change();
  assert.deepEqual([asked, clock.pending], [[], 0]);
  causes.watch().dispose();
  assert.equal(clock.pending, 0);
  const leaving = causes.watch();
  const leave = causes.onDidUpdate(() => leaving.dispose());
  await pass();
  leave.dispose();
  assert.deepEqual([asked, clock.pending], [[], 0], 'who left while causes were told');
  const watching = [causes.watch(), causes.watch()];
  await pass();
  watching[0]?.dispose();
  assert.notEqual(causes.shownOf(store, ofAccount(store)), undefined, 'somebody else watches');
  watching[1]?.dispose();
  assert.ok(asked.splice(0).length > 0);
  await change();
  assert.deepEqual([asked, clock.pending], [[], 0]);
  assert.equal(causes.shownOf(store, ofAccount(store)), undefined);
  await causes.ofAccount(store);
  await pass();
  assert.equal(clock.pending, 0);
});

test('logs that could not be read because the service was unreachable are read again while there is a watcher, even a later one', async (context) => {
  const { asked, causes, clock, pass, state, store } = setUp(context);
  state.isReachable = false;
  const watching = causes.watch();
  await pass();
  watching.dispose();
  assert.equal(clock.pending, 0);
  asked.splice(0);
  state.isReachable = true;
  context.after(causes.watch().dispose);
  await pass();
  await pass();
  // The log is read for its cause and again for the representative's explanation; a real reader has cached it by then.
  assert.deepEqual([...new Set(asked)], ['log j0-t0']);
  assert.match(causes.shownOf(store, ofAccount(store))?.causes[0]?.cluster.title ?? '', /weights\.pt/);
});

test('all requests about an account share one limit of service requests per minute', async (context) => {
  const { asked, causes, clock, store } = setUp(context, 30);
  const count = (): number => asked.reduce((sum, one) => sum + (one.startsWith('log') ? requestsPerTask : 1), 0);
  await Promise.all([causes.ofAccount(store), causes.ofAccount(store, 'cpu')]);
  assert.equal((await causes.ofAccount(store)).isBrief, true);
  // A watcher that starts and stops takes nothing from the brief search, and adds nothing to it.
  causes.watch().dispose();
  await causes.ofAccount(store, 'gpu');
  assert.ok(count() > 0 && count() <= mostRequests, asked.join(', '));
  const before = count();
  clock.advance(60_000);
  await causes.ofAccount(store);
  assert.ok(count() > before && count() <= 2 * mostRequests, asked.join(', '));
});

test('a request for a whole account inspects no other account', async (context) => {
  const { asked, causes, open, pass, store } = setUp(context);
  const other = open('https://b.westus.batch.azure.com');
  context.after(() => other.dispose());
  let isDone = false;
  const look = causes.ofWholeAccount(store).finally(() => {
    isDone = true;
  });
  while (!isDone) await pass();
  assert.equal((await look).isComplete, true);
  assert.equal(asked.filter((one) => one === 'pools').length, 1);
  assert.equal(causes.shownOf(other, ofAccount(other)), undefined);
});

test('nothing is kept about a closed account, and nothing is inspected in it', async (context) => {
  const { accounts, asked, causes, clock, open, pass, store } = setUp(context, 1, 2);
  context.after(causes.watch().dispose);
  await causes.ofJob(store, 'j0');
  await pass();
  const told = causes.shownOf(store, ofAccount(store));
  const [cause] = told?.causes ?? [];
  assert.ok(told && cause);
  const target = { resource: ofAccount(store), document: 'cause', fingerprint: cause.cluster.fingerprint } as const;
  assert.deepEqual(causes.follow(store, told, target), { now: [cause] });
  assert.deepEqual(causes.follow(store, { causes: [] }, target).before, cause);
  assert.equal(causes.jobs.areExplained(store.snapshot, 'j0'), true);
  accounts.close(store);
  await pass();
  asked.splice(0);
  assert.equal(causes.current(store), undefined);
  assert.equal(causes.shownOf(store, ofAccount(store)), undefined);
  assert.equal(causes.jobs.areExplained(store.snapshot, 'j0'), false);
  await pass();
  assert.deepEqual([asked, clock.pending], [[], 0]);
  const again = open();
  context.after(() => again.dispose());
  assert.equal(causes.current(again), undefined);
  assert.deepEqual(causes.follow(again, { causes: [] }, target), { now: [] });
  await again.load({ kind: 'pools' });
  await pass();
  assert.deepEqual(describe(causes.shownOf(again, ofAccount(again))?.causes), describe(told.causes));
  assert.ok(asked.includes('log j0-t0'), 'its logs are read again');
});

test('an account that is closed during its inspection causes no error', async (context) => {
  const { causes, pass, store } = setUp(context);
  let refused = 0;
  const inBackground = async (): Promise<never> => {
    refused += 1;
    throw new Cancelled();
  };
  Object.assign(store, { inBackground });
  context.after(causes.watch().dispose);
  await pass();
  assert.ok(refused > 0);
});

test('while background work is paused, nothing more is read until the user asks for more', async (context) => {
  const { asked, causes, pass, store } = setUp(context, 3);
  store.pauseCounting(true);
  context.after(causes.watch().dispose);
  await pass();
  assert.equal(causes.shownOf(store, ofAccount(store))?.isComplete, false);
  asked.splice(0);
  causes.widen(store, 'lists');
  await pass();
  assert.ok(asked.includes('count j2'), asked.join(', '));
  assert.equal(causes.shownOf(store, ofAccount(store))?.isComplete, true);
});

test('a change of the shown causes is announced, and each round is announced to watchers', async (context) => {
  const { causes, pass, store } = setUp(context);
  const told: string[] = [];
  let rounds = 0;
  causes.onDidChange((accountId) => told.push(accountId));
  causes.onDidUpdate(() => {
    rounds += 1;
  });
  context.after(causes.watch().dispose);
  await pass();
  assert.deepEqual([...new Set(told)], [store.account.id]);
  const before = { told: told.length, rounds };
  causes.widen(store, 'counts');
  await pass();
  assert.equal(told.length, before.told);
  assert.ok(rounds > before.rounds);
});

test('a change in the number of read failures is announced, even if the causes stay the same', async (context) => {
  const { causes, clock, store } = setUp(context, 40);
  const told: string[] = [];
  causes.onDidChange(() => {
    const { read = 0, isComplete } = causes.shownOf(store, ofAccount(store)) ?? {};
    told.push(`${read} ${isComplete}`);
  });
  context.after(causes.watch().dispose);
  for (let left = 600; left > 0; left--) {
    clock.advance(200);
    await settled();
  }
  const last = causes.shownOf(store, ofAccount(store));
  assert.equal(told.at(-1), `${last?.read} true`);
  assert.equal(last?.read, 40);
});

test('the object that finds causes is created once, on the first request', async (context) => {
  const { causes, pass, store } = setUp(context);
  let made = 0;
  const late = new LateCauses(() => {
    made += 1;
    return causes;
  });
  const told: string[] = [];
  late.onDidChange((accountId) => told.push(accountId));
  assert.equal(late.shownOf(store, ofAccount(store)), undefined);
  assert.equal(made, 0);
  await Promise.all([late.ofAccount(store), late.ofAccount(store)]);
  assert.equal(late.open(), causes);
  assert.equal(made, 1);
  context.after(late.open().watch().dispose);
  await pass();
  assert.deepEqual([...new Set(told)], [store.account.id]);
});

test('a complete examination reads logs while the tasks of many jobs are still being counted', async (context) => {
  const { asked, causes, pass, store } = setUp(context, 30, 1, 10);
  void causes.lookIntoAll(store).catch(() => undefined);
  for (let left = 300; left > 0 && !asked.some((one) => one.startsWith('log ')); left--) await pass();
  assert.ok(asked.includes('list j9') && !asked.includes('list j10'), asked.join(', '));
  assert.ok(asked.some((one) => one.startsWith('log ')));
});
