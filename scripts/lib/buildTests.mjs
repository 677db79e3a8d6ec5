import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { bundles } from './bundles.mjs';
import { dist, out, root } from './places.mjs';

const options = {
  absWorkingDir: root,
  outExtension: { '.js': '.cjs' },
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  mainFields: ['module', 'main'],
  external: ['vscode', 'mocha'],
  // node-fetch, of the client that some suites use, recognizes signals by the name of their class.
  keepNames: true,
  // A CommonJS module knows its folder by another name; out/editor is as far from the root as test/workbench is.
  define: { 'import.meta.dirname': '__dirname' },
  sourcemap: 'linked',
  sourcesContent: false,
  logLevel: 'warning',
};

const faults = ['pass', 'fail', 'crash', 'hang'];

/** The runs inside the extension host: where each is built, and the files with its tests. */
function suites() {
  return [
    { name: 'editor', files: listFiles('test/editor', '.test.ts') },
    ...faults.map((fault) => ({ name: `host-faults/${fault}`, files: [`test/host-faults/${fault}.test.ts`] })),
    { name: 'bench', files: listFiles('test/bench', '.probe.ts') },
  ];
}

function listFiles(folder, ending) {
  return readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith(ending))
    .map((file) => `${folder}/${file}`);
}

/**
 * Builds every run, or those that `wanted` names: `out/<name>/index.cjs` with the entry, and its tests as `*.test.cjs`
 * beside it.
 * @param {(name: string) => boolean} [wanted]
 */
export async function buildTests(wanted = () => true) {
  const { build } = await import('esbuild');
  const runs = suites().filter(({ name }) => wanted(name));
  await Promise.all(
    runs.map(({ name, files }) => {
      const outdir = path.join(out, name);
      rmSync(outdir, { recursive: true, force: true });
      forwardBundles(outdir);
      const tests = files.map((file) => [`${path.basename(file).replace(/\.(test|probe)\.ts$/, '')}.test`, file]);
      return build({
        ...options,
        outdir,
        entryPoints: { index: 'test/editor/index.ts', ...Object.fromEntries(tests) },
      });
    }),
  );
}

/** Suites load our bundles from beside themselves, as src/node/load.ts does; these are the ones that ship. */
function forwardBundles(outdir) {
  mkdirSync(outdir, { recursive: true });
  for (const name of Object.keys(bundles)) {
    const shipped = JSON.stringify(path.join(dist, `${name}.cjs`));
    writeFileSync(path.join(outdir, `${name}.cjs`), `module.exports = require(${shipped});\n`);
  }
}
