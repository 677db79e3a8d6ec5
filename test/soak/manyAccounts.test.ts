import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { countFailedTasks } from '../../src/app/lists/taskCount.ts';
import type { Account } from '../../src/core/model/account.ts';
import type { BatchService } from '../../src/service/ports.ts';
import { connect, createAccountStore } from '../../src/service/service.ts';
import type { AccountStore, Scope } from '../../src/service/store/accountStore.ts';
import { toScopeKey } from '../../src/service/store/scopes.ts';
import type { Fault } from '../../src/simulator/http/fault.ts';
import type { Scenario } from '../../src/simulator/scenarios/scenario.ts';
import { startSimulator } from '../../src/simulator/simulator.ts';
import type { Simulator } from '../../src/simulator/simulatorOptions.ts';
import { FailuresViewer } from './failuresViewer.ts';
import { countUsedMb } from './memory.ts';
import { soakOptions } from './soakOptions.ts';
import { SteppedTime } from './steppedTime.ts';

/*
 * Keeps twelve accounts open and visible for twenty minutes: five healthy ones, one of a million tasks, the sample, and
 * five that fail in different ways. Each is as correct and as current as its own service allows, regardless of the
 * others.
 */
const secondMs = 1000;
const minuteMs = 60_000;
const intervalMs = 15_000;
const stepMs = 5_000;
/** Time to count the large account completely, before the twenty minutes start. */
const countingMinutes = 6;
const minutes = 20;
const measuredFromMinute = 5;
const mostMemoryGrowth = 0.1;
/** Longest age of data with the slowest polling, and of a list in its longest pause. */
const freshMs = 75_000;
const recoveryMs = 6 * minuteMs;
/** Largest number of attempts in ten minutes by a failing list in its longest pause, including immediate retries. */
const mostTriesInTenMinutes = 20;

const failing = { durationMs: 10_000, exitCode: 7, stderr: 'no such file: input.txt\n' };

/** Returns a scenario with one job that has `failed` failed tasks. */
function toSmall(name: string, failed: number): Scenario {
  return {
    name,
    description: 'A job, some of whose tasks failed.',
    pools: [
      {
        body: {
          id: `pool-${name}`,
          vmSize: 'standard_d2s_v3',
          targetDedicatedNodes: 1,
          taskSlotsPerNode: 4,
          virtualMachineConfiguration: {
            imageReference: { publisher: 'canonical', offer: '0001-com-ubuntu-server-jammy', sku: '22_04-lts' },
            nodeAgentSKUId: 'batch.node.ubuntu 22.04',
          },
        },
        nodes: [{}],
      },
    ],
    jobs: [
      {
        body: { id: `job-${name}`, poolInfo: { poolId: `pool-${name}` } },
        tasks: Array.from({ length: failed }, (_, index) => ({
          body: { id: `t${index}`, commandLine: 'work' },
          state: 'completed' as const,
          node: 0,
          outcomes: [failing],
          endedAgoMs: minuteMs,
        })),
      },
    ],
    rules: [{ commandLineIncludes: 'work', outcomes: [failing] }],
  };
}

/** Faults of accounts after they were opened. */
const illnesses: Readonly<Record<string, Fault>> = {
  throttled: { operation: '*', status: 429, headers: { 'retry-after': '20' } },
  half: { operation: 'Pool_List', status: 500 },
  hanging: { operation: 'Job_List', effect: 'hang' },
  refused: { operation: '*', status: 403, body: JSON.stringify({ code: 'AuthenticationFailed' }) },
  down: { operation: '*', effect: 'resetBefore' },
};
const wellNames = ['well-1', 'well-2', 'well-3', 'well-4', 'well-5'];

interface Open {
  readonly name: string;
  readonly simulator: Simulator;
  readonly store: AccountStore;
  readonly viewer: FailuresViewer;
  /** Separate client, which the faults of the views do not affect. */
  readonly hands: BatchService;
}

