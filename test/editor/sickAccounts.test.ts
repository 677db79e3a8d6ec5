import assert from 'node:assert/strict';
import { Inspections } from '../../src/app/causes/inspections.ts';
import { JobCauses } from '../../src/app/causes/jobCauses.ts';
import * as diagnosis from '../../src/core/diagnosis/diagnosis.ts';
import { BatchError, type BatchErrorInit } from '../../src/core/model/batchError.ts';
import type { Job } from '../../src/core/model/job.ts';
import type { Pool } from '../../src/core/model/pool.ts';
import { ExplorerProvider } from '../../src/extension/views/explorer/explorerProvider.ts';
import type { Pages } from '../../src/service/ports.ts';
import { FakeAccounts } from '../fakes/fakeAccounts.ts';
import { type FakePorts, pagesOf } from '../fakes/fakeBatchService.ts';
import { FakeClock } from '../fakes/fakeClock.ts';
import { failedCounts, openLiveStore } from '../fakes/liveStore.ts';
import { DrawnTree } from './support/drawnTree.ts';

/** Interval between refreshes of accounts. */
const intervalMs = 15_000;

/** A list that is not answered until the test allows it. */
class Unanswered {
  answer: () => void = () => undefined;
  readonly #answered = new Promise<void>((resolve) => {
    this.answer = resolve;
  });

  async *list<T>(...items: readonly T[]): Pages<T> {
    await this.#answered;
    yield* pagesOf(items);
  }
}

/** Makes an account with one job and this many failed tasks. */
function toPorts(state: { failed: number }): FakePorts {
  return {
    pools: { listPools: () => pagesOf([]), listNodeCounts: () => pagesOf([]) },
    jobs: {
      listJobs: () => pagesOf([{ id: 'frames', state: 'active' }]),
      getTaskCounts: async () => failedCounts(state.failed),
    },
    jobSchedules: { listJobSchedules: () => pagesOf([]) },
  };
}

