import assert from 'node:assert/strict';
import * as diagnosis from '../../src/core/diagnosis/diagnosis.ts';
import { JobCauses } from '../../src/extension/views/causes/jobCauses.ts';
import { ExplorerProvider } from '../../src/extension/views/explorer/explorerProvider.ts';
import type { Pages } from '../../src/service/ports.ts';
import { FakeAccounts } from '../fakes/fakeAccounts.ts';
import { type FakePorts, pagesOf } from '../fakes/fakeBatchService.ts';
import { failedCounts, openLiveStore } from '../fakes/liveStore.ts';
import { DrawnTree } from './support/drawnTree.ts';

/** A list that is not answered until the test says so. */
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

/** An account with one job, of which so many tasks have failed. */
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

suite('accounts of which some are sick', () => {
  const open: ReturnType<typeof openLiveStore>[] = [];
  let provider: ExplorerProvider;
  let tree: DrawnTree;

  /** Opens an account at a host of this name. */
  function add(name: string, ports: FakePorts) {
    const live = openLiveStore(ports, `https://${name}.westus.batch.azure.com`);
    open.push(live);
    return live;
  }

  function show(): void {
    provider = new ExplorerProvider(
      new FakeAccounts(...open.map(({ store }) => store)),
      new JobCauses({ read: () => assert.fail('no log has to be read') }, () => diagnosis),
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

  test('a list that does not answer keeps no row of another account from being drawn', async () => {
    const jobs = new Unanswered();
    const state = { failed: 1 };
    const listJobs = () => jobs.list({ id: 'late', state: 'active' });
    const hanging = add('hanging', { ...toPorts(state), jobs: { ...toPorts(state).jobs, listJobs } });
    const healthy = add('healthy', toPorts(state));
    show();
    await tree.untilBelow(toJobs('hanging'), 'Loading…');
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

  test('a list that is tried again says that it loads when that takes long', async () => {
    let jobs: Unanswered | undefined;
    const listJobs = () => {
      if (jobs === undefined) throw new Error('It is ill.');
      return jobs.list({ id: 'back', state: 'active' });
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
    await tree.untilBelow(toJobs('failing'), 'back | 1 failed');
  });
});
