import assert from 'node:assert/strict';
import type * as vscode from 'vscode';
import type { ExplanationTarget as Target } from '../../src/app/explain/explained.ts';
import { locate } from '../../src/app/rows/explorer/locate.ts';
import { TreeNodes } from '../../src/app/rows/explorer/treeNode.ts';
import { BatchError } from '../../src/core/model/batchError.ts';
import type { Resource } from '../../src/core/model/resource.ts';
import { loadSimulator } from '../../src/extension/bundles/load.ts';
import { run as find } from '../../src/extension/commands/explorer/find.ts';
import { run as findHere } from '../../src/extension/commands/explorer/findHere.ts';
import { systemClock } from '../../src/service/clock.ts';
import type { Attempt } from '../../src/service/ports.ts';
import { LiveAccountStore } from '../../src/service/store/liveAccountStore.ts';
import { makeMillion } from '../../src/simulator/scenarios/million.ts';
import type { Simulator } from '../../src/simulator/simulatorOptions.ts';
import { connectTo, toAccount } from '../fakes/connect.ts';
import { FakeAccounts } from '../fakes/fakeAccounts.ts';
import { type DrivenPick, withDrivenPick } from './support/drivenPick.ts';
import { eventually } from './support/eventually.ts';

suite('find', () => {
  let simulator: Simulator;
  let attempts: readonly Attempt[];
  let store: LiveAccountStore;
  let accounts: FakeAccounts<LiveAccountStore>;
  let revealed: string[];
  let selected: readonly unknown[];
  let opened: Target[];

  suiteSetup(async () => {
    simulator = await loadSimulator().startSimulator({ scenario: makeMillion() });
  });

  suiteTeardown(() => simulator.close());

  setup(() => {
    const { url, accountName, accountKey } = simulator;
    const credential = { kind: 'sharedKey', accountName, key: accountKey } as const;
    const connection = connectTo(url, { credential, clock: systemClock });
    attempts = connection.attempts;
    store = new LiveAccountStore(toAccount(url), connection.service, systemClock);
    accounts = new FakeAccounts(store);
    revealed = [];
    selected = [];
    opened = [];
  });

  teardown(() => store.dispose());

  async function reveal(resource: Resource): Promise<void> {
    const node = await locate(resource, accounts, new TreeNodes());
    revealed.push(node.id.split('/').slice(2).join(' / '));
  }

  const ui = { open: async (target: Target) => void opened.push(target) };

  const run = (args: readonly unknown[] = []): Promise<unknown> =>
    find(
      { accounts, ui, trees: { reveal, selections: [selected, []] } } as unknown as Parameters<typeof find>[0],
      args,
    );

  const runHere = (resource: Resource): Promise<unknown> =>
    findHere({ accounts, ui, trees: { reveal, selections: [] } } as unknown as Parameters<typeof findHere>[0], [
      { resource },
    ]);

  const untilShown = (pick: DrivenPick): Promise<unknown> =>
    eventually('the box', [pick.onDidDraw], () => pick.isShown || undefined);

  /** Returns the rows of the pick after the accounts have answered a search for the text. */
  async function search(pick: DrivenPick, text: string): Promise<readonly vscode.QuickPickItem[]> {
    pick.type(text);
    return eventually(`answers to ${text}`, [pick.onDidDraw], () => (pick.busy ? undefined : pick.items));
  }

  function toLines(items: readonly vscode.QuickPickItem[]): readonly string[] {
    return items.map(({ label, description }) => `${label} · ${description}`);
  }

  const isNote = ({ label }: vscode.QuickPickItem): boolean => label === '$(info)';

  test('a job among a thousand is found with three requests, and shown with one more', async () => {
    await withDrivenPick(async (pick) => {
      const finding = run();
      for (const start of ['b', 'bat', 'batch-0']) pick.type(start);
      const items = await search(pick, 'batch-0777');
      assert.equal(attempts.length, 3, attempts.map(({ path }) => path).join('\n'));
      assert.ok(
        attempts.every(({ path }) => path.includes("startswith(id,'batch-0777')") || path.includes('batch-0777')),
      );
      const [job, ...others] = items;
      assert.ok(job);
      assert.deepEqual(toLines([job]), ['batch-0777 · job · active · simacct']);
      assert.ok(others.every(isNote), toLines(others).join('\n'));
      assert.match(toLines(others).join('\n'), /Not searched: nodes of pools that are not open/);
      assert.match(toLines(others).join('\n'), /Not searched: tasks .* job\/task/);
      pick.choose(job);
      await finding;
      assert.deepEqual(revealed, ['jobs: / job:batch-0777']);
      const resource = { kind: 'job', accountId: store.account.id, jobId: 'batch-0777' };
      assert.deepEqual(opened, [{ resource, document: 'explanation' }]);
      assert.equal(attempts.length, 5, 'the first page of jobs, and the job');
    });
  });

  test('a task is found with its job, and selected however far down the list it is', async () => {
    await withDrivenPick(async (pick) => {
      const finding = run();
      const items = await search(pick, 'batch-0000/task-150000');
      assert.equal(attempts.length, 2);
      const [task] = items;
      assert.deepEqual(toLines(items), ['task-150000 · task · job batch-0000 · succeeded · simacct']);
      assert.ok(task);
      pick.choose(task);
      await finding;
      assert.deepEqual(revealed, ['jobs: / job:batch-0000 / taskGroup:succeeded / task:task-150000']);
    });
  });

  test('only tasks of the focused job are found, and a node is found by its number in the focused pool', async () => {
    const accountId = store.account.id;
    await Promise.all([store.load({ kind: 'pools' }), store.load({ kind: 'nodes', poolId: 'grid' })]);
    selected = [{ resource: { kind: 'job', accountId, jobId: 'batch-0003' } }];
    const ofJob = await withDrivenPick(async (pick) => {
      void run();
      return search(pick, 'task-00004');
    });
    assert.equal(ofJob.filter((item) => !isNote(item)).length, 10);
    assert.match(toLines(ofJob)[0] ?? '', /^task-000040 · task · job batch-0003 · /);

    selected = [{ resource: { kind: 'pool', accountId, poolId: 'grid' } }];
    const ofPool = await withDrivenPick(async (pick) => {
      void run();
      return search(pick, '3');
    });
    assert.match(toLines(ofPool)[0] ?? '', /^node 3 · node · pool grid · .* · simacct$/);
    assert.match(ofPool[0]?.detail ?? '', /^tvm/);
    assert.doesNotMatch(toLines(ofPool).join('\n'), /Not searched: nodes/, 'all nodes there are were searched');
  });

  test('from the row of a job only tasks of that job are found, and from the row of a pool only its nodes', async () => {
    const accountId = store.account.id;
    await withDrivenPick(async (pick) => {
      const finding = runHere({ kind: 'job', accountId, jobId: 'batch-0003' });
      await untilShown(pick);
      const items = await search(pick, 'task-000040');
      assert.equal(pick.title, 'Find in job batch-0003');
      assert.deepEqual(toLines(items), ['task-000040 · task · job batch-0003 · succeeded · simacct']);
      assert.equal(attempts.length, 2, 'its tasks alone are asked for');
      assert.match(toLines(await search(pick, 'a b')).join('\n'), /Azure Batch wasn't searched/);
      assert.equal(attempts.length, 2);
      const [task] = await search(pick, 'task-000040');
      assert.ok(task);
      pick.choose(task);
      await finding;
      assert.match(revealed.join(), /job:batch-0003 .* task:task-000040$/);
    });

    await store.load({ kind: 'pools' });
    await withDrivenPick(async (pick) => {
      void runHere({ kind: 'pool', accountId, poolId: 'grid' });
      await untilShown(pick);
      const items = await search(pick, '3');
      assert.equal(pick.title, 'Find in pool grid');
      assert.match(toLines(items)[0] ?? '', /^node 3 · node · pool grid · /);
      assert.ok(items.every((item) => / · node · pool grid · /.test(` · ${item.description ?? ''} · `)));
    });
  });

  test('the search shows that there are more results, or that there are none', async () => {
    await withDrivenPick(async (pick) => {
      void run();
      assert.match(toLines(await search(pick, 'batch-')).join('\n'), /There are more matches/);
      assert.match(toLines(await search(pick, 'zzz'))[0] ?? '', /Nothing was found/);
      const before = attempts.length;
      assert.match(toLines(await search(pick, 'node 3')).join('\n'), /Azure Batch wasn't searched/);
      const portal = await search(pick, 'https://portal.azure.com/#home');
      assert.match(toLines(portal).join('\n'), /This Azure portal page doesn't name a Batch account/);
      assert.equal(attempts.length, before);
    });
  });

  test("an account that can't be searched is named, with the reason", async () => {
    accounts.problem = new BatchError({ code: 'NotSignedIn', message: 'The session has ended.' });
    await withDrivenPick(async (pick) => {
      void run();
      const lines = toLines(await search(pick, 'batch')).join('\n');
      assert.match(lines, /Account simacct was not searched: The session has ended\./);
    });
  });

  test('the command shows no pick when it is called on an item', async () => {
    await run([{ kind: 'job', accountId: store.account.id, jobId: 'batch-0999' }]);
    assert.deepEqual(revealed, ['jobs: / job:batch-0999']);
  });
});
