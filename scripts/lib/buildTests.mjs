import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { bundles } from './bundles.mjs';
import { dist, out, root } from './places.mjs';

const options = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  mainFields: ['module', 'main'],
  external: ['vscode', 'mocha'],
  // node-fetch, in the client that some suites use, recognizes signals by the name of their class.
  keepNames: true,
  // CommonJS modules have `__dirname` instead. Relative paths stay valid: out/editor is as deep as test/workbench.
  define: { 'import.meta.dirname': '__dirname' },
  sourcemap: 'linked',
  sourcesContent: false,
  logLevel: 'warning',
};

const faults = ['pass', 'fail', 'crash', 'hang'];

/** Lists the runs inside the extension host: the name of each, and the files with its tests. */
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
    .map((file) => `${folder}/${file}`)
    .sort();
}

/**
 * Builds every run, or the runs that `wanted` selects: `out/<name>/index.cjs` with the entry and its tests.
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
      const stdin = { contents: writeEntry(files), resolveDir: root, loader: 'ts' };
      return build({ ...options, stdin, outfile: path.join(outdir, 'index.cjs') });
    }),
  );
}

/**
 * Writes the entry of a run, which evaluates a test file only if it is chosen. The files share the modules that they
 * load.
 */
function writeEntry(files) {
  const tests = files.map((file) => `${JSON.stringify(file)}: () => require(${JSON.stringify(`./${file}`)}),`);
  return `import { runSuites } from './test/editor/index.ts';
export const run = () => runSuites({ ${tests.join('\n')} });
`;
}

/**
 * Suites load the product's bundles from their own folder, as src/node/load.ts does; the files written here forward to
 * the shipped bundles.
 */
function forwardBundles(outdir) {
  mkdirSync(outdir, { recursive: true });
  for (const name of Object.keys(bundles)) {
    const shipped = JSON.stringify(path.join(dist, `${name}.cjs`));
    writeFileSync(path.join(outdir, `${name}.cjs`), `module.exports = require(${shipped});\n`);
  }
}
