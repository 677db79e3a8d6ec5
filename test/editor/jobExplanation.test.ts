import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import path from 'node:path';
import * as vscode from 'vscode';
import { Inspections } from '../../src/app/causes/inspections.ts';
import { JobCauses } from '../../src/app/causes/jobCauses.ts';
import type { KnownCauses } from '../../src/app/causes/knownCauses.ts';
import { FailureReader } from '../../src/app/evidence/failureReader.ts';
import { readAndExplainJob } from '../../src/app/explain/explainJob.ts';
import type { TreeNode } from '../../src/app/rows/explorer/treeNode.ts';
import { ExplorerProvider } from '../../src/extension/views/explorer/explorerProvider.ts';
import { bundles } from '../../src/node/load.ts';
import { systemClock } from '../../src/service/clock.ts';
import { connect, createAccountStore } from '../../src/service/service.ts';
import type { AccountStore } from '../../src/service/store/accountStore.ts';
import type * as SimulatorBundle from '../../src/simulator/simulator.ts';
import type { Simulator } from '../../src/simulator/simulatorOptions.ts';
import { FakeAccounts } from '../fakes/fakeAccounts.ts';
import { extensionId } from '../workbench/places.ts';
import { eventually } from './support/eventually.ts';

suite('the explanation of a job', () => {
  const reader = new FailureReader(bundles, systemClock);
  const jobCauses = new JobCauses(new Inspections(reader), bundles, { now: Date.now });
  let simulator: Simulator;
  let store: AccountStore;
  let provider: ExplorerProvider;

  suiteSetup(async () => {
    const { extensionPath = '' } = vscode.extensions.getExtension(extensionId) ?? {};
    const bundle: typeof SimulatorBundle = createRequire(__filename)(path.join(extensionPath, 'dist/simulator.cjs'));
    simulator = await bundle.startSimulator({ scenario: 'sample' });
    const { url, accountName, accountKey } = simulator;
    const account = { id: new URL(url).host, name: accountName, endpoint: url, authentication: 'sharedKey' } as const;
    const credential = { kind: 'sharedKey', accountName, key: accountKey } as const;
    store = createAccountStore(account, connect({ account, credential }));
    provider = new ExplorerProvider(
      new FakeAccounts(store),
      jobCauses,
      async () => [],
      (error) => assert.ifError(error),
    );
  });

  suiteTeardown(async () => {
    provider.dispose();
    store.dispose();
    reader.dispose();
    await simulator.close();
  });

  /** Returns the rows below the first matching row at each level. */
  async function listBelow(...labels: readonly RegExp[]): Promise<readonly TreeNode[]> {
    let rows: readonly TreeNode[] = await provider.getChildren();
    for (const label of labels) {
      const row = rows.find((candidate) => label.test(String(provider.getTreeItem(candidate).label)));
      assert.ok(row, `no row ${label}`);
      rows = await provider.getChildren(row);
    }
    return rows;
  }

  test('the explanation of a job shows the same causes and numbers of tasks as the rows below the job, and the first failure', async () => {
    // Until the logs are read, which takes a while on a busy computer, the rows are the tasks.
    const rows = await eventually('rows of causes', [provider.onDidChangeTreeData], async () => {
      const items = (await listBelow(/./, /^Jobs/, /^train/, /^Failed/)).map((row) => provider.getTreeItem(row));
      return items.every(({ contextValue }) => contextValue?.startsWith('azureBatch.failureGroup')) ? items : undefined;
    });
    const none = (): never => assert.fail('only the job is asked for');
    const causes: KnownCauses = {
      onDidChange: none,
      ofJob: (ofStore, jobId) => jobCauses.ofJob(ofStore, jobId),
      ofJobItself: none,
      ofAccount: none,
      ofWholeAccount: none,
      withExamples: none,
      readMore: none,
      note: none,
      judgeSucceeded: none,
      shownOf: none,
      ofTasks: none,
      annotate: none,
      forgetPast: none,
      follow: none,
    };
    const job = { kind: 'job', accountId: store.account.id, jobId: 'train' } as const;
    const { explanation } = await readAndExplainJob(store, job, { bundles, reader, causes }, new Date());
    const find = (wanted: string): readonly string[] =>
      explanation.sections?.find(({ id }) => id === wanted)?.items.map(({ text }) => text) ?? [];
    const told = find('causes');
    assert.equal(rows.length, 5);
    assert.equal(told.length, rows.length);
    for (const { label, description } of rows) {
      const fits = (text: string): boolean => text.startsWith(`${description} task`) && text.endsWith(`: ${label}`);
      assert.ok(told.some(fits), `${description} ${label} among ${told.join('\n')}`);
    }
    const ends = store.snapshot
      .slice({ kind: 'tasks', jobId: 'train', group: 'failed' })
      .items.map(({ id, executionInfo }) => ({ id, end: executionInfo?.endTime ?? '' }));
    const [first] = ends.sort((one, other) => (one.end < other.end ? -1 : 1));
    assert.ok(find('first')[0]?.startsWith(`${first?.id} failed on `), find('first')[0]);
  });
});
