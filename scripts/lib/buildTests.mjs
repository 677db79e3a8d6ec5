import { existsSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { out, root } from './places.mjs';

const options = {
  absWorkingDir: root,
  outdir: out,
  outExtension: { '.js': '.cjs' },
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  mainFields: ['module', 'main'],
  external: ['vscode', 'mocha'],
  sourcemap: 'linked',
  sourcesContent: false,
  logLevel: 'warning',
};

/** Builds what runs inside the extension host: the editor suites, and the suites that prove the harness. */
export async function buildTests() {
  const { build } = await import('esbuild');
  const entry = path.join(root, 'test/editor/index.ts');
  const suites = path.join(root, 'test/editor');
  const entryPoints = [{ in: entry, out: 'editor/index' }];
  for (const file of readdirSync(suites, { recursive: true, encoding: 'utf8' }))
    if (file.endsWith('.test.ts')) entryPoints.push(entryPoint(path.join(suites, file), path.join('editor', file)));
  for (const fault of ['pass', 'fail', 'crash', 'hang']) {
    const file = path.join(root, 'test/host-faults', `${fault}.test.ts`);
    entryPoints.push({ in: entry, out: `host-faults/${fault}/index` });
    entryPoints.push(entryPoint(file, path.join('host-faults', fault, path.basename(file))));
  }
  for (const folder of ['editor', 'host-faults'])
    if (existsSync(path.join(out, folder))) rmSync(path.join(out, folder), { recursive: true });
  // One build per folder of entries: the same entry may not be named twice in one.
  const folders = groupBy(entryPoints, folderOf);
  await Promise.all([...folders.values()].map((points) => build({ ...options, entryPoints: points })));
}

const entryPoint = (file, target) => ({ in: file, out: target.replace(/\.ts$/, '') });
const folderOf = ({ out: target }) => (target.startsWith('editor') ? 'editor' : path.dirname(target));

function groupBy(items, keyOf) {
  const groups = new Map();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}