async function open(name: string, scenario: Scenario | string, time: SteppedTime): Promise<Open> {
  const simulator = await startSimulator({ scenario, clock: time.world });
  const { url, accountName, accountKey } = simulator;
  const account: Account = { id: new URL(url).host, name, endpoint: url, authentication: 'sharedKey' };
  const credential = { kind: 'sharedKey', accountName, key: accountKey } as const;
  const connectOnce = () => connect({ account, credential, clock: time.clock });
  const store = createAccountStore(account, connectOnce(), time.clock);
  return { name, simulator, store, viewer: new FailuresViewer(store, time.clock), hands: connectOnce() };
}

/** Looks at both views, with pools and jobs on display. */
function look({ store, viewer }: Open): void {
  const shown: readonly Scope[] = [{ kind: 'pools' }, { kind: 'jobs' }];
  const keys = new Set(shown.map(toScopeKey));
  for (const scope of shown) void store.load(scope);
  store.keepCounting();
  store.watch(intervalMs, (scope) => keys.has(toScopeKey(scope)));
  store.watch(intervalMs, (scope) => viewer.wants(scope));
}

/** Counts the failed tasks in the service's data. */
async function countTruth({ hands }: Open): Promise<number> {
  let failed = 0;
  for await (const page of hands.jobs.listJobs())
    for (const { id } of page) failed += (await hands.jobs.getTaskCounts(id)).failed;
  return failed;
}

function countTries({ simulator }: Open, operation: string): number {
  return simulator.requests.filter((request) => request.operation === operation).length;
}

