import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { devNull } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { judgeSuspects } from '../../src/core/diagnosis/task/suspectCommits.ts';
import { findIssueForm } from '../../src/core/places/issueForm.ts';
import { loadSimulator } from '../../src/extension/bundles/load.ts';
import { fillIssueForm } from '../../src/extension/commands/explanation/fillIssueForm.ts';
import { toDocumentUri } from '../../src/extension/editors/documentUri.ts';
import { findCommits, openCommit } from '../../src/extension/editors/workspaceCommits.ts';
import { completedTask, smallWorld } from '../../src/simulator/scenarios/causes/smallWorld.ts';
import { failed } from '../../src/simulator/scenarios/runs.ts';
import { addAccount, removeAccount } from './support/account.ts';
import { closeEditors } from './support/editors.ts';
import { eventually } from './support/eventually.ts';
import { listen } from './support/messages.ts';

const world = smallWorld('issue', 'A task that failed.', {
  job: { tasks: [completedTask('a', failed(1, 1000, { stderr: 'E42 Mesh wing7 has negative volume\n' }))] },
});

interface Git {
  readonly enabled: boolean;
  readonly onDidChangeEnablement: vscode.Event<boolean>;
  getAPI(version: 1): { openRepository(root: vscode.Uri): Promise<{ readonly rootUri: vscode.Uri } | null> };
}

