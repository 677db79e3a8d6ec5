import assert from 'node:assert/strict';
import type { CauseSet } from '../../src/app/causes/knownCauses.ts';
import { FailureReader } from '../../src/app/evidence/failureReader.ts';
import { FoundRuns } from '../../src/app/evidence/foundRuns.ts';
import type { RemedyTargets } from '../../src/app/explain/explainedResource.ts';
import { toRemedyActions } from '../../src/app/explain/remedyActions.ts';
import type { RemedyId } from '../../src/core/diagnosis/explanation/explanation.ts';
import { BatchError } from '../../src/core/model/batchError.ts';
import type { Pool } from '../../src/core/model/pool.ts';
import { Explanations } from '../../src/extension/documents/explanations.ts';
import { toDocumentUri } from '../../src/extension/editors/documentUri.ts';
import { bundles } from '../../src/node/load.ts';
import { systemClock } from '../../src/service/clock.ts';
import { accountId } from '../fakes/contoso.ts';
import type { FakeAccounts } from '../fakes/fakeAccounts.ts';
import { MemoryFolder } from '../fakes/memoryFolder.ts';
import { noCauses } from '../fakes/noCauses.ts';
import { noResubmissions } from '../fakes/noResubmissions.ts';
import { makeServices } from './support/commandServices.ts';
import { eventually } from './support/eventually.ts';

const target = { resource: { kind: 'pool', accountId, poolId: 'cpu' }, document: 'explanation' } as const;
const uri = toDocumentUri(target);
const pool: Pool = { id: 'cpu', state: 'active', allocationState: 'steady' };
const nothing: CauseSet = { causes: [], read: 0, total: 3, isComplete: true };

