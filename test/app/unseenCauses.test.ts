import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import { mostRequests } from '../../src/app/causes/briefLook.ts';
import { Causes } from '../../src/app/causes/causes.ts';
import type { KnownCauses } from '../../src/app/causes/knownCauses.ts';
import { FailureReader } from '../../src/app/evidence/failureReader.ts';
import { readAndExplainCause } from '../../src/app/explain/explainCause.ts';
import { explainResource } from '../../src/app/explain/explainResource.ts';
import { LateAnswers } from '../../src/app/explain/lateAnswers.ts';
import { mostSteps } from '../../src/app/explain/wholeAccount.ts';
import type { Explanation } from '../../src/core/diagnosis/explanation/explanation.ts';
import { connect, createAccountStore } from '../../src/service/service.ts';
import type { AccountStore } from '../../src/service/store/accountStore.ts';
import { SteppedClock } from '../../src/simulator/clock.ts';
import { taskDiskFull } from '../../src/simulator/executors/outcome.ts';
import { range } from '../../src/simulator/scenarios/bodies.ts';
import { completedTask, waitingTask } from '../../src/simulator/scenarios/causes/smallWorld.ts';
import { succeeded } from '../../src/simulator/scenarios/runs.ts';
import type { JobSeed } from '../../src/simulator/scenarios/scenario.ts';
import { startSimulator } from '../../src/simulator/simulator.ts';
import type { Simulator } from '../../src/simulator/simulatorOptions.ts';
import { bigCount, makeManyFailures } from '../builders/manyFailures.ts';
import { FakeAccounts } from '../fakes/fakeAccounts.ts';
import { noResubmissions } from '../fakes/noResubmissions.ts';
import { sources } from '../fakes/sources.ts';
import { testTimeMs, timeOf } from '../fakes/timeOf.ts';
import { mostOfOne, openCold } from './support/coldApp.ts';