/** A repository with a culprit among decoys: later commits, one on another branch, and one after the failure. */
suite('commits of the workspace', () => {
  const folder = path.join(vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '', 'under-git');
  const settings = vscode.workspace.getConfiguration('git');
  const source = vscode.Uri.file(path.join(folder, 'src/load.py'));
  const findSource = async (nodePath: string) => (nodePath === '/mnt/wd/load.py' ? source : undefined);
  const place = { file: '/mnt/wd/load.py', line: 2, text: 'x = float(row)' };
  const window = { from: '2026-11-18T08:00:00Z', to: '2026-11-20T08:00:00Z' };
  const hashes = new Map<string, string>();

  const git = (at: string, ...args: readonly string[]): string =>
    execFileSync('git', args, {
      cwd: folder,
      encoding: 'utf8',
      env: {
        ...process.env,
        GIT_AUTHOR_NAME: 'Ada',
        GIT_AUTHOR_EMAIL: 'ada@example.com',
        GIT_COMMITTER_NAME: 'Ada',
        GIT_COMMITTER_EMAIL: 'ada@example.com',
        GIT_AUTHOR_DATE: at,
        GIT_COMMITTER_DATE: at,
        GIT_CONFIG_GLOBAL: devNull,
      },
    }).trim();
  const commit = (subject: string, day: string, files: Readonly<Record<string, string>>): void => {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
      writeFileSync(path.join(folder, name), text);
    }
    const at = `2026-11-${day}:00Z`;
    git(at, 'add', '-A');
    git(at, 'commit', '-q', '-m', `${subject}\n\nMore.`);
    hashes.set(subject, git(at, 'rev-parse', 'HEAD'));
  };

  suiteSetup(async () => {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    git('', 'init', '-q', '-b', 'main');
    commit('first', '17T08:00', { 'src/load.py': 'import x\nx = int(row)\ny = 1\n', 'src/help.py': '' });
    git('', 'checkout', '-q', '-b', 'topic');
    commit('topic', '17T10:00', { 'src/other.py': 'x\n' });
    git('', 'checkout', '-q', 'main');
    commit('culprit', '18T09:00', { 'src/load.py': 'import x\nx = float(row)\ny = 1\n' });
    commit('later line', '19T09:00', { 'src/load.py': 'import x\nx = float(row)\ny = 2\n' });
    git('2026-11-19T09:30:00Z', 'merge', '-q', '--no-ff', '-m', 'Merge topic', 'topic');
    git('', 'checkout', '-q', '-b', 'elsewhere');
    commit('other branch', '19T10:00', { 'src/load.py': 'import x\nx = float(row)\ny = 3\n' });
    git('', 'checkout', '-q', 'main');
    commit('definition', '19T11:00', { 'nightly.task.json': '{ "commandLine": "python3 load.py" }' });
    commit('newest', '20T07:00', { 'src/help.py': 'help\n' });
    commit('unrelated', '20T07:30', { 'docs/a.md': 'a\n' });
    commit('after', '20T09:00', { 'src/load.py': 'import x\nx = float(row)\ny = 4\n' });
    git('', 'remote', 'add', 'origin', 'git@github.com:contoso/nightly.git');
    git('', 'remote', 'add', 'mirror', 'https://git.example.com/nightly.git');
    await settings.update('enabled', true, vscode.ConfigurationTarget.Global);
    await settings.update('openRepositoryInParentFolders', 'never', vscode.ConfigurationTarget.Global);
    const extension = vscode.extensions.getExtension<Git>('vscode.git') ?? assert.fail('VS Code has its git extension');
    // The extension starts again once the setting has changed, and has no model until then.
    const exported = await extension.activate();
    const api = await eventually('git is on', [exported.onDidChangeEnablement], () =>
      exported.enabled ? exported.getAPI(1) : undefined,
    );
    assert.ok(await api.openRepository(vscode.Uri.file(folder)));
  });

  suiteTeardown(async () => {
    rmSync(folder, { recursive: true, force: true });
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await settings.update('enabled', false, vscode.ConfigurationTarget.Global);
  });

  const subjects = async (definition: string): Promise<readonly string[]> => {
    const found = await findCommits(findSource, place, definition);
    assert.ok(found);
    return judgeSuspects(found, window).map(({ subject, touches }) => `${subject}: ${touches}`);
  };

  test('the culprit comes first though others are newer, and those elsewhere or afterward are no suspects', async () => {
    assert.deepEqual(await subjects('{}'), [
      'culprit: line',
      'later line: file',
      'definition: definition',
      'newest: folder',
      'topic: folder',
    ]);
  });

  test('a commit counts from its merge, and the merge itself is no suspect', async () => {
    const found = await findCommits(findSource, place, '{}');
    const topic = found?.commits.find(({ subject }) => subject === 'topic');
    assert.equal(topic?.mergedAt, '2026-11-19T09:30:00.000Z');
    assert.ok(found?.commits.every(({ subject }) => subject !== 'Merge topic'));
  });

  test('what came after the commit that the failed run names is no suspect', async () => {
    const tag = (hashes.get('later line') ?? '').slice(0, 10);
    assert.deepEqual(await subjects(`{"imageName":"contoso.azurecr.io/load:main-${tag}"}`), [
      'culprit: line',
      'later line: file',
    ]);
    // A commit of another branch says nothing about this one.
    assert.equal((await subjects(`load:${hashes.get('other branch')}`)).length, 5);
  });

  test('a file outside repositories has no commits', async () => {
    const outside = vscode.Uri.file(path.join(folder, '../outside.py'));
    assert.equal(await findCommits(async () => outside, place, ''), undefined);
    assert.equal(await findCommits(async () => undefined, place, ''), undefined);
  });

  test('an issue of Azure DevOps has the text as HTML', async () => {
    const form = findIssueForm('https://dev.azure.com/contoso/jobs/_git/nightly') ?? assert.fail();
    const { text, isCut } = await fillIssueForm(
      form,
      'Out of memory',
      '## Evidence\n\n| Time | Event |\n| --- | --- |\n| 1 | a |',
    );
    assert.equal(isCut, false);
    assert.match(
      new URL(text).searchParams.get('[System.Description]') ?? '',
      /^<h2>Evidence<\/h2>\s*<table>[\s\S]*<td>a<\/td>[\s\S]*<\/table>\s*$/,
    );
    const long = await fillIssueForm(form, 'Out of memory', '- a line\n'.repeat(2000));
    assert.ok(long.isCut && long.text.length <= 8000 && long.text.length > 6000, String(long.text.length));
  });

  test("an issue about a page opens the form of the repository's remote with the text that the user has read", async () => {
    const simulator = await loadSimulator().startSimulator({ scenario: world, speed: 100 });
    const accountId = await addAccount(simulator);
    const { executeCommand } = vscode.commands;
    const opened: string[] = [];
    Object.assign(vscode.commands, {
      executeCommand: async (command: string, ...args: readonly unknown[]) => {
        if (command !== 'vscode.open' || typeof args[0] !== 'string') return executeCommand(command, ...args);
        return opened.push(args[0]);
      },
    });
    try {
      const resource = { kind: 'task', accountId, jobId: 'job', taskId: 'a' } as const;
      const page = toDocumentUri({ resource, document: 'explanation' });
      const { informations } = await listen(async () => executeCommand('azureBatch.explanation.createIssue', page));
      assert.match(informations.join(), /^Nothing was sent.* \| Open the Form$/);
      const { document } = vscode.window.activeTextEditor ?? assert.fail();
      assert.doesNotMatch(document.getText(), /\[Retry This Task\]|\[Open stderr/);
      const edit = new vscode.WorkspaceEdit();
      edit.insert(document.uri, document.positionAt(document.getText().length), '\nSeen & read.');
      await vscode.workspace.applyEdit(edit);
      const lenses = await executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', document.uri);
      const { command } = lenses.find((lens) => lens.command?.title === 'Open the Form') ?? assert.fail();
      assert.deepEqual(opened, []);
      await executeCommand(command?.command ?? '', ...(command?.arguments ?? []));
      const [address = ''] = opened;
      const { origin, pathname, searchParams } = new URL(address);
      assert.equal(origin + pathname, 'https://github.com/contoso/nightly/issues/new');
      assert.match(searchParams.get('title') ?? '', /^a failed: /);
      assert.match(
        searchParams.get('body') ?? '',
        /^\*\*Application error · exit code 1\*\* · job job[\s\S]*Mesh wing7[\s\S]*Seen & read\.$/,
      );
    } finally {
      Object.assign(vscode.commands, { executeCommand });
      await closeEditors();
      await removeAccount(accountId);
      await simulator.close();
    }
  });

  test('a commit is opened with all its changes', async () => {
    const repository = vscode.Uri.file(folder).toString();
    await openCommit({ repository, hash: hashes.get('culprit') ?? '' });
    await eventually('the changes of the commit', [vscode.window.tabGroups.onDidChangeTabs], () =>
      vscode.window.tabGroups.activeTabGroup.activeTab?.label.includes((hashes.get('culprit') ?? '').slice(0, 7))
        ? true
        : undefined,
    );
  });
});
