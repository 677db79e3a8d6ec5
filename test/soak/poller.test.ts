import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { Account } from '../../src/core/model/account.ts';
import { BatchError } from '../../src/core/model/batchError.ts';
import { type Task, taskGroups } from '../../src/core/model/task.ts';
import type { BatchService } from '../../src/service/ports.ts';
import { connect, createAccountStore } from '../../src/service/service.ts';
import type { AccountStore, Scope } from '../../src/service/store/accountStore.ts';
import { toItemKey } from '../../src/service/store/scopePages.ts';
import { toScopeKey } from '../../src/service/store/scopes.ts';
import type { Fault } from '../../src/simulator/http/fault.ts';
import type { Scenario } from '../../src/simulator/scenarios/scenario.ts';
import { startSimulator } from '../../src/simulator/simulator.ts';
import type { Simulator } from '../../src/simulator/simulatorOptions.ts';
import { drawFrom, pick, soakOptions } from './soakOptions.ts';
import { SteppedTime } from './steppedTime.ts';

/**
 * For twenty minutes, or the hours of `npm run soak`, tasks are added, run, fail, are retried, stopped, and deleted,
 * and jobs end, while the service throttles, fails, loses answers, and delays them. Only the poller updates the shown
 * data: no row is duplicated, none returns to an earlier state, and in the end everything is true.
 */
const minuteMs = 60_000;
const stepMs = 5_000;
const minutes = Math.max(20, Math.round(soakOptions.hours * 60));
const refreshMs = 15_000;
/** Longest interval of the poller, longest pause of a list, and longest wait of a count. */
const calmMs = 6 * minuteMs;
const mostTasks = 300;

const jobIds = ['render', 'train', 'import', 'export'];
const scopes: readonly Scope[] = [
  { kind: 'pools' },
  { kind: 'nodes', poolId: 'work' },
  { kind: 'jobs' },
  ...jobIds.flatMap((jobId) => taskGroups.map((group) => ({ kind: 'tasks', jobId, group }) as const)),
];

const failing = { durationMs: 40_000, exitCode: 7, stderr: 'no such file: input.txt\n' };
const succeeding = { durationMs: 70_000, exitCode: 0 };
const scenario: Scenario = {
  name: 'poller',
  description: 'Four jobs without a task, and nodes that wait for some.',
  pools: [
    {
      body: {
        id: 'work',
        vmSize: 'standard_d2s_v3',
        targetDedicatedNodes: 4,
        taskSlotsPerNode: 4,
        virtualMachineConfiguration: {
          imageReference: { publisher: 'canonical', offer: '0001-com-ubuntu-server-jammy', sku: '22_04-lts' },
          nodeAgentSKUId: 'batch.node.ubuntu 22.04',
        },
      },
      nodes: [{}, {}, {}, {}],
    },
  ],
  jobs: jobIds.map((id) => ({ body: { id, poolInfo: { poolId: 'work' } }, tasks: [] })),
  rules: [
    { commandLineIncludes: 'fail-once', outcomes: [failing, succeeding] },
    { commandLineIncludes: 'fail', outcomes: [failing] },
    { outcomes: [succeeding] },
  ],
};

const faults: readonly Partial<Fault>[] = [
  { status: 429, headers: { 'retry-after': '7' } },
  { status: 503, headers: { 'retry-after': '2' } },
  { status: 500 },
  { effect: 'resetBefore' },
  { effect: 'resetAfter' },
  { effect: 'truncate' },
  { effect: 'slow', operation: 'Task_List' },
  { effect: 'slow', operation: 'Job_List' },
  { effect: 'slow', operation: 'Job_GetTaskCounts' },
  { effect: 'hang', operation: 'Task_List', times: 1 },
];

/** A user who works with the account, with any tool. The soak ignores failures of its requests. */
class Worker {
  readonly #service: BatchService;
  readonly #draw: () => number;
  #added = 0;

  constructor(service: BatchService, draw: () => number) {
    this.#service = service;
    this.#draw = draw;
  }

