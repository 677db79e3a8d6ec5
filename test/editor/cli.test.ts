import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { BatchServiceClient, BatchSharedKeyCredentials } from '@azure/batch';
import * as vscode from 'vscode';
import type { Resource } from '../../src/core/model/resource.ts';
import { toLink } from '../../src/core/query/address.ts';
import type { DocumentTarget } from '../../src/core/query/documentPath.ts';
import { fromDocumentUri, toDocumentUri } from '../../src/extension/documentUri.ts';
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

  /** Finds one of the causes that the page of the account links. */
  async function findCause(account: DocumentTarget): Promise<DocumentTarget | undefined> {
    const links = await vscode.commands.executeCommand<vscode.DocumentLink[]>(
      'vscode.executeLinkProvider',
      (await read(account)).uri,
    );
    const target = links.find((link) => link.target?.path.startsWith('/causes/'))?.target;
    return target === undefined ? undefined : fromDocumentUri(target);
  }

  // `test/cli/pages.test.ts` checks that the command line and the application agree on every failure of the sample.
  test('gives the same text as the pages for an item of each kind, a cause and the account', async () => {
    await vscode.commands.executeCommand('azureBatch.failures.focus');
    const client = new BatchServiceClient(
      new BatchSharedKeyCredentials(simulator.accountName, simulator.accountKey),
      simulator.url,
    );
    const [node] = await client.computeNode.list('gpu-train', {
      computeNodeListOptions: { filter: "state eq 'starttaskfailed'" },
    });
    const toTarget = (resource: Resource): DocumentTarget => ({ resource, document: 'explanation' });
    const account = toTarget({ kind: 'account', accountId });
    const changed = [vscode.workspace.onDidChangeTextDocument];
    const cause = await eventually('a cause is linked', changed, () => findCause(account));
    const targets = [
      account,
      cause,
      toTarget({ kind: 'task', accountId, jobId: 'encode', taskId: 'shot-41' }),
      toTarget({ kind: 'job', accountId, jobId: 'nightly' }),
      toTarget({ kind: 'pool', accountId, poolId: 'elastic' }),
      toTarget({ kind: 'node', accountId, poolId: 'gpu-train', nodeId: node?.id ?? '' }),
    ];
    const said = await explain(targets);
    assert.equal(said.length, targets.length);
    for (const [index, { title, text }] of said.entries()) {
      const wanted = toCommonText(text);
      const target = targets[index] ?? account;
      // The page of the account grows until its failures are read.
      const page = await eventually(title, changed, async () => {
        const shown = toCommonText((await read(target)).getText());
        return index > 0 || shown === wanted ? shown : undefined;
      });
      assert.equal(page, wanted, title);
    }
  });
});