suite('explanations while answers are slow', () => {
  const ends: (() => void)[] = [];
  teardown(() => {
    for (const end of ends.splice(0)) end();
  });

  /** Creates explanations of a pool. `come` collects the paths of those that can be completed. */
  function make(getPool: () => Promise<Pool>, ofAccount: () => Promise<CauseSet>) {
    const { accounts, journal, kept, recentAttempts, store, dispose } = makeServices({ pools: { getPool } });
    const reader = new FailureReader(bundles, systemClock);
    const causes = { ...noCauses, ofAccount };
    const services = {
      accounts,
      bundles,
      clock: systemClock,
      journal,
      kept,
      recentAttempts,
      resubmissions: noResubmissions,
      reader,
      goodRuns: new FoundRuns(),
      causes,
      toRemedyActions: (remedies: readonly RemedyId[], targets: RemedyTargets) =>
        toRemedyActions(remedies, targets, (remedy) => ({ title: remedy })),
      findSource: async () => undefined,
      findShown: () => undefined,
      toActionName: (id: string) => id,
      actionFiles: new MemoryFolder(),
      findStart: () => undefined,
    };
    const explanations = new Explanations(services, { document: 200, rest: 20 });
    const come: string[] = [];
    explanations.onDidCome((of) => come.push(of.path));
    ends.push(
      () => explanations.dispose(),
      () => reader.dispose(),
      dispose,
    );
    const waitForCome = (): Promise<unknown> =>
      eventually('it can be completed', [explanations.onDidCome], () => (come.length > 0 ? true : undefined));
    return { explanations, reader, come, waitForCome, accounts: accounts as FakeAccounts, recentAttempts, store };
  }

  test('the known facts of a pool are shown with a list of data that is still being read, and completed later', async () => {
    const { promise, resolve } = Promise.withResolvers<CauseSet>();
    const { explanations, waitForCome } = make(
      async () => pool,
      () => promise,
    );
    const before = await explanations.render(target);
    assert.match(before, /^# .*cpu/);
    assert.match(before, /The account's failures are still being read/);
    assert.match(explanations.find(uri)?.notice ?? '', /The account's failures are still being read/);
    resolve(nothing);
    await waitForCome();
    const after = await explanations.render(target);
    assert.match(after, /The causes are known for 0 of 3 failed tasks in the account/);
    assert.doesNotMatch(after, /still being read/);
    assert.equal(explanations.find(uri)?.notice, undefined);
  });

  test('a document is stale once the rules have changed, until it is drawn again', async () => {
    const { explanations, reader } = make(
      async () => pool,
      async () => nothing,
    );
    assert.equal(explanations.isStale(uri), false, 'not drawn yet');
    await explanations.render(target);
    assert.equal(explanations.isStale(uri), false);
    reader.explainAgain();
    assert.equal(explanations.isStale(uri), true);
    await explanations.render(target);
    assert.equal(explanations.isStale(uri), false);
  });

  test('a document opens before the first answer, says so, and is completed by that answer', async () => {
    const { promise, resolve } = Promise.withResolvers<Pool>();
    let asked = 0;
    const { explanations, come, waitForCome } = make(
      () => {
        asked += 1;
        return promise;
      },
      async () => nothing,
    );
    assert.match(await explanations.render(target), /^# cpu: This is still being read\n/);
    assert.equal(explanations.findName(uri), 'cpu');
    assert.match(await explanations.render(target), /^# cpu: This is still being read\n/, 'also who asks meanwhile');
    resolve(pool);
    await waitForCome();
    assert.match(await explanations.render(target), /^# .*cpu/);
    assert.equal(asked, 1);
    assert.deepEqual(come, [uri.path]);
    await explanations.render(target);
    assert.equal(asked, 2, 'from then on it is read anew');
  });

  test('old content stays while the document is read again, and a late refusal is added to the content', async () => {
    const answers: Promise<Pool>[] = [Promise.resolve(pool)];
    const { explanations, waitForCome } = make(
      () => answers.shift() ?? assert.fail('it is asked for too often'),
      async () => nothing,
    );
    const first = await explanations.render(target);
    const { promise, reject } = Promise.withResolvers<Pool>();
    answers.push(promise);
    assert.equal(await explanations.render(target), first);
    reject(new BatchError({ code: 'PoolNotFound', message: 'The pool does not exist.', status: 404 }));
    await waitForCome();
    // VS Code does not reopen a page whose document it could not read.
    const after = await explanations.render(target);
    assert.equal(after.split('\n', 1)[0], first.split('\n', 1)[0]);
    assert.match(after, /no longer exists in Azure Batch/);
    assert.match(explanations.find(uri)?.notice ?? '', /no longer exists in Azure Batch/);
  });

  test('the page of an account without its key says so, with a button to enter the key, and is completed when it can be read', async () => {
    const { explanations, accounts } = make(
      async () => pool,
      async () => nothing,
    );
    const wayIn = { accountId, authentication: 'sharedKey' } as const;
    accounts.problem = new BatchError({ code: 'NotSignedIn', message: 'It was kept for a session.', wayIn });
    const missing = await explanations.render(target);
    assert.match(missing, /^# cpu: The key is missing\n/);
    assert.match(
      missing,
      /It was kept for a session\. It has been unreadable since .* and is read again as soon as contoso/,
    );
    const { title, command, target: of } = explanations.findExplained(uri)?.actions[0] ?? {};
    assert.deepEqual(
      [title, command, of],
      ['account.enterKey', 'azureBatch.account.enterKey', { kind: 'account', accountId }],
    );
    assert.equal(explanations.find(uri)?.steps[0]?.actions.length, 1);
    accounts.problem = undefined;
    assert.match(await explanations.render(target), /^# .*cpu/);
    assert.equal(explanations.findExplained(uri)?.unread, undefined);
  });

  test('old content shows when its account stopped answering, until the document is read again', async () => {
    const answers: Promise<Pool>[] = [Promise.resolve(pool)];
    const { explanations, waitForCome, store } = make(
      () => answers.shift() ?? assert.fail('it is asked for too often'),
      async () => nothing,
    );
    const first = await explanations.render(target);
    const { promise, resolve } = Promise.withResolvers<Pool>();
    answers.push(promise);
    assert.equal(await explanations.render(target), first, 'it only takes long');
    const { snapshot } = store;
    store.snapshot = { ...snapshot, slice: snapshot.slice.bind(snapshot), silentSince: new Date().toISOString() };
    const silent = await explanations.render(target);
    assert.match(silent, /contoso hasn't responded since .*\. The data shown was read earlier/);
    assert.match(explanations.find(uri)?.notice ?? '', /hasn't responded since/);
    store.snapshot = snapshot;
    assert.match(await explanations.render(target), /hasn't fully responded yet/, 'not that it answers nothing');
    resolve(pool);
    await waitForCome();
    assert.doesNotMatch(await explanations.render(target), /hasn't (?:fully )?responded/);
  });

  test('a page that was never read shows the error and the time of the first request, and does not claim an earlier read', async () => {
    const ill = new BatchError({ code: 'InternalError', message: 'It is ill.', status: 500, retryable: true });
    let answer: () => Promise<Pool> = () => Promise.reject(ill);
    const { explanations } = make(
      () => answer(),
      async () => nothing,
    );
    const first = await explanations.render(target);
    assert.match(first, /^# cpu: Azure Batch returned an error\n/);
    assert.match(first, /500 InternalError/);
    assert.doesNotMatch(first, /read before|still being read/);
    const since = explanations.findExplained(uri)?.unread?.since;
    await explanations.render(target);
    assert.deepEqual(explanations.findExplained(uri)?.unread, { since, isBlank: true, isPassing: true });
    answer = async () => pool;
    const read = await explanations.render(target);
    assert.equal(explanations.findExplained(uri)?.unread, undefined);
    answer = () => Promise.reject(ill);
    const again = await explanations.render(target);
    assert.equal(again.split('\n', 1)[0], read.split('\n', 1)[0]);
    assert.match(again, /It is ill\. The data shown was read earlier\. It has been unreadable since /);
  });

  test('a page whose requests are throttled says so while these requests are repeated', async () => {
    const { explanations, recentAttempts, waitForCome } = make(
      () => {
        const attempt = { accountId, method: 'GET', path: '/pools/cpu', attempt: 1, durationMs: 1, apiVersion: '1' };
        recentAttempts.add({ ...attempt, status: 500, code: 'InternalError', retryInMs: 2000 });
        return promise;
      },
      async () => nothing,
    );
    const { promise, resolve } = Promise.withResolvers<Pool>();
    const before = await explanations.render(target);
    assert.match(before, /^# cpu: Azure Batch is returning an error\n/);
    assert.match(before, /responded with the error 500 InternalError at .* The request is sent again/);
    resolve(pool);
    await waitForCome();
    assert.match(await explanations.render(target), /^# .*cpu/);
  });
});