test(`in ${minutes} minutes with twelve accounts, five of them failing, each is as current as its own service allows`, async () => {
  const time = new SteppedTime();
  const scenarios = [
    ...wellNames.map((name, index) => [name, toSmall(name, index + 1)] as const),
    ...Object.keys(illnesses).map((name, index) => [name, toSmall(name, index + 11)] as const),
    ['million', 'million'] as const,
    ['sample', 'sample'] as const,
  ];
  const accounts = await Promise.all(scenarios.map(([name, scenario]) => open(name, scenario, time)));
  after(async () => {
    for (const { store, viewer, hands } of accounts) {
      viewer.dispose();
      store.dispose();
      hands.dispose();
    }
    time.dispose();
    await Promise.all(accounts.map(({ simulator }) => simulator.close()));
  });
  const find = (name: string): Open => {
    const found = accounts.find((one) => one.name === name);
    assert.ok(found);
    return found;
  };
  const small = accounts.filter(({ name }) => name !== 'million');
  for (const one of accounts) look(one);

  /** Asserts that each cause contains only failures of its own account. */
  const compare = (): void => {
    for (const { name, store, viewer } of small) {
      for (const { accountId, cluster, failures } of viewer.look()) {
        assert.equal(accountId, store.account.id, name);
        for (const { failing } of failures) assert.equal(failing.resource.accountId, store.account.id, name);
        if (name !== 'sample') assert.deepEqual(cluster.jobs, [`job-${name}`], cluster.title);
      }
    }
  };
  /** Accounts that were throttled at some step of a minute, since a request may be pending between two steps. */
  const throttled = new Set<string>();
  const pass = async (ms: number): Promise<void> => {
    for (let passedMs = 0; passedMs < ms; passedMs += stepMs) {
      await time.world.advance(stepMs);
      for (const { name, store } of accounts) if (store.snapshot.throttledUntil !== undefined) throttled.add(name);
      if (passedMs % (30 * secondMs) === 0) compare();
    }
  };
  await pass(countingMinutes * minuteMs);
  const truths = new Map<Open, number>();
  for (const one of accounts) truths.set(one, await countTruth(one));
  for (const [{ name, store }, failed] of truths)
    assert.deepEqual(countFailedTasks(store.snapshot), { count: failed, isComplete: true }, name);

  for (const [name, fault] of Object.entries(illnesses)) find(name).simulator.addFault(fault);
  find('million').store.pauseCounting(true);
  const well = wellNames.map(find);
  const sentBefore = new Map(accounts.map((one) => [one, one.simulator.requests.length]));
  let usedMb = 0;
  let triesOfHalf = 0;
  let [jobsOfHalf, jobsOfWell] = [0, 0];
  let shownAfterMs: number | undefined;
  for (let minute = 0; minute < minutes; minute += 1) {
    if (minute === measuredFromMinute) usedMb = await countUsedMb();
    if (minute === minutes - 10) {
      triesOfHalf = countTries(find('half'), 'Pool_List');
      jobsOfHalf = countTries(find('half'), 'Job_List');
      jobsOfWell = countTries(find('well-2'), 'Job_List');
    }
    if (minute === 8) await find('well-1').hands.tasks.addTasks('job-well-1', [{ id: 'late', commandLine: 'work' }]);
    throttled.clear();
    await pass(minuteMs);
    assert.deepEqual([...throttled], ['throttled']);
    if (countFailedTasks(find('well-1').store.snapshot).count === 2) shownAfterMs ??= (minute + 1 - 8) * minuteMs;
    for (const { name, store } of accounts) {
      const { isCountingPaused } = store.snapshot;
      assert.equal(isCountingPaused === true, name === 'million', `counting is paused in ${name}`);
      const jobs = store.snapshot.slice({ kind: 'jobs' });
      const isIll = name in illnesses;
      assert.ok(jobs.error === undefined || isIll, `${name}: ${jobs.error?.message}`);
      const ageMs = time.world.now() - Date.parse(jobs.loadedAt ?? '');
      assert.ok(
        ageMs <= freshMs + minuteMs / 2 || (isIll && name !== 'half'),
        `the jobs of ${name} are ${ageMs} ms old`,
      );
    }
  }
  const growth = (await countUsedMb()) / usedMb - 1;
  const sent = new Map(accounts.map((one) => [one.name, one.simulator.requests.length - (sentBefore.get(one) ?? 0)]));
  const tries = countTries(find('half'), 'Pool_List') - triesOfHalf;
  const besides = countTries(find('half'), 'Job_List') - jobsOfHalf;
  const ofOthers = countTries(find('well-2'), 'Job_List') - jobsOfWell;
  const figures = { usedMb, growth, shownAfterMs, tries, besides, sent: Object.fromEntries(sent) };
  console.log(JSON.stringify({ name: 'manyAccounts', ...figures }));
  assert.ok(growth <= mostMemoryGrowth, `${growth * 100} % more memory`);
  assert.ok((shownAfterMs ?? Number.POSITIVE_INFINITY) <= 2 * minuteMs, `a new failure shows after ${shownAfterMs} ms`);
  assert.ok(
    tries > 0 && tries <= mostTriesInTenMinutes,
    `a list that fails is asked for ${tries} times in ten minutes`,
  );
  assert.ok(Math.abs(besides - ofOthers) <= 1, `the list beside it is read ${besides} times, others ${ofOthers} times`);
  const ofWell = well.slice(1).map(({ name }) => sent.get(name) ?? 0);
  assert.ok(Math.max(...ofWell) - Math.min(...ofWell) <= 2, `the well are asked alike: ${ofWell.join(', ')}`);

  for (const { simulator } of accounts) simulator.clearFaults();
  // The rest of the large account takes as long as everything else here, and another soak reads it.
  if (soakOptions.hours >= 1) find('million').store.pauseCounting(false);
  await pass(recoveryMs);
  for (const one of accounts) {
    const { name, store } = one;
    assert.deepEqual(countFailedTasks(store.snapshot), { count: await countTruth(one), isComplete: true }, name);
    for (const kind of ['pools', 'jobs'] as const) assert.equal(store.snapshot.slice({ kind }).error, undefined, name);
  }
});
