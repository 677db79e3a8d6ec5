import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

interface MenuEntry {
  readonly command?: string;
  readonly submenu?: string;
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
    readonly commands: readonly { readonly command: string }[];
    readonly menus: Readonly<Record<string, readonly MenuEntry[]>>;
    readonly submenus: readonly { readonly id: string }[];
    readonly configuration: { readonly properties: Readonly<Record<string, { readonly scope?: string }>> };
  };
}

const manifest: Manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
const { commands, menus, submenus, configuration } = manifest.contributes;

test('it activates with its views and commands, for links, and for documents that are open already', () => {
  assert.deepEqual(manifest.activationEvents, ['onFileSystem:azurebatch', 'onUri']);
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

test('every setting that is described can be set', () => {
  const titles: Readonly<Record<string, string>> = JSON.parse(
    readFileSync(new URL('../../package.nls.json', import.meta.url), 'utf8'),
  );
  const described = Object.keys(titles).filter((key) => key.startsWith('setting.'));
  const settable = JSON.stringify(configuration.properties);
  for (const key of described) assert.ok(settable.includes(`"%${key}%"`), key);
});

test('every menu entry is a command of ours, or opens a menu of ours that has some', () => {
  const known = new Set(commands.map(({ command }) => command));
  const opened = new Set(submenus.map(({ id }) => id));
  for (const [menu, entries] of Object.entries(menus)) {
    for (const { command, submenu } of entries) {
      if (submenu === undefined) assert.ok(command !== undefined && known.has(command), `${menu}: ${command}`);
      else assert.ok(opened.has(submenu) && (menus[submenu] ?? []).length > 0, `${menu}: ${submenu}`);
    }
  }
});
