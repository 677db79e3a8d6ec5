import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { toCommandId } from '../../src/app/commandId.ts';
import { FailureReader } from '../../src/app/evidence/failureReader.ts';
import { FoundRuns } from '../../src/app/evidence/foundRuns.ts';
import { Explanations } from '../../src/extension/documents/explanations.ts';
import { toDocumentUri } from '../../src/extension/editors/documentUri.ts';
import { Log } from '../../src/extension/log.ts';
import { registerPages } from '../../src/extension/pages/pages.ts';
import { bundles } from '../../src/node/load.ts';
import { systemClock } from '../../src/service/clock.ts';
import { accountId } from '../fakes/contoso.ts';
import { MemoryFolder } from '../fakes/memoryFolder.ts';
import { noCauses } from '../fakes/noCauses.ts';
import { noResubmissions } from '../fakes/noResubmissions.ts';
import { makeServices } from './support/commandServices.ts';

const resource = { kind: 'pool', accountId, poolId: 'cpu' } as const;
const target = { resource, document: 'explanation' } as const;
const uri = toDocumentUri(target);
const remedy = {
  remedy: 'pool.resize',
  title: 'Resize',
  command: toCommandId('pool.resize'),
  target: resource,
} as const;

/** Lists every link in a value. */
function listLinks(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, held]) =>
    name === 'link' && typeof held === 'string' ? [held] : listLinks(held),
  );
}

