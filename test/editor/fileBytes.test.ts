import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { maxWholeBytes } from '../../src/core/refusals/fileRefusals.ts';
import { realBinaries, realTexts, shownInTexts } from '../builders/realFiles.ts';
import { type SimulatorProcess, startSimulatorProcess } from '../journeys/simulatorProcess.ts';
import { addPoolAndJob, hasSucceeded, jobId, waitForTask } from '../journeys/workload.ts';
import { addAccount, removeAccount } from './support/account.ts';
import { closeEditors } from './support/editors.ts';
import { listen, type Said } from './support/messages.ts';

const taskId = 'make';
const longLineBytes = 100_000_000;
const sizes = { '1kB': 1_000, '100kB': 100_000, '2MB': 2_000_000 };
const hash = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

suite('bytes of files', () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'bytes-'));
  /** Hash and length of each of the task's files. */
  const made = new Map<string, { readonly hash: string; readonly length: number }>();
  let simulator: SimulatorProcess;
  let accountId: string;

  const toResource = (name: string) => ({ kind: 'taskFile', accountId, jobId, taskId, path: `wd/${name}` });
  const toBytesUri = (name: string): vscode.Uri =>
    vscode.Uri.from({
      scheme: 'azurebatch',
      authority: accountId,
      path: `/jobs/${jobId}/tasks/${taskId}/files/wd/${name}`,
    });
  const open = (name: string): Promise<Said> =>
    listen(async () => vscode.commands.executeCommand('azureBatch.file.open', toResource(name)));
  /** Opening files of all kinds in all sizes would take long; `fileContent.test.ts` proves how they are recognized. */
  const openedLarge = new Set(['png', 'gz', 'br', 'utf8.log', 'utf16le.log']);
  const find = (kind: string): readonly string[] => [`${openedLarge.has(kind) ? '2MB' : '1kB'}.${kind}`];

  suiteSetup(async () => {
    for (const [size, bytes] of Object.entries(sizes)) {
      for (const [kind, make] of Object.entries({ ...realBinaries, ...realTexts })) {
        const content = make(bytes);
        writeFileSync(path.join(folder, `${size}.${kind}`), content);
        made.set(`${size}.${kind}`, { hash: hash(content), length: content.length });
      }
    }
    simulator = await startSimulatorProcess();
    await addPoolAndJob(simulator);
    const longLine = `head -c ${longLineBytes} /dev/zero | tr "\\0" x > line.log && head -c 1000000 line.log > short.log`;
    const commandLine = `/bin/sh -c 'cp "${folder}"/* . && head -c ${maxWholeBytes + 1} /dev/zero > huge.bin && ${longLine}'`;
    await simulator.client.task.add(jobId, { id: taskId, commandLine });
    await waitForTask(simulator, taskId, hasSucceeded);
    accountId = await addAccount(simulator);
  });

  suiteTeardown(async () => {
    await closeEditors();
    await removeAccount(accountId);
    await simulator.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  teardown(closeEditors);

  test('A9-30 the address of a file gives its size and its bytes unchanged, whatever they are', async () => {
    assert.equal(made.size, Object.keys(sizes).length * Object.keys({ ...realBinaries, ...realTexts }).length);
    for (const name of made.keys()) {
      const expected = made.get(name) ?? assert.fail();
      const uri = toBytesUri(name);
      assert.equal((await vscode.workspace.fs.stat(uri)).size, expected.length, name);
      assert.equal(hash(await vscode.workspace.fs.readFile(uri)), expected.hash, name);
    }
  });

  test('A9-30 a copy of a file is identical to the file', async () => {
    const target = vscode.Uri.file(path.join(folder, 'copy.png'));
    await vscode.workspace.fs.copy(toBytesUri('100kB.png'), target);
    assert.equal(hash(await vscode.workspace.fs.readFile(target)), made.get('100kB.png')?.hash);
  });

  test('A9-30 opening a file that is too large is refused with a sentence', async () => {
    const uri = toBytesUri('huge.bin');
    assert.equal((await vscode.workspace.fs.stat(uri)).size, maxWholeBytes + 1);
    const refused = /wd\/huge\.bin is 64 MiB, and at most 64 MiB of a file can be opened\./;
    await assert.rejects(
      async () => vscode.workspace.fs.readFile(uri),
      (error) => error instanceof vscode.FileSystemError && refused.test(error.message),
    );
    const { errors, buttons } = await open('huge.bin');
    assert.match(errors.join(), refused);
    assert.deepEqual(buttons, ['Download…']);
    assert.equal(vscode.window.tabGroups.activeTabGroup.activeTab, undefined);
  });

  test('a line of 100 MB opens at its end, as fast as one of 1 MB', async () => {
    const openMeasured = async (name: string) => {
      const before = process.cpuUsage();
      const { errors } = await open(name);
      const document = vscode.window.activeTextEditor?.document;
      assert.ok(document);
      await vscode.commands.executeCommand('vscode.executeDocumentSymbolProvider', document.uri);
      await vscode.commands.executeCommand('vscode.executeLinkProvider', document.uri);
      const { user, system } = process.cpuUsage(before);
      assert.deepEqual(errors, []);
      return { document, ms: (user + system) / 1000 };
    };
    const short = await openMeasured('short.log');
    const { document, ms } = await openMeasured('line.log');
    assert.match(document.lineAt(0).text, /^⋯ The first 98,951,4\d\d bytes of this file are not shown/);
    assert.match(document.lineAt(1).text, /^x{1048000,1048576}$/);
    // A hundred times as much work would exceed this limit, and other work of the host would not.
    assert.ok(ms < 30 * Math.max(short.ms, 50), `${ms} ms of processor time, and ${short.ms} ms for 1 MB`);
  });

  for (const kind of Object.keys(realBinaries)) {
    test(`A9-30 a file of ${kind} is never opened as text`, async () => {
      for (const name of find(kind)) {
        const { errors, buttons } = await open(name);
        const decoded = vscode.workspace.textDocuments.filter(({ uri }) => uri.path.includes(name));
        assert.deepEqual(
          decoded.map(({ uri }) => uri.path),
          [],
        );
        const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
        if (kind === 'br') {
          assert.match(errors.join(), new RegExp(`wd/${name} can't be shown as text`));
          assert.deepEqual(buttons, ['Download…']);
          assert.equal(input, undefined, name);
          continue;
        }
        assert.deepEqual(errors, [], name);
        assert.deepEqual(buttons, kind === 'png' ? [] : ['Download…'], name);
        const isViewer = input instanceof vscode.TabInputCustom && input.viewType === 'imagePreview.previewEditor';
        assert.equal(isViewer, kind === 'png', name);
        const shown =
          input instanceof vscode.TabInputCustom || input instanceof vscode.TabInputText ? input.uri : input;
        assert.equal(String(shown), toBytesUri(name).toString());
        await closeEditors();
      }
    });
  }

  for (const kind of Object.keys(realTexts)) {
    test(`A9-30 ${kind} opens at its end with its original characters`, async () => {
      for (const name of find(kind)) {
        const { errors } = await open(name);
        assert.deepEqual(errors, [], name);
        const document = vscode.window.activeTextEditor?.document;
        assert.ok(document, name);
        assert.notEqual(document.uri.toString(), toBytesUri(name).toString());
        assert.notEqual(path.posix.basename(document.uri.path), name, 'the name that saving it proposes');
        assert.equal(document.languageId, 'log', name);
        const lines = document.getText().split('\n');
        const isCut = lines[0]?.startsWith('⋯ The first ') === true;
        assert.equal(isCut, (made.get(name)?.length ?? 0) > 1024 * 1024, name);
        const text = lines.slice(isCut ? 1 : 0, -1);
        assert.ok(text.length > 3, name);
        assert.deepEqual(
          text.filter((line) => !line.endsWith(shownInTexts)),
          [],
          name,
        );
        assert.equal(vscode.window.activeTextEditor?.selection.active.line, document.lineCount - 1, name);
        await closeEditors();
      }
    });
  }
});
