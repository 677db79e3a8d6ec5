import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toChildren } from '../../src/app/rows/explorer/children.ts';
import { toScopes } from '../../src/app/rows/explorer/scopes.ts';
import type { ExplorerPlace } from '../../src/app/rows/explorer/treeNode.ts';
import type { Account } from '../../src/core/model/account.ts';
import { connect, createAccountStore } from '../../src/service/service.ts';
import type { AccountStore } from '../../src/service/store/accountStore.ts';
import { startSimulator } from '../../src/simulator/simulator.ts';
import { type Answer, BatchServer, json } from '../fakes/batchServer.ts';
import { connectTo, toAccount } from '../fakes/connect.ts';

/** Number of items on the first page of a branch. */
const firstPage = 100;

/** Loads the data of an expanded row, and returns the rows below it. */
async function open(store: AccountStore, place: ExplorerPlace): Promise<readonly ExplorerPlace[]> {
  await Promise.all(toScopes(place).map((scope) => store.load(scope)));
  return toChildren(place, store.snapshot);
}

test('A9-26 of a million tasks only visible data is requested: counts, then failed tasks by a filter, page by page', async () => {
  const simulator = await startSimulator({ scenario: 'million' });
  const { url, accountName, accountKey } = simulator;
  const account: Account = { id: new URL(url).host, name: accountName, endpoint: url, authentication: 'sharedKey' };
  const service = connect({ account, credential: { kind: 'sharedKey', accountName, key: accountKey } });
  const store = createAccountStore(account, service);
  let told = 0;
  /** Lists the requests since the last call. */
  const asked = (): readonly (string | undefined)[] => {
    const fresh = simulator.requests.slice(told);
    told += fresh.length;
    return fresh.map(({ operation }) => operation).sort();
  };
  try {
    const [jobs] = await Promise.all([open(store, { kind: 'jobs' }), open(store, { kind: 'pools' })]);
    assert.deepEqual(asked(), ['Account_ListPoolNodeCounts', 'Job_List', 'Pool_List']);
    assert.deepEqual([jobs.length, jobs.at(-1)?.kind], [firstPage + 1, 'more']);

    await store.loadTaskCounts(['batch-0000']);
    const groups = await open(store, { kind: 'job', jobId: 'batch-0000' });
    assert.equal(store.snapshot.taskCounts.get('batch-0000')?.failed, 2000);
    assert.deepEqual(
      groups.map((place) => (place.kind === 'taskGroup' ? place.group : place.kind)),
      ['failed', 'succeeded'],
    );
    assert.deepEqual(asked(), ['Job_GetTaskCounts'], 'the first rows come from counts alone');

    const failed = { kind: 'tasks', jobId: 'batch-0000', group: 'failed' } as const;
    const rows = await open(store, { kind: 'taskGroup', jobId: 'batch-0000', group: 'failed' });
    assert.deepEqual(asked(), ['Task_List']);
    assert.equal(rows.length, firstPage + 1);
    const results = store.snapshot.slice(failed).items.map(({ executionInfo }) => executionInfo?.result);
    assert.deepEqual([...new Set(results)], ['failure']);
    await store.loadMore(failed);
    assert.deepEqual(asked(), ['Task_List']);
    assert.ok(store.snapshot.slice(failed).hasMore);
  } finally {
    store.dispose();
    await simulator.close();
  }
});

const nodeCount = 10_000;
const filesOfNode = ['notes.txt', 'stderr.txt', 'stdout.txt'];

/** Answers like a pool of this many nodes with a few files each. */
const crowd: Answer = (response, request) => {
  const { pathname, searchParams, origin } = new URL(request.url, `http://${request.headers.host}`);
  const skip = Number(searchParams.get('skip') ?? 0);
  const take = Number(searchParams.get('maxresults') ?? nodeCount);
  const nodes = Array.from({ length: take }, (_, index) => ({ id: `node-${skip + index}`, state: 'idle' }));
  const next = `${origin}/pools/crowd/nodes?maxresults=${take}&skip=${skip + take}&api-version=2025-06-01`;
  const files = filesOfNode.map((name) => ({ name, isDirectory: false }));
  const body = pathname.endsWith('/files') ? { value: files } : { value: nodes, 'odata.nextLink': next };
  json(body)(response, request);
};

test('A9-27 expanding all rows of a pool of ten thousand nodes requests one page per branch, and offers more', async () => {
  await using server = await BatchServer.start(crowd);
  const store = createAccountStore(toAccount(server.url), connectTo(server.url).service);
  const rows = { more: 0, files: 0 };
  let level: readonly ExplorerPlace[] = [{ kind: 'pool', poolId: 'crowd' }];
  while (level.length > 0) {
    const below = (await Promise.all(level.map((place) => open(store, place)))).flat();
    rows.more += below.filter(({ kind }) => kind === 'more').length;
    rows.files += below.filter((place) => place.kind === 'nodeFile' && !place.isDirectory).length;
    level = below.filter((place) => place.kind !== 'more' && !(place.kind === 'nodeFile' && !place.isDirectory));
  }
  store.dispose();
  assert.equal(server.requests.filter(({ url }) => /\/nodes\?/.test(url)).length, 1);
  assert.equal(rows.more, 2, 'below the pool, and below the group of nodes that the page goes on with');
  assert.equal(rows.files, firstPage * filesOfNode.length);
  assert.equal(server.requests.length, 1 + firstPage, 'one page of nodes, and one of the files of each');
});