suite('causes outside any view', () => {
  const clock = timeOf(new SteppedClock());
  const reader = new FailureReader(sources, clock);
  let simulator: Simulator;

  before(async () => {
    simulator = await startSimulator({ scenario: makeManyFailures(), clock: new SteppedClock() });
  });

  after(async () => {
    reader.dispose();
    await simulator.close();
  });

  /** Counts the requests of an operation on an account without loaded data, whose causes are not in any view. */
  async function countRequests(
    act: (store: AccountStore, causes: KnownCauses) => Promise<unknown>,
  ): Promise<readonly string[]> {
    const { url, accountName, accountKey } = simulator;
    const account = { id: new URL(url).host, name: accountName, endpoint: url, authentication: 'sharedKey' } as const;
    const service = connect({ account, credential: { kind: 'sharedKey', accountName, key: accountKey }, clock });
    const store = createAccountStore(account, service, clock);
    const accounts = new FakeAccounts(store);
    const causes = new Causes({
      accounts,
      reader,
      bundles: sources,
      clock,
      report: (error) => assert.ifError(error),
    });
    const before = simulator.requests.length;
    try {
      await act(store, causes);
      return simulator.requests.slice(before).map(({ method, path: asked }) => `${method} ${asked}`);
    } finally {
      causes.dispose();
      store.dispose();
    }
  }

  const late = new LateAnswers(clock, 60_000);
  const listCauses = ({ sections = [] }: Explanation): string =>
    sections
      .filter(({ id }) => id === 'causes')
      .flatMap(({ items }) => items.map(({ text }) => text))
      .join('\n');

  test('the title of a job counts all its failed tasks, although only part of their list was read', async () => {
    let [title, failed] = ['', 0];
    let steps: readonly string[] = [];
    await countRequests(async (store, causes) => {
      const resource = { kind: 'job', accountId: store.account.id, jobId: 'big' } as const;
      const explained = await explainResource(
        store,
        resource,
        { bundles: sources, reader, causes, late },
        new Date(testTimeMs),
      );
      title = explained.explanation.title;
      steps = explained.explanation.fixes.map(({ text }) => text);
      ({ failed } = await store.service.jobs.getTaskCounts('big'));
    });
    assert.equal(failed, bigCount);
    assert.match(title, /^10,500 tasks in job /);
    assert.match(steps.join('\n'), /^Read the logs of 500 failed tasks with unknown causes\.$/m);
  });

  test('a pool is explained with its failures, with few requests, and the page says what was not read', async () => {
    let told = '';
    const asked = await countRequests(async (store, causes) => {
      const pool = { kind: 'pool', accountId: store.account.id, poolId: 'grid' } as const;
      told = listCauses(
        (await explainResource(store, pool, { bundles: sources, reader, causes, late }, new Date(testTimeMs)))
          .explanation,
      );
    });
    assert.match(told, /^≥ 1 task \([^\n]*\): .*numpy was not found$/m);
    assert.match(told, /^More tasks in the account failed\./m);
    assert.match(told, /Only a few logs and lists were read\./);
    assert.ok(asked.length <= mostRequests + mostOfOne, asked.join('\n'));
  });

  test('an account is explained with few requests', async () => {
    let title = '';
    const asked = await countRequests(async (store, causes) => {
      const account = { kind: 'account', accountId: store.account.id } as const;
      title = (await explainResource(store, account, { bundles: sources, reader, causes, late }, new Date(testTimeMs)))
        .explanation.title;
    });
    assert.match(title, /^≥ /);
    assert.ok(asked.length <= mostRequests + mostSteps * mostOfOne, asked.join('\n'));
  });

  test('in a large account, the reason that blocks most tasks comes first, although few jobs are counted', async () => {
    const { jobs = [], ...others } = makeManyFailures();
    const waiting = (id: string, poolId: string, count: number): JobSeed => ({
      body: { id, poolInfo: { poolId } },
      tasks: range(count).map((index) => waitingTask(`waits-${index}`, succeeded(1000))),
    });
    const full: JobSeed = {
      body: { id: '0-full', poolInfo: { poolId: 'grid' } },
      tasks: [completedTask('no-room', { durationMs: 1000, failure: taskDiskFull })],
    };
    const stuck = await startSimulator({
      clock: new SteppedClock(),
      scenario: {
        ...others,
        jobs: [...jobs, full, waiting('0-short', 'grid', 2), waiting('0-stuck', 'deleted', 12_000)],
      },
    });
    const cold = openCold(stuck);
    try {
      const account = { kind: 'account', accountId: cold.store.account.id } as const;
      const { explanation, asked } = await cold.explain({ resource: account, document: 'explanation' });
      assert.match(explanation.cause, /Greatest impact: The pool does not exist: ≥ 1 job\. 12,000 tasks are waiting\./);
      const { place } = explanation.fixes.find(({ text }) => /disk space/.test(text)) ?? {};
      assert.ok(place && place.leadsTo.document === 'cause');
      const own = await cold.explain(place.leadsTo);
      assert.equal(place.step, own.explanation.fixes[0]?.text);
      assert.ok(asked.length <= mostRequests + mostSteps * mostOfOne, asked.join('\n'));
    } finally {
      cold.close();
      await stuck.close();
    }
  });

  test('a cause is explained with few requests', async () => {
    let title = '';
    let unread: readonly string[] = [];
    const asked = await countRequests(async (store, causes) => {
      const resource = { kind: 'account', accountId: store.account.id } as const;
      const { causes: told } = await causes.ofAccount(store);
      const cause = told.find(({ cluster: { title } }) => /numpy/.test(title));
      const target = { resource, document: 'cause', fingerprint: cause?.cluster.fingerprint ?? '' } as const;
      const { explanation } = await readAndExplainCause(
        store,
        target,
        { bundles: sources, reader, causes, late, resubmissions: noResubmissions },
        new Date(testTimeMs),
      );
      const { sections = [] } = explanation;
      title = explanation.title;
      unread = sections.filter(({ id }) => id === 'unread').flatMap(({ items }) => items.map(({ text }) => text));
    });
    assert.match(title, /numpy/);
    assert.match(unread[0] ?? '', /^More tasks in the account failed\./, 'as in its pool');
    // The cause is found with few requests, and agrees with the page of its task.
    assert.ok(asked.length <= mostRequests + mostOfOne, asked.join('\n'));
  });
});