  async act(): Promise<void> {
    const { tasks, jobs } = this.#service;
    const jobId = pick(jobIds, this.#draw);
    try {
      if (this.#draw() < 0.6) return await this.#add(jobId);
      const task = await this.#findTask(jobId);
      if (task === undefined) return;
      const acts = [
        () => tasks.deleteTask(jobId, task.id),
        () => tasks.terminateTask(jobId, task.id),
        () => tasks.reactivateTask(jobId, task.id),
        () => tasks.reactivateTask(jobId, task.id),
        () => (this.#draw() < 0.1 ? jobs.terminateJob(jobId) : jobs.disableJob(jobId, 'requeue')),
        () => jobs.enableJob(jobId),
        () => jobs.enableJob(jobId),
      ];
      await pick(acts, this.#draw)();
    } catch (error) {
      if (!BatchError.is(error)) throw error;
    }
  }

  async #add(jobId: string): Promise<void> {
    if (this.#added >= mostTasks) return;
    this.#added += 1;
    const commandLine = pick(['fail', 'fail-once', 'succeed'], this.#draw);
    await this.#service.tasks.addTasks(jobId, [{ id: `t${this.#added}`, commandLine }]);
  }

  async #findTask(jobId: string): Promise<Task | undefined> {
    const tasks = (await Array.fromAsync(this.#service.tasks.listTasks(jobId))).flat();
    return tasks.length === 0 ? undefined : pick(tasks, this.#draw);
  }
}

/** Asserts that the shown data never goes back. */
class Watchman {
  readonly #latest = new Map<string, string>();

  look(store: AccountStore): void {
    for (const scope of scopes) {
      const { items } = store.snapshot.slice(scope);
      const keys = items.map(toItemKey);
      assert.equal(new Set(keys).size, keys.length, `${toScopeKey(scope)} has a row twice`);
      for (const item of items) this.#check(`${toScopeKey(scope)} ${toItemKey(item)}`, toStateTime(item));
    }
  }

  #check(row: string, time: string): void {
    const latest = this.#latest.get(row) ?? '';
    assert.ok(time >= latest, `${row} went back from ${latest} to ${time}`);
    this.#latest.set(row, time);
  }
}

function toStateTime(item: object): string {
  return 'stateTransitionTime' in item ? String(item.stateTransitionTime) : '';
}

function breakThings(simulator: Simulator, draw: () => number): void {
  simulator.clearFaults();
  for (let count = Math.floor(draw() * 4); count > 0; count -= 1) {
    const nthCall = 1 + Math.floor(draw() * 30);
    simulator.addFault({ operation: '*', nthCall, times: 1 + Math.floor(draw() * 12), ...pick(faults, draw) });
  }
}

test(`in ${minutes} minutes of changes and faults, displayed data is updated only by the poller`, async () => {
  const time = new SteppedTime();
  const draw = drawFrom(soakOptions.seed);
  const simulator = await startSimulator({ scenario, clock: time.world });
  const { url, accountName, accountKey } = simulator;
  const account: Account = { id: new URL(url).host, name: accountName, endpoint: url, authentication: 'sharedKey' };
  const credential = { kind: 'sharedKey', accountName, key: accountKey } as const;
  const open = () => connect({ account, credential, clock: time.clock, random: draw });
  const store = createAccountStore(account, open(), time.clock);
  const hands = open();
  after(async () => {
    store.dispose();
    hands.dispose();
    time.dispose();
    await simulator.close();
  });
  await Promise.all(scopes.map((scope) => store.load(scope)));
  await store.loadTaskCounts(jobIds);
  store.watch(refreshMs, () => true);
  const worker = new Worker(hands, draw);
  const watchman = new Watchman();
  store.onDidChange(() => watchman.look(store));

  const acting = new Set<Promise<void>>();
  const startedMs = time.world.now();
  let step = 0;
  for (; time.world.now() < startedMs + minutes * minuteMs; step += 1) {
    if (step % 12 === 0) breakThings(simulator, draw);
    const act = worker.act().finally(() => acting.delete(act));
    acting.add(act);
    await time.world.advance(stepMs);
  }
  simulator.clearFaults();
  const requests = simulator.requests.length;
  await time.world.advance(calmMs);
  assert.equal(acting.size, 0, 'all that was done is over');
  console.log(JSON.stringify({ name: 'poller', seed: soakOptions.seed, steps: step, requests }));

  const shownTasks: string[] = [];
  for (const scope of scopes) {
    const slice = store.snapshot.slice(scope);
    const fresh = createAccountStore(account, open(), time.clock);
    await fresh.load(scope);
    const { items } = fresh.snapshot.slice(scope);
    fresh.dispose();
    assert.deepEqual(slice.items, items, `${toScopeKey(scope)} is as it is at the service`);
    assert.equal(slice.error, undefined, toScopeKey(scope));
    if (scope.kind === 'tasks') shownTasks.push(...items.map((item) => `${scope.jobId}/${toItemKey(item)}`));
  }
  assert.ok(shownTasks.length > 50, `${shownTasks.length} tasks`);
  assert.equal(new Set(shownTasks).size, shownTasks.length, 'no task is in two groups');
  for (const jobId of jobIds) {
    assert.deepEqual(store.snapshot.taskCounts.get(jobId), await hands.jobs.getTaskCounts(jobId), jobId);
  }
});
