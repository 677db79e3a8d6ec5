import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { toContextValue } from './views/contextValue.ts';

interface MenuEntry {
  readonly command: string;
  readonly when?: string;
  readonly group?: string;
}
interface Manifest {
  readonly main: string;
  readonly activationEvents: readonly string[];
  readonly extensionKind: readonly string[];
  readonly capabilities: {
    readonly untrustedWorkspaces: { readonly supported: unknown; readonly restrictedConfigurations: readonly string[] };
    readonly virtualWorkspaces: unknown;
  };
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly icon?: string }[];
    readonly menus: Readonly<Record<string, readonly MenuEntry[]>>;
    readonly configuration: { readonly properties: Readonly<Record<string, { readonly scope?: string }>> };
  };
}

const manifest: Manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
const { commands, menus, configuration } = manifest.contributes;
const onRows = menus['view/item/context'] ?? [];

/** The rows that menus are made for, as the views name them. */
const rows = {
  failedTask: toContextValue('task', ['failed', 'hasFiles', 'retryable']),
  taskWithoutNode: toContextValue('task', ['failed', 'neverRan', 'retryable']),
  runningTask: toContextValue('task', ['running', 'hasFiles']),
  succeededTask: toContextValue('task', ['succeeded', 'hasFiles']),
  failedTasks: toContextValue('taskGroup', ['failed']),
  failedJob: toContextValue('job', ['active', 'failed']),
  disabledJob: toContextValue('job', ['disabled']),
  brokenNode: toContextValue('node', ['broken', 'online', 'rebootable']),
  offlineNode: toContextValue('node', ['offline']),
  windowsNode: toContextValue('node', ['online', 'windows']),
  pool: toContextValue('pool'),
  autoscalePool: toContextValue('pool', ['autoscale']),
  account: toContextValue('account'),
  accountWithKey: toContextValue('account', ['keyed']),
  file: toContextValue('taskFile'),
  folder: toContextValue('taskFile', ['folder']),
  error: toContextValue('error'),
} as const;

/** Evaluates the part of VS Code's `when` clauses that our menus use: `&&`, `!`, and `=~` on a context key. */
function holds(when: string, viewItem: string): boolean {
  const context: Readonly<Record<string, string>> = { view: 'azureBatch.explorer', viewItem };
  return when.split(' && ').every((part) => {
    const match = /^(!?)\(?(\w+) =~ \/(.*)\/\)?$/.exec(part);
    assert.ok(match, `not understood: ${part}`);
    const [, not, key = '', pattern = ''] = match;
    return new RegExp(pattern).test(context[key] ?? '') !== (not === '!');
  });
}

function menuOf(row: string): readonly MenuEntry[] {
  return onRows.filter(({ when = '' }) => holds(when, row));
}

function commandsOn(row: string): readonly string[] {
  return menuOf(row).map(({ command }) => command.replace('azureBatch.', ''));
}

test('it activates with its views and commands, and for documents that are open already', () => {
  assert.deepEqual(manifest.activationEvents, ['onFileSystem:azurebatch']);
  assert.deepEqual(manifest.extensionKind, ['ui', 'workspace']);
  assert.equal(manifest.capabilities.virtualWorkspaces, true);
});

test('A9-40 in a browser it needs a remote: without one VS Code says so, and nothing of ours runs', () => {
  assert.equal(manifest.main, './dist/extension.cjs');
  assert.ok(!('browser' in manifest));
});

test('A9-25 no workspace names a program to run, and none that is not trusted names a host for credentials', () => {
  const { supported, restrictedConfigurations } = manifest.capabilities.untrustedWorkspaces;
  assert.equal(supported, 'limited');
  const programs = Object.keys(configuration.properties).filter((name) => /path|command|executable/i.test(name));
  assert.deepEqual([...restrictedConfigurations].sort(), programs.sort());
});

test('a program to run is named by the user alone: no workspace, folder, remote machine or its container does', () => {
  // Settings of a remote machine come from the workspace too, where a development container is defined there.
  const programs = Object.entries(configuration.properties).filter(([name]) => /path|command|executable/i.test(name));
  assert.ok(programs.length > 0);
  for (const [name, { scope }] of programs) assert.equal(scope, 'application', name);
});

test('every menu entry is a command of ours', () => {
  const known = new Set(commands.map(({ command }) => command));
  for (const [menu, entries] of Object.entries(menus)) {
    for (const { command } of entries) assert.ok(known.has(command), `${menu}: ${command}`);
  }
});

test('what is inline on rows has an icon, and no row has more than two', () => {
  for (const row of Object.values(rows)) {
    const inline = menuOf(row).filter(({ group }) => group?.startsWith('inline'));
    assert.ok(inline.length <= 2, `${row}: ${inline.map(({ command }) => command).join(', ')}`);
    for (const { command } of inline) {
      assert.ok(commands.find((known) => known.command === command)?.icon, `${command} has no icon`);
    }
  }
});

test('rows offer what can be done with them', () => {
  assert.ok(commandsOn(rows.failedTask).includes('task.retry'));
  assert.ok(commandsOn(rows.failedTask).includes('task.openStderr'));
  assert.ok(!commandsOn(rows.succeededTask).includes('task.retry'));
  assert.ok(commandsOn(rows.runningTask).includes('task.requeue'));
  assert.ok(!commandsOn(rows.failedTask).includes('task.requeue'));
  assert.ok(commandsOn(rows.failedTasks).includes('job.retryFailed'));
  assert.ok(commandsOn(rows.disabledJob).includes('job.enable'));
  assert.ok(!commandsOn(rows.failedJob).includes('job.enable'));
  assert.ok(commandsOn(rows.offlineNode).includes('node.enableScheduling'));
  assert.ok(!commandsOn(rows.offlineNode).includes('node.disableScheduling'));
  assert.ok(commandsOn(rows.offlineNode).includes('node.connectSsh'));
  assert.ok(!commandsOn(rows.windowsNode).includes('node.connectSsh'));
  assert.ok(commandsOn(rows.pool).includes('pool.resize'));
  assert.ok(!commandsOn(rows.autoscalePool).includes('pool.resize'));
  assert.ok(!commandsOn(rows.folder).includes('file.open'));
  assert.ok(commandsOn(rows.accountWithKey).includes('account.enterKey'));
  assert.ok(!commandsOn(rows.account).includes('account.enterKey'));
  assert.deepEqual(commandsOn(rows.error), ['explorer.retryLoad']);
});
