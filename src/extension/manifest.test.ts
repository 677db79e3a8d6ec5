import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
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
    readonly chatSkills: readonly { readonly path: string }[];
    readonly languageModelTools: readonly { readonly name: string; readonly when: string }[];
    readonly mcpServerDefinitionProviders: readonly { readonly id: string }[];
    readonly submenus: readonly { readonly id: string }[];
    readonly configuration: { readonly properties: Readonly<Record<string, { readonly scope?: string }>> };
  };
}

const manifest: Manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
const { commands, menus, submenus, configuration } = manifest.contributes;

test('the extension activates in every window after startup, and earlier for its views, commands, links, and open documents', () => {
  assert.deepEqual(manifest.activationEvents, ['onStartupFinished', 'onFileSystem:azurebatch', 'onUri']);
  assert.deepEqual(manifest.extensionKind, ['ui', 'workspace']);
  assert.equal(manifest.capabilities.virtualWorkspaces, true);
});

test('A9-40 in a browser the extension needs a remote; without one, VS Code says so, and no code of the extension runs', () => {
  assert.equal(manifest.main, './dist/extension.cjs');
  assert.ok(!('browser' in manifest));
});

test('A9-25 no workspace names a program to run, and no untrusted one names a host for credentials', () => {
  const { supported, restrictedConfigurations } = manifest.capabilities.untrustedWorkspaces;
  assert.equal(supported, 'limited');
  const programs = Object.keys(configuration.properties).filter((name) => /path|command|executable/i.test(name));
  assert.deepEqual([...restrictedConfigurations].sort(), programs.sort());
});

test('a program to run is named only by the user, not by a workspace, folder, remote machine, or container', () => {
  // Settings of a remote machine also come from the workspace if it defines a development container.
  const programs = Object.entries(configuration.properties).filter(([name]) => /path|command|executable/i.test(name));
  assert.ok(programs.length > 0);
  for (const [name, { scope }] of programs) assert.equal(scope, 'application', name);
});

test('only the user decides if agents use the tools in this window or through the server', () => {
  const { languageModelTools, mcpServerDefinitionProviders } = manifest.contributes;
  for (const { name, when } of languageModelTools)
    assert.equal(when, 'config.azureBatch.agents.enabled && config.azureBatch.agents.offer != mcp', name);
  assert.deepEqual(
    mcpServerDefinitionProviders.map(({ id }) => id),
    ['azureBatch.agents'],
  );
  for (const name of ['enabled', 'offer'])
    assert.equal(configuration.properties[`azureBatch.agents.${name}`]?.scope, 'application');
});

test('a skill that is named like its folder shows agents how to use the tools', () => {
  const { chatSkills, languageModelTools } = manifest.contributes;
  for (const { path } of chatSkills) {
    const text = readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
    const [, name, description = ''] = /^---\nname: (.+)\ndescription: (.+)\n---\n/.exec(text) ?? [];
    assert.equal(name, path.split('/').at(-2));
    assert.ok(description.length <= 1024);
    for (const tool of languageModelTools) assert.ok(text.includes(`\`${tool.name}\``), tool.name);
  }
  assert.equal(chatSkills.length, 1);
});

/** Settings that a workspace may set, and why their values are harmless. All other settings belong only to the user. */
const ofWorkspaces: Readonly<Record<string, string>> = {
  'azureBatch.refreshInterval': 'is bounded where it is read (settingValues.ts)',
  'azureBatch.definitions.apiVersion': 'is one of those that we know (lintDefinition.ts), and says what is marked',
  'azureBatch.definitions.rules':
    'says what is marked; what is submitted is asked about all the same, and judged by the service',
  'azureBatch.readOnly': 'can be turned on by a workspace, and not off (settings.ts)',
};

test('A9-48 no workspace determines where anything is sent, what runs, or what is saved', () => {
  const foreign = Object.entries(configuration.properties).filter(([, { scope }]) => scope !== 'application');
  assert.deepEqual(foreign.map(([name]) => name).sort(), Object.keys(ofWorkspaces).sort());
});

/**
 * Files that read settings, either this extension's or others'. For others' settings, only the user's own values may
 * count.
 */
const readers: Readonly<Record<string, 'ours' | 'of others'>> = {
  'accounts/signInCloud.ts': 'of others',
  'commands/account/check.ts': 'of others',
  'commands/diagnostics/describeDiagnostics.ts': 'ours',
  'connect/sshClient.ts': 'ours',
  'connect/sshConfigFile.ts': 'of others',
  'settings/settings.ts': 'ours',
};

test('A9-48 settings of other extensions count only as the user has set them', () => {
  const sources = readdirSync(new URL('.', import.meta.url), { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => /(?<!\.test)\.ts$/.test(file))
    .map((file) => ({ file, text: readFileSync(new URL(file, import.meta.url), 'utf8') }))
    .filter(({ text }) => /\bgetConfiguration\(/.test(text));
  assert.deepEqual(sources.map(({ file }) => file).sort(), Object.keys(readers));
  for (const { file, text } of sources.filter(({ file }) => readers[file] === 'of others')) {
    const reads = text.match(/getConfiguration\([^)]*\)\S*/g) ?? [];
    for (const read of reads) assert.match(read, /\.inspect<\w+>\([^)]*\)\?\.globalValue/, file);
  }
});

test('every setting that the documentation describes can be set', () => {
  const titles: Readonly<Record<string, string>> = JSON.parse(
    readFileSync(new URL('../../package.nls.json', import.meta.url), 'utf8'),
  );
  const described = Object.keys(titles).filter((key) => key.startsWith('setting.'));
  const settable = JSON.stringify(configuration.properties);
  for (const key of described) assert.ok(settable.includes(`"%${key}%"`), key);
});

test('every menu entry is a command or a non-empty submenu of this extension', () => {
  const known = new Set(commands.map(({ command }) => command));
  const opened = new Set(submenus.map(({ id }) => id));
  for (const [menu, entries] of Object.entries(menus)) {
    for (const { command, submenu } of entries) {
      if (submenu === undefined) assert.ok(command !== undefined && known.has(command), `${menu}: ${command}`);
      else assert.ok(opened.has(submenu) && (menus[submenu] ?? []).length > 0, `${menu}: ${submenu}`);
    }
  }
});
