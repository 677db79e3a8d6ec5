import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { loadSimulator } from '../../src/extension/bundles/load.ts';
import { toDocumentUri } from '../../src/extension/editors/documentUri.ts';
import { completedTask, smallWorld } from '../../src/simulator/scenarios/causes/smallWorld.ts';
import { failed } from '../../src/simulator/scenarios/runs.ts';
import type { Simulator } from '../../src/simulator/simulatorOptions.ts';
import { addAccount, removeAccount } from './support/account.ts';
import { answering } from './support/answers.ts';
import { closeEditors } from './support/editors.ts';
import { eventually } from './support/eventually.ts';
import { listen } from './support/messages.ts';

const stderr = 'E42 Mesh wing7 has negative volume\nlogin with password=hunter2hunter2 was refused\n';
const world = smallWorld('rules', 'A task that a rule of the user is about.', {
  job: { tasks: [completedTask('a', failed(1, 1000, { stderr }), {})] },
});
const rule = { match: '/Mesh (\\S+) has negative volume/', title: 'Mesh {1} is broken', step: 'Run fixmesh {1}.' };

suite("a user's own rules in the editor", () => {
  let simulator: Simulator;
  let accountId: string;
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri ?? assert.fail();
  const file = vscode.Uri.joinPath(folder, 'azure-batch.rules.json');
  const changes = [vscode.workspace.onDidChangeTextDocument, vscode.workspace.onDidOpenTextDocument];
  const marked = [vscode.languages.onDidChangeDiagnostics];

  suiteSetup(async () => {
    simulator = await loadSimulator().startSimulator({ scenario: world, speed: 100 });
    accountId = await addAccount(simulator);
  });
  teardown(async () => {
    await closeEditors();
    await vscode.workspace.fs.delete(file).then(undefined, () => undefined);
  });
  suiteTeardown(async () => {
    await removeAccount(accountId);
    await simulator.close();
  });

  const write = (...rules: readonly object[]) =>
    vscode.workspace.fs.writeFile(file, Buffer.from(JSON.stringify({ rules }, undefined, 2)));
  const task = () => ({ kind: 'task', accountId, jobId: 'job', taskId: 'a' }) as const;
  const pageOf = () => toDocumentUri({ resource: task(), document: 'explanation' });
  const openPage = async () => vscode.commands.executeCommand('vscode.open', pageOf(), { preview: false });
  const says = (words: RegExp, page = pageOf()) =>
    eventually(`the page says ${words}`, changes, () =>
      vscode.workspace.textDocuments.find((one) => one.uri.toString() === page.toString() && words.test(one.getText())),
    );
  const marksOf = (uri: vscode.Uri): readonly string[] =>
    vscode.languages.getDiagnostics(uri).map(({ message }) => message);
  const openLog = async (): Promise<vscode.Uri> => {
    await vscode.commands.executeCommand('azureBatch.task.openStderr', task());
    return vscode.window.activeTextEditor?.document.uri ?? assert.fail();
  };

  test('have completion, and are checked with their examples as one types', async () => {
    await write(rule, { ...rule, match: '/(a+)+ failed/' }, { ...rule, examples: ['nothing'] });
    const document = await vscode.workspace.openTextDocument(file);
    await vscode.window.showTextDocument(document);
    assert.equal(document.languageId, 'jsonc');
    const found = await eventually('the rules are marked', marked, () =>
      vscode.languages.getDiagnostics(file).length === 2 ? vscode.languages.getDiagnostics(file) : undefined,
    );
    assert.deepEqual(
      found.map(({ range, severity }) => [document.getText(range), severity]),
      [
        ['"/(a+)+ failed/"', vscode.DiagnosticSeverity.Error],
        ['"nothing"', vscode.DiagnosticSeverity.Warning],
      ],
    );
    const edit = new vscode.WorkspaceEdit();
    edit.replace(file, found[1]?.range ?? assert.fail(), '"Mesh x has negative volume"');
    edit.insert(file, document.positionAt(document.getText().indexOf('"match"')), '\n');
    await vscode.workspace.applyEdit(edit);
    await eventually('the example matches', marked, () => marksOf(file).length === 1 || undefined);
    const items = await vscode.commands.executeCommand<vscode.CompletionList>(
      'vscode.executeCompletionItemProvider',
      file,
      document.positionAt(document.getText().indexOf('"match"') - 1),
    );
    assert.ok(items.items.some(({ label }) => label === 'retry'));
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });

  test('change an open page and the marks of an open log at once, and nothing in a workspace that is not trusted', async () => {
    const log = await openLog();
    await openPage();
    await says(/^# a failed/);
    await write(rule);
    await says(/^# a failed: Mesh wing7 is broken/);
    await eventually('the log is marked', marked, () => marksOf(log).includes('Mesh wing7 is broken') || undefined);
    const trusted = Object.getOwnPropertyDescriptor(vscode.workspace, 'isTrusted') ?? assert.fail();
    Object.defineProperty(vscode.workspace, 'isTrusted', { configurable: true, get: () => false });
    try {
      await write({ ...rule, title: 'Untrusted' });
      const page = await says(/^# a failed(?!: Mesh wing7 is broken)/);
      assert.doesNotMatch(page.getText(), /Untrusted/);
    } finally {
      Object.defineProperty(vscode.workspace, 'isTrusted', trusted);
    }
    await write({ ...rule, title: 'Trusted again' });
    await says(/^# a failed: trusted again/i);
  });

  test('show how many known failures they match, as one types', async () => {
    await vscode.commands.executeCommand('azureBatch.failures.focus');
    const account = toDocumentUri({ resource: { kind: 'account', accountId }, document: 'explanation' });
    await vscode.commands.executeCommand('vscode.open', account, { preview: false });
    await says(/negative volume/, account);
    await write({ match: 'nothing like it', title: 'Bad', step: 'Look.' });
    const document = await vscode.workspace.openTextDocument(file);
    await vscode.window.showTextDocument(document);
    // Tests share a window, in which other accounts may be open.
    const shows = (title: RegExp) =>
      eventually(`the rule shows ${title}`, [...changes, ...marked], async () => {
        const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', file);
        return lenses.find(({ command }) => title.test(command?.title ?? ''));
      });
    await shows(/^Matches 0 of \d+ known failures$/);
    const edit = new vscode.WorkspaceEdit();
    const at = document.getText().indexOf('nothing like it');
    edit.replace(file, new vscode.Range(document.positionAt(at), document.positionAt(at + 15)), 'negative volume');
    await vscode.workspace.applyEdit(edit);
    const { range } = await shows(/^Matches 1 of \d+ known failures$/);
    assert.equal(document.lineAt(range.start).text.trim(), '{');
    assert.ok(document.isDirty);
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });

  /** Makes a rule from a line of the log, and presses `button` in the notification after `then`. */
  async function make(line: number, button?: string, then = async (): Promise<unknown> => undefined): Promise<string> {
    await openLog();
    const editor = vscode.window.activeTextEditor ?? assert.fail();
    editor.selection = new vscode.Selection(line, 0, line, 0);
    const { showInformationMessage } = vscode.window;
    let said = '';
    const show = async (message: string, ...buttons: readonly string[]): Promise<string | undefined> => {
      said = message;
      await then();
      return buttons.find((one) => one === button);
    };
    Object.assign(vscode.window, { showInformationMessage: show });
    try {
      const type = ({ value = '' }: vscode.InputBoxOptions): string => (value === '' ? 'Run fixmesh.' : value);
      await answering({ type }, async () => vscode.commands.executeCommand('azureBatch.log.makeRule'));
    } finally {
      Object.assign(vscode.window, { showInformationMessage });
    }
    return said;
  }
  const readText = async (): Promise<string> => Buffer.from(await vscode.workspace.fs.readFile(file)).toString();

  test('are made from a line without its secrets, and undone without other changes', async () => {
    assert.match(await make(0), /^The rule was saved/);
    await openPage();
    await says(/^# a failed: Mesh wing7 has negative volume.*Run fixmesh\./s);
    await make(1, 'Undo', async () => {
      assert.doesNotMatch(await readText(), /hunter2/);
      assert.match(await readText(), /was refused/);
      const edit = new vscode.WorkspaceEdit();
      edit.insert(file, new vscode.Position(0, 1), ' // mine');
      await vscode.workspace.applyEdit(edit);
    });
    assert.match(await readText(), /\/\/ mine/);
    assert.match(await readText(), /negative volume/);
    assert.doesNotMatch(await readText(), /was refused/);
    await closeEditors();
    await vscode.workspace.fs.delete(file);
    await make(0, 'Undo');
    await assert.rejects(readText, 'the file is gone again');
  });

  test('a wrong cause is reported as a text that can be changed, and copied where no repository is known', async () => {
    await openPage();
    await says(/^# a failed/);
    const ran = { id: 'a', nodeInfo: { poolId: 'fat-pool', nodeId: 'node-7' } };
    const explanation = {
      fingerprint: 'f',
      title: 'a failed',
      category: 'other',
      confidence: 'likely',
      evidence: [{ text: 'job lost in fat-pool', source: 'stderr.txt:2' }],
    };
    const choose = { choose: 'Report It…', type: () => 'the mesh' };
    const { informations } = await listen(() =>
      answering(choose, async () =>
        vscode.commands.executeCommand('azureBatch.log.makeRule', pageOf(), undefined, explanation, ran),
      ),
    );
    assert.match(informations.join(), /^Nothing was sent.* \| Copy$/);
    const { document } = vscode.window.activeTextEditor ?? assert.fail();
    assert.match(document.getText(), /Right would be: the mesh\n\n-----\n<job> lost in <pool>\n$/);
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(0, 0), 'Changed. ');
    await vscode.workspace.applyEdit(edit);
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
      'vscode.executeCodeLensProvider',
      document.uri,
    );
    const { command } = lenses.find((lens) => lens.command?.title === 'Copy') ?? assert.fail();
    await vscode.commands.executeCommand(command?.command ?? '', ...(command?.arguments ?? []));
    assert.match(await vscode.env.clipboard.readText(), /^Changed\. /);
  });
});
