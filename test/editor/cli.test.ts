import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { BatchServiceClient, BatchSharedKeyCredentials } from '@azure/batch';
import * as vscode from 'vscode';
import type { Resource } from '../../src/core/model/resource.ts';
import { toLink } from '../../src/core/places/address.ts';
import type { DocumentTarget } from '../../src/core/places/documentPath.ts';
import { toDocumentUri } from '../../src/extension/documentUri.ts';
import { loadSimulator } from '../../src/extension/load.ts';
import { SteppedClock } from '../../src/simulator/clock.ts';
import type { Simulator } from '../../src/simulator/simulatorOptions.ts';
import { toCommonText } from '../cli/commonText.ts';
import { extensionId } from '../workbench/places.ts';
import { addAccount, removeAccount } from './support/account.ts';
import { closeEditors } from './support/editors.ts';
import { eventually } from './support/eventually.ts';

interface Said {
  readonly title: string;
  readonly text: string;
}

suite('the command line', () => {
  let simulator: Simulator;
  let accountId: string;

  suiteSetup(async () => {
    // Time stands still, so that later reads are the same.
    const clock = new SteppedClock(Date.now());
    simulator = await loadSimulator().startSimulator({ scenario: 'sample', clock });
    accountId = await addAccount(simulator);
  });

  suiteTeardown(async () => {
    await removeAccount(accountId);
    await simulator.close();
    await closeEditors();
  });

  async function explain(targets: readonly DocumentTarget[]): Promise<readonly Said[]> {
    const { accountKey, accountName, url } = simulator;
    const env = {
      ...process.env,
      LC_ALL: 'C',
      ELECTRON_RUN_AS_NODE: '1',
      AZURE_BATCH_ACCOUNT: accountName,
      AZURE_BATCH_ACCESS_KEY: accountKey,
      AZURE_BATCH_ENDPOINT: url,
    };
    const cli = path.join(vscode.extensions.getExtension(extensionId)?.extensionPath ?? '', 'dist/cli.cjs');
    const links = targets.map((target) => toLink('vscode', target));
    const args = [cli, 'explain', '--complete', '--json', ...links];
    const { stdout } = await promisify(execFile)(process.env['PLAIN_NODE'] ?? process.execPath, args, { env });
    return JSON.parse(stdout);
  }

  const read = async (target: DocumentTarget): Promise<vscode.TextDocument> =>
    vscode.workspace.openTextDocument(toDocumentUri(target));

  // `test/cli/pages.test.ts` checks that the command line and the application agree on every failure of the sample, its
  // causes and the account.
  test('the command line prints the same text as the pages for an item of each kind', async () => {
    const client = new BatchServiceClient(
      new BatchSharedKeyCredentials(simulator.accountName, simulator.accountKey),
      simulator.url,
    );
    const [node] = await client.computeNode.list('gpu-train', {
      computeNodeListOptions: { filter: "state eq 'starttaskfailed'" },
    });
    const toTarget = (resource: Resource): DocumentTarget => ({ resource, document: 'explanation' });
    const targets = [
      toTarget({ kind: 'task', accountId, jobId: 'encode', taskId: 'shot-41' }),
      toTarget({ kind: 'job', accountId, jobId: 'nightly' }),
      toTarget({ kind: 'pool', accountId, poolId: 'elastic' }),
      toTarget({ kind: 'node', accountId, poolId: 'gpu-train', nodeId: node?.id ?? '' }),
    ];
    const said = await explain(targets);
    assert.equal(said.length, targets.length);
    for (const [index, { title, text }] of said.entries()) {
      const target = targets[index] ?? assert.fail();
      const wanted = toCommonText(text);
      let shown = '';
      // A page may open before all responses have arrived.
      const isComplete = async () => {
        shown = toCommonText((await read(target)).getText());
        return shown === wanted || undefined;
      };
      await eventually(title, [vscode.workspace.onDidChangeTextDocument], isComplete).catch(() => undefined);
      assert.equal(shown, wanted, title);
    }
  });
});