suite('several accounts, some of them failing', () => {
  const open: ReturnType<typeof openLiveStore>[] = [];
  let provider: ExplorerProvider;
  let tree: DrawnTree;

  /** Opens an account on a host with this name. */
  function add(name: string, ports: FakePorts) {
    // Rows show ages according to the computer's clock.
    const live = openLiveStore(ports, `https://${name}.westus.batch.azure.com`, new FakeClock(Date.now()));
    open.push(live);
    return live;
  }

  function show(): void {
    provider = new ExplorerProvider(
      new FakeAccounts(...open.map(({ store }) => store)),
      new JobCauses(
        new Inspections({ read: () => assert.fail('no log has to be read') }),
        { diagnosis: () => diagnosis },
        { now: Date.now },
      ),
      async () => [],
      (error) => assert.ifError(error),
    );
    tree = new DrawnTree(provider);
  }

  teardown(() => {
    tree.dispose();
    provider.dispose();
    for (const { store } of open.splice(0)) store.dispose();
  });

  const toJobs = (name: string) => `/account:${name}.westus.batch.azure.com/jobs:`;

  test("a list that isn't responding does not prevent rows of another account from being drawn", async () => {
    const jobs = new Unanswered();
    const state = { failed: 1 };
    const listJobs = () => jobs.list({ id: 'late', state: 'active' as const });
    const hanging = add('hanging', { ...toPorts(state), jobs: { ...toPorts(state).jobs, listJobs } });
    const healthy = add('healthy', toPorts(state));
    show();
    await tree.untilBelow(toJobs('hanging'), 'Loading…');
    healthy.clock.advance(1000);
    await tree.untilBelow(toJobs('healthy'), 'frames | 1 failed');

    state.failed = 2;
    await healthy.store.refresh();
    healthy.clock.advance(1000);
    await tree.untilBelow(toJobs('healthy'), 'frames | 2 failed');

    jobs.answer();
    await hanging.store.load({ kind: 'jobs' });
    hanging.clock.advance(1000);
    await tree.untilBelow(toJobs('hanging'), 'late | 2 failed');
  });

  test('a list that is being retried is shown as loading after a while', async () => {
    let jobs: Unanswered | undefined;
    const listJobs = () => {
      if (jobs === undefined) throw new Error('It is ill.');
      return jobs.list({ id: 'back', state: 'active' as const });
    };
    const ports = toPorts({ failed: 1 });
    const { store, clock } = add('failing', { ...ports, jobs: { ...ports.jobs, listJobs } });
    show();
    await tree.untilBelow(toJobs('failing'), 'Could not be loaded | It is ill.');
    jobs = new Unanswered();
    const loading = store.load({ kind: 'jobs' });
    clock.advance(1000);
    await tree.untilBelow(toJobs('failing'), 'Loading…');
    jobs.answer();
    await loading;
    await store.loadTaskCounts(['back']);
    clock.advance(1000);
    await tree.untilBelow(toJobs('failing'), 'back | 1 failed');
  });

  test('each of many accounts is as current as its own service allows, and failing accounts show which data is missing', async () => {
    const state = { failed: 1 };
    let isSick = false;
    /** Makes a list that works at first, and later fails as in `sicken`. */
    const until =
      <T>(list: () => Pages<T>, sicken: () => Pages<T>): (() => Pages<T>) =>
      () =>
        isSick ? sicken() : list();
    const fail =
      (init: BatchErrorInit): (() => never) =>
      () => {
        throw new BatchError(init);
      };
    const listJobs = () => pagesOf<Job>([{ id: 'frames', state: 'active' }]);
    const withJobs = (sicken: () => Pages<Job>): FakePorts => {
      const ports = toPorts(state);
      return { ...ports, jobs: { ...ports.jobs, listJobs: until<Job>(listJobs, sicken) } };
    };
    const listPools = until<Pool>(() => pagesOf([]), fail({ code: 'InternalError', message: 'Ill.', status: 500 }));
    const wayIn = { accountId: 'refused', authentication: 'sharedKey' } as const;
    add('first', toPorts(state));
    const throttled = add('throttled', withJobs(fail({ code: 'TooManyRequests', message: 'Busy.', status: 429 })));
    add('half', { ...toPorts(state), pools: { ...toPorts(state).pools, listPools } });
    const hanging = add(
      'hanging',
      withJobs(() => new Unanswered().list<Job>()),
    );
    add('refused', withJobs(fail({ code: 'AuthenticationFailed', message: 'No.', status: 403, wayIn })));
    add('down', withJobs(fail({ code: 'ConnectionReset', message: 'Gone.' })));
    add('last', toPorts(state));
    for (const { store } of open) {
      await Promise.all([store.load({ kind: 'jobs' }), store.load({ kind: 'pools' })]);
      await store.loadTaskCounts(['frames']);
    }
    show();
    await tree.untilBelow('', ...open.map(() => 'simacct | 1 failed task · westus'));
    for (const { store } of open) store.watch(intervalMs);

    isSick = true;
    throttled.attempt({ method: 'GET', status: 429, retryInMs: 600_000 });
    hanging.step('sent');
    for (const failed of [2, 3, 4, 5]) {
      state.failed = failed;
      for (const { pass } of open) await pass(intervalMs);
      for (const { pass } of open) await pass(100);
      const fresh = `simacct | ${failed} failed tasks · westus`;
      await tree.untilBelow(
        '',
        fresh,
        fresh,
        /^simacct \| throttled · as of .* · \d failed task/,
        new RegExp(`^simacct \\| pools could not be loaded · as of .* · ${failed} failed tasks`),
        /^simacct \| no response since .* · \d failed tasks? · .*westus/,
        /^simacct \| key not valid · as of .* · \d failed task/,
        /^simacct \| cannot be reached · as of .* · \d failed task/,
      );
    }
  });
});
