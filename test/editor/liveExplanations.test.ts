import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { LiveExplanations } from '../../src/extension/documents/liveExplanations.ts';
import { eventually } from './support/eventually.ts';

const toUri = (job: string): vscode.Uri =>
  vscode.Uri.from({ scheme: 'azurebatch', authority: 'sample', path: `/jobs/${job}/${job}.explanation.md` });

suite('explanations in tabs', () => {
  const encode = toUri('encode');
  const frames = toUri('frames');
  const genomics = toUri('genomics');
  const train = toUri('train');
  const announced: vscode.Uri[] = [];
  const takeAnnounced = (): readonly string[] => announced.splice(0).map(({ path }) => path.split('/').at(-2) ?? '');
  const tabs = [vscode.window.tabGroups.onDidChangeTabs, vscode.window.tabGroups.onDidChangeTabGroups];
  let live: LiveExplanations;
  let stale: vscode.Uri | undefined;

  const open = async (uri: vscode.Uri, viewColumn: vscode.ViewColumn): Promise<void> => {
    await vscode.commands.executeCommand('vscode.open', uri, { viewColumn, preview: false });
    await eventually(`the page of ${uri.path} is live`, tabs, () => live.list()[0]?.path === uri.path || undefined);
  };

  suiteSetup(async () => {
    await vscode.commands.executeCommand('azureBatch.account.openSample');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    live = new LiveExplanations(
      (uris) => announced.push(...uris),
      ({ path }) => path === stale?.path,
    );
    await open(encode, vscode.ViewColumn.One);
    await open(frames, vscode.ViewColumn.Two);
  });

  suiteTeardown(async () => {
    live.dispose();
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  test('visible pages are updated, and hidden ones when they are shown again', async () => {
    await open(genomics, vscode.ViewColumn.Two);
    live.announce([encode, frames, genomics]);
    assert.deepEqual(takeAnnounced(), ['encode', 'genomics']);
    await open(frames, vscode.ViewColumn.Two);
    assert.deepEqual(takeAnnounced(), ['frames']);
    await open(genomics, vscode.ViewColumn.Two);
    assert.deepEqual(takeAnnounced(), [], 'nothing changed since');
  });

  test('all pages of an account are updated, each as soon as it is visible', async () => {
    live.announceAll('sample');
    assert.deepEqual(takeAnnounced().toSorted(), ['encode', 'genomics']);
    await open(frames, vscode.ViewColumn.Two);
    assert.deepEqual(takeAnnounced(), ['frames']);
    live.announceAll('another');
    assert.deepEqual(takeAnnounced(), []);
    await open(genomics, vscode.ViewColumn.Two);
  });

  test('if more than three pages are side by side, only the most recently used ones are updated', async () => {
    await open(frames, vscode.ViewColumn.Three);
    await open(train, vscode.ViewColumn.Four);
    live.announce([encode, frames, genomics, train]);
    assert.deepEqual(takeAnnounced(), ['frames', 'genomics', 'train']);
    await open(encode, vscode.ViewColumn.One);
    assert.deepEqual(takeAnnounced(), ['encode']);
  });

  test('a page that was drawn before rules changed, and is opened after that, is read again', async () => {
    stale = toUri('resize');
    await open(stale, vscode.ViewColumn.One);
    assert.deepEqual(takeAnnounced(), ['resize']);
    stale = undefined;
  });

  test('documents without a tab are read again, and so are documents that are not explanations', () => {
    const others = [toUri('convert'), encode.with({ path: '/jobs/encode/job.json' })];
    live.announce(others);
    assert.deepEqual(announced.splice(0).map(String), others.map(String));
  });

  test('a page that was outdated when its tab was closed is read again when reopened, since VS Code kept its document', async () => {
    const reports = toUri('reports');
    await vscode.workspace.openTextDocument(reports);
    await open(reports, vscode.ViewColumn.One);
    await open(toUri('ingest'), vscode.ViewColumn.One);
    live.announce([reports]);
    assert.deepEqual(takeAnnounced(), [], 'another hides it');
    const itsTabs = vscode.window.tabGroups.all
      .flatMap(({ tabs: shown }) => shown)
      .filter(({ input }) => input instanceof vscode.TabInputCustom && input.uri.path === reports.path);
    assert.equal(itsTabs.length, 1);
    await vscode.window.tabGroups.close(itsTabs);
    await open(reports, vscode.ViewColumn.One);
    assert.deepEqual(takeAnnounced(), ['reports']);
  });
});