suite('messages of a page', () => {
  const { registerCustomEditorProvider } = vscode.window;
  const { executeCommand } = vscode.commands;
  const ends: (() => void)[] = [];
  const ran: unknown[][] = [];
  let offered = [remedy];
  let explanations: Explanations;
  let send: (message: unknown) => void;
  let posted: unknown[];
  let openAt: (address: vscode.Uri) => Promise<void>;
  let panel: { readonly webview: unknown; readonly onDidDispose: unknown; title?: string };

  setup(async () => {
    const { accounts, journal, kept, recentAttempts, dispose } = makeServices({
      pools: { getPool: async () => ({ id: 'cpu', state: 'active', allocationState: 'steady' }) },
    });
    const reader = new FailureReader(bundles, systemClock);
    const log = new Log('page under test');
    explanations = new Explanations({
      accounts,
      bundles,
      clock: systemClock,
      journal,
      kept,
      recentAttempts,
      resubmissions: noResubmissions,
      reader,
      goodRuns: new FoundRuns(),
      causes: noCauses,
      toRemedyActions: () => offered,
      findSource: async () => undefined,
      findShown: () => undefined,
      toActionName: (id: string) => id,
      actionFiles: new MemoryFolder(),
      findStart: () => undefined,
    });
    await explanations.render(target);
    let provider: vscode.CustomTextEditorProvider | undefined;
    Object.assign(vscode.window, {
      registerCustomEditorProvider: (_: string, registered: vscode.CustomTextEditorProvider) => {
        provider = registered;
        return { dispose: () => undefined };
      },
    });
    registerPages(
      vscode.Uri.file('/extension'),
      () => explanations,
      log,
      () => undefined,
    ).dispose();
    Object.assign(vscode.window, { registerCustomEditorProvider });
    const messages = new vscode.EventEmitter<unknown>();
    const disposed = new vscode.EventEmitter<void>();
    posted = [];
    const webview = {
      onDidReceiveMessage: messages.event,
      postMessage: async (message: unknown) => posted.push(message),
      asWebviewUri: (file: vscode.Uri) => file,
      cspSource: 'https://page.example',
    };
    panel = { webview, onDidDispose: disposed.event };
    openAt = async (address) => {
      const document = { uri: address };
      await provider?.resolveCustomTextEditor(
        document as vscode.TextDocument,
        panel as unknown as vscode.WebviewPanel,
        new vscode.CancellationTokenSource().token,
      );
    };
    await openAt(uri);
    send = (message) => messages.fire(message);
    ran.length = 0;
    const note = async (...what: unknown[]): Promise<void> => {
      ran.push(what);
    };
    Object.assign(vscode.commands, { executeCommand: note });
    ends.push(
      () => disposed.fire(),
      () => explanations.dispose(),
      () => reader.dispose(),
      () => log.dispose(),
      dispose,
    );
  });

  teardown(() => {
    Object.assign(vscode.commands, { executeCommand });
    offered = [remedy];
    for (const end of ends.splice(0)) end();
  });

  test('the tab of a page has a name before the page is drawn, which may never happen', () => {
    assert.deepEqual(posted, []);
    assert.equal(panel.title, 'cpu');
  });

  test('A9-47 a forged message does not run, open, or change anything', () => {
    const links = listLinks(explanations.find(uri));
    const action = links.find((link) => link.includes('"action"')) ?? '';
    assert.match(action, /Resize/);
    const forgedLinks = [
      'workbench.action.terminal.sendSequence',
      'command:azureBatch.pool.delete',
      'azureBatch.pool.delete',
      'file:///etc/passwd',
      'https://contoso.example',
      'azurebatch://another/pools/gpu/gpu.explanation.md',
      '__proto__',
      'constructor',
      'toString',
      '',
      ` ${action}`,
      action.replace('"index":0', '"index":1'),
      action.replace('"index":0', '"index":-1'),
      action.replace('Resize', 'Delete'),
      JSON.stringify({
        kind: 'document',
        document: { resource: { ...resource, accountId: 'another' }, document: 'definition' },
      }),
      JSON.stringify({ kind: 'source', frame: { file: '/etc/passwd', line: 1 } }),
      'x'.repeat(8 * 2 ** 20),
    ];
    const messages: readonly unknown[] = [
      undefined,
      null,
      0,
      action,
      [],
      ['follow', action],
      [{ kind: 'follow', link: action }],
      { kind: 'run', link: action },
      { kind: 'command', command: 'workbench.action.quit' },
      { command: 'azureBatch.pool.delete', arguments: [resource] },
      { kind: ['follow'], link: action },
      { kind: 'follow', link: [action] },
      { kind: 'follow', link: { toString: action } },
      { kind: { kind: 'follow', link: action } },
      JSON.parse(`{"__proto__":{"kind":"follow","link":${JSON.stringify(action)},"isForged":true}}`),
      JSON.parse('{"kind":"follow","constructor":{"prototype":{"isForged":true}}}'),
      ...forgedLinks.map((link) => ({ kind: 'follow', link })),
    ];
    for (const message of messages) assert.doesNotThrow(() => send(message));
    assert.deepEqual(ran, []);
    assert.deepEqual(posted, []);
    assert.equal(Reflect.get({}, 'isForged'), undefined);
  });

  test('an action of a page runs as the extension defines it, whatever else the message contains', () => {
    const action = listLinks(explanations.find(uri)).find((link) => link.includes('"action"'));
    send({ kind: 'follow', link: action, command: 'workbench.action.quit', target: { kind: 'job' }, index: 7 });
    assert.deepEqual(ran, [[remedy.command, resource]]);
    send({ kind: 'ready' });
    assert.deepEqual(posted, [explanations.find(uri)]);
  });

  test('a button on an outdated page does not run the action that replaced its own', async () => {
    const before = listLinks(explanations.find(uri)).find((link) => link.includes('"action"'));
    offered = [{ ...remedy, title: 'Delete', command: toCommandId('pool.delete') } as unknown as typeof remedy];
    await explanations.render(target);
    send({ kind: 'follow', link: before });
    assert.deepEqual(ran, []);
  });

  test('steps of the walkthrough are completed when a page opens, wherever it was opened from', async () => {
    const [jobId, taskId] = ['train', 't1'];
    for (const [opened, key] of [
      [{ resource: { kind: 'task', accountId, jobId, taskId }, document: 'explanation' }, 'didExplain'],
      [{ resource: { kind: 'account', accountId }, document: 'cause', fingerprint: 'v1:a' }, 'didExplain'],
      [{ resource: { kind: 'job', accountId, jobId }, document: 'cause', fingerprint: 'v1:a' }, 'didExplain'],
      [{ resource: { kind: 'account', accountId }, document: 'explanation' }, 'didShowOverview'],
      [{ resource: { kind: 'job', accountId, jobId }, document: 'explanation' }, undefined],
      [{ resource: { kind: 'task', accountId, jobId, taskId }, document: 'json' }, undefined],
    ] as const) {
      ran.length = 0;
      await openAt(toDocumentUri(opened));
      const expected = key === undefined ? [] : [['setContext', `azureBatch.${key}`, true]];
      assert.deepEqual(ran, expected, JSON.stringify(opened));
    }
  });
});
