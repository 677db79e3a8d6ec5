import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import * as vscode from 'vscode';
import { isFailed } from '../../src/core/model/task.ts';
import { toLink } from '../../src/core/query/address.ts';
import { toDocumentUri } from '../../src/extension/documentUri.ts';
import { loadSimulator } from '../../src/extension/load.ts';
import { bundles } from '../../src/node/load.ts';
import { SteppedClock } from '../../src/simulator/clock.ts';
import type { Simulator } from '../../src/simulator/simulatorOptions.ts';
import { extensionId } from '../workbench/places.ts';
import { addAccount, removeAccount } from './support/account.ts';
import { closeEditors } from './support/editors.ts';
import { eventually } from './support/eventually.ts';

interface Told {
  readonly resource: Parameters<typeof toDocumentUri>[0]['resource'];
  readonly cause?: string;
  readonly title: string;
  readonly text: string;
}

interface FoundCause {
  readonly fingerprint: string;
  readonly title: string;
  readonly example: Told['resource'];
}

/**
 * What both front ends have to say alike: all but times at which they looked, what VS Code offers to do in brackets, and
 * what a page adds about other failures, which depends on how far these were read.
 */
function toCore(document: string): string {
  const [head = '', ...sections] = document.split(/^(?=## )/m);
  const kept = sections.filter((section) => /^## (?:Why|What to do|Evidence|Why it waits)\n/.test(section));
  const text = [head, ...kept].join('');
  return text
    .replace(/ ?(?<![\w$])\[[^\]\n]*\](?!\()/g, '')
    .replace(/\n{3,}/g, '\n\n')
    .trimEnd();
}

suite('the command line', () => {
  let simulator: Simulator;
  let accountId: string;
  let cli: string;

  suiteSetup(async () => {
    // Its time stands still: whoever looks later sees the same.
    const clock = new SteppedClock(Date.now());
    simulator = await loadSimulator().startSimulator({ scenario: 'sample', clock });
    accountId = await addAccount(simulator);
    cli = path.join(vscode.extensions.getExtension(extensionId)?.extensionPath ?? '', 'dist/cli.cjs');
  });

  suiteTeardown(async () => {
    await removeAccount(accountId);
    await simulator.close();
    await closeEditors();
  });

  async function runCli<T>(...args: readonly string[]): Promise<T> {
    const { accountKey, accountName, url } = simulator;
    const env = {
      ...process.env,
      LC_ALL: 'C',
      ELECTRON_RUN_AS_NODE: '1',
      AZURE_BATCH_ACCOUNT: accountName,
      AZURE_BATCH_ACCESS_KEY: accountKey,
      AZURE_BATCH_ENDPOINT: url,
    };
    const run = promisify(execFile)(process.env['PLAIN_NODE'] ?? process.execPath, [cli, ...args, '--json'], {
      env,
      maxBuffer: 64 * 1024 * 1024,
    });
    // Failures that were found are no failure of the program.
    const { stdout } = await run.catch((error: { readonly code?: unknown; readonly stdout: string }) => {
      assert.equal(error.code, 1);
      return error;
    });
    return JSON.parse(stdout);
  }

  const read = async (one: Pick<Told, 'resource' | 'cause'>): Promise<string> => {
    const { resource, cause } = one;
    const isCause = cause !== undefined && (resource.kind === 'account' || resource.kind === 'job');
    const uri = toDocumentUri(
      isCause ? { resource, document: 'cause', fingerprint: cause } : { resource, document: 'explanation' },
    );
    return (await vscode.workspace.openTextDocument(uri)).getText();
  };

  /** Ids of failed tasks, as addresses of the service. */
  async function listFailedTasks(): Promise<readonly string[]> {
    const { url, accountName, accountKey: key } = simulator;
    const account = { id: accountId, name: accountName, endpoint: url, authentication: 'sharedKey' } as const;
    const service = bundles.service().connect({ account, credential: { kind: 'sharedKey', accountName, key } });
    const failed: string[] = [];
    try {
      for await (const jobs of service.jobs.listJobs())
        for (const job of jobs)
          for await (const tasks of service.tasks.listTasks(job.id))
            failed.push(...tasks.filter(isFailed).map(({ id }) => `${url}/jobs/${job.id}/tasks/${id}`));
    } finally {
      service.dispose();
    }
    return failed;
  }

  test('explains every failure of the sample as its page does, and finds the causes that the view shows', async () => {
    await vscode.commands.executeCommand('azureBatch.failures.focus');
    const [failed, { causes }] = await Promise.all([
      listFailedTasks(),
      runCli<{ readonly causes: readonly FoundCause[] }>('failures'),
    ]);
    assert.ok(failed.length > 70, `${failed.length} tasks failed`);
    const others = causes.flatMap(({ example }) => {
      if (example.kind === 'job') return [`${simulator.url}/jobs/${example.jobId}`];
      if (example.kind === 'pool') return [`${simulator.url}/pools/${example.poolId}`];
      return example.kind === 'node' ? [`${simulator.url}/pools/${example.poolId}/nodes/${example.nodeId}`] : [];
    });
    assert.ok(others.length >= 5, 'nodes, pools and jobs failed, too');
    const account = await eventually('the view has read all', [vscode.workspace.onDidChangeTextDocument], async () => {
      const text = await read({ resource: { kind: 'account', accountId } });
      return text.includes(`for ${causes.length} reasons`) ? text : undefined;
    });
    const links = causes.map(({ fingerprint }) =>
      toLink('vscode', { resource: { kind: 'account', accountId }, document: 'cause', fingerprint }),
    );
    const addresses = [...failed, ...others, ...links];
    const told = await runCli<readonly Told[]>('explain', '--complete', ...addresses);
    assert.equal(told.length, addresses.length);
    for (const one of told) {
      const page = await read(one);
      assert.equal(toCore(one.text), toCore(page), one.title);
    }
    const [own] = await runCli<readonly Told[]>('explain');
    assert.equal(toCore(own?.text ?? ''), toCore(account));
  });
});
