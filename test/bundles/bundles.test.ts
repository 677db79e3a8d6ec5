import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { root } from '../workbench/places.ts';

const names = [
  'extension',
  'commands',
  'documents',
  'views',
  'causes',
  'service',
  'auth',
  'diagnosis',
  'redaction',
  'search',
  'mcp',
  'simulator',
] as const;
const bundleOf = (name: string): string => path.join(root, 'dist', `${name}.cjs`);
const plainNode = process.env['PLAIN_NODE'] ?? process.execPath;
const activationBudgetBytes = 75_000;
const pageBudgetBytes = 120_000;

/** Loads a bundle in a separate process, with a stand-in for VS Code's module. */
function load(node: string, bundle: string): { readonly status: number | null; readonly output: string } {
  const program = `
    const Module = require('node:module');
    const resolve = Module._resolveFilename;
    Module._resolveFilename = (name, ...rest) => name === 'vscode' ? name : resolve(name, ...rest);
    const stand = new Proxy(class {}, { get: (target, key) => key === 'prototype' ? target.prototype : stand });
    require.cache.vscode = { id: 'vscode', exports: stand, loaded: true };
    const exported = require(${JSON.stringify(bundle)});
    console.log(Object.keys(exported).join());`;
  const { status, stdout, stderr } = spawnSync(node, ['-e', program], { encoding: 'utf8' });
  return { status, output: stdout + stderr };
}

for (const name of names)
  for (const [label, node] of [
    ["the user's Node", plainNode],
    ["VS Code's Node", process.execPath],
  ] as const)
    test(`${name}.cjs loads under ${label} and exports something`, () => {
      const { status, output } = load(node, bundleOf(name));
      assert.equal(status, 0, output);
      assert.notEqual(output.trim(), '');
    });

test('the activation bundle stays small', () => {
  assert.ok(statSync(bundleOf('extension')).size < activationBudgetBytes);
});

test('the script of a page stays small, and contains no code of the extension', () => {
  assert.ok(statSync(path.join(root, 'dist/page.js')).size < pageBudgetBytes);
  const { outputs }: Metafile = JSON.parse(readFileSync(path.join(root, 'out/meta.json'), 'utf8'));
  const inputs = Object.keys(outputs['dist/page.js']?.inputs ?? {});
  assert.notEqual(inputs.length, 0);
  assert.deepEqual(
    inputs.filter((file) => !/^(src\/extension\/pages\/webview|src\/core|node_modules\/lit-html)\//.test(file)),
    [],
  );
});

interface Metafile {
  readonly outputs: Readonly<Record<string, { readonly inputs: Readonly<Record<string, unknown>> }>>;
}

/** Lists the sources in a bundle, as paths from the root. */
function inputsOf(name: string): string[] {
  const meta: Metafile = JSON.parse(readFileSync(path.join(root, 'out/meta.json'), 'utf8'));
  const output = meta.outputs[`dist/${name}.cjs`];
  assert.ok(output, `${name}.cjs is in the metafile`);
  return Object.keys(output.inputs);
}

test('no bundle contains examples of rules, or tests', () => {
  for (const name of names)
    assert.deepEqual(
      inputsOf(name).filter((file) => /\.(?:examples|test)\.ts$/.test(file)),
      [],
      name,
    );
});

test('the activation bundle contains no code that is loaded on first use', () => {
  const heavy =
    /^(src\/(service|simulator|core\/diagnosis|extension\/(definitions|documents|problems))\/|src\/core\/text\/(secret|command)|node_modules\/(@azure|@modelcontextprotocol|ssh2)\/)/;
  const allowed = /^src\/(core\/diagnosis\/category|service\/clock)\.ts$/;
  assert.deepEqual(
    inputsOf('extension').filter((file) => heavy.test(file) && !allowed.test(file)),
    [],
  );
});

test('the diagnosis is only in its own bundle, so that a window has one instance', () => {
  const owned = /^src\/app\/causes\/(causes|explainedAccounts|followedCauses|jobCauses|logReader)\.ts$/;
  for (const name of names)
    assert.equal(inputsOf(name).filter((file) => owned.test(file)).length, name === 'causes' ? 5 : 0, name);
});

test('no shipped bundle contains the executor that runs programs', () => {
  for (const name of names)
    assert.deepEqual(
      inputsOf(name).filter((file) => file.startsWith('src/simulator/executors/process')),
      [],
    );
});

test('no shipped bundle contains scenarios other than the sample account', () => {
  for (const name of names)
    assert.deepEqual(
      inputsOf(name).filter((file) => /^src\/simulator\/scenarios\/(causes|million|all)/.test(file)),
      [],
    );
  assert.ok(inputsOf('simulatorMain').includes('src/simulator/scenarios/million.ts'));
});

test('every bundle names its own source map', () => {
  for (const name of names)
    assert.match(readFileSync(bundleOf(name), 'utf8'), new RegExp(`//# sourceMappingURL=${name}\\.cjs\\.map\\s*$`));
});
