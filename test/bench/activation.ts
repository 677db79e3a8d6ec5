import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { extensionId, root } from '../workbench/places.ts';
import { median, report, sized } from './harness.ts';
import { measureInHost } from './harnessHost.ts';

/**
 * Measures the cost of activating this extension (loading the bundle, and its own code) relative to an extension that
 * does nothing, in the same host, on demand, when the host is idle. A host activates an extension once, so every run
 * uses a new one.
 */
const runs = sized(5, 1);
const folder = mkdtempSync(path.join(os.tmpdir(), 'azure-batch-troubleshooter-activation-'));

/** Makes an empty extension; the first one in a host pays for shared initialization, and is not counted. */
function makeEmptyExtension(name: string): string {
  const place = path.join(folder, name);
  const manifest = { name, publisher: 'bench', version: '0.0.0', engines: { vscode: '^1.105.0' }, main: './main.js' };
  mkdirSync(place);
  writeFileSync(
    path.join(place, 'package.json'),
    JSON.stringify({ ...manifest, activationEvents: ['onCommand:none'] }),
  );
  writeFileSync(path.join(place, 'main.js'), 'exports.activate = () => {};\n');
  return place;
}

/**
 * Makes a copy of this extension that waits for its activation: an extension that starts with the editor can't be
 * measured in an idle host.
 */
function makeWaitingExtension(): string {
  const place = path.join(folder, 'ours');
  const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
  cpSync(path.join(root, 'dist'), path.join(place, 'dist'), { recursive: true });
  for (const file of ['package.nls.json', 'l10n'])
    cpSync(path.join(root, file), path.join(place, file), { recursive: true });
  writeFileSync(
    path.join(place, 'package.json'),
    JSON.stringify({ ...manifest, activationEvents: ['onCommand:none'] }),
  );
  return place;
}

const extensions = ['first', 'empty'].map(makeEmptyExtension);
const ours = makeWaitingExtension();
const pairs: { readonly ours: number; readonly reference: number }[] = [];
try {
  for (let run = 0; run < runs; run += 1) {
    const order: readonly [string, string] =
      run % 2 === 0 ? [extensionId, 'bench.empty'] : ['bench.empty', extensionId];
    const given = ['bench.first', ...order];
    const costs = await measureInHost<Record<string, number>>({
      name: 'activation',
      probe: 'activation',
      given,
      extension: ours,
      extensions,
    });
    pairs.push({ ours: costs[extensionId] ?? Number.NaN, reference: costs['bench.empty'] ?? Number.NaN });
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
report({
  name: 'activation',
  value: median(pairs.map(({ ours, reference }) => ours / reference)),
  unit: 'ratio',
  ours: median(pairs.map(({ ours }) => ours)),
  reference: median(pairs.map(({ reference }) => reference)),
  runs,
});
