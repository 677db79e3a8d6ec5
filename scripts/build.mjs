import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { bundles } from './lib/bundles.mjs';
import { Failure } from './lib/failure.mjs';
import { runMain } from './lib/main.mjs';
import { oneVscode } from './lib/oneVscode.mjs';
import { dist, out, root } from './lib/places.mjs';
import { redactionOnFirstUse } from './lib/redactionOnFirstUse.mjs';
import { installPackages } from './setup.mjs';

/** Browser code: the script and style of explanation pages, which `extension` loads by address. */
const webviews = {
  page: 'src/extension/pages/webview/main.ts',
  pageStyle: 'src/extension/pages/webview/page.css',
};

const webviewOptions = {
  absWorkingDir: root,
  outdir: dist,
  bundle: true,
  platform: 'browser',
  // Electron of the oldest VS Code that the manifest allows, and browsers of that time.
  target: ['chrome138', 'safari18', 'firefox140'],
  format: 'iife',
  charset: 'utf8',
  sourcemap: 'linked',
  sourcesContent: false,
  metafile: true,
  logLevel: 'warning',
};

const options = {
  absWorkingDir: root,
  outdir: dist,
  outExtension: { '.js': '.cjs' },
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  charset: 'utf8',
  // jsonc-parser's CommonJS entry hides its requires from the bundler and dies at load; its ES module entry is whole.
  mainFields: ['module', 'main'],
  // Packages entered as ES modules ask for import.meta.url, which is undefined in CommonJS.
  define: { 'import.meta.url': 'importMetaUrl' },
  banner: { js: "var importMetaUrl = require('node:url').pathToFileURL(__filename).href;" },
  alias: {
    // Its manifest names an ES module that is not there; its other entry is for browsers.
    '@azure/batch': path.join(root, 'node_modules/@azure/batch/dist-esm/src/index.js'),
    'node-fetch': path.join(root, 'scripts/lib/nodeFetch.cjs'),
  },
  // The optional native parts of ssh2: required inside try/catch, plain JavaScript does without them.
  external: ['cpu-features', '*.node'],
  plugins: [oneVscode],
  sourcemap: 'linked',
  sourcesContent: false,
  metafile: true,
  logLevel: 'warning',
};

/** These bundles share one redaction. */
const pluginsOf = (name) => [...(sharesRedaction(name) ? [redactionOnFirstUse] : []), oneVscode];

const sharesRedaction = (name) =>
  ['extension', 'commands', 'views', 'causes', 'diagnosis', 'cli', 'simulator', 'search'].includes(name);

/** Bundles that aren't shipped have all scenarios of the simulator (package.json, `imports`). */
const conditionsOf = (name) => (name === 'simulatorMain' ? ['module'] : ['module', 'shipped']);

function entryPoints() {
  const missing = Object.entries(bundles).filter(([, source]) => !existsSync(path.join(root, source)));
  for (const [name, source] of missing) console.log(`  left out ${name}.cjs: there is no ${source}`);
  const absent = new Set(missing.map(([name]) => name));
  return Object.fromEntries(Object.entries(bundles).filter(([name]) => !absent.has(name)));
}

function writeMetafile(metafile) {
  mkdirSync(out, { recursive: true });
  writeFileSync(path.join(out, 'meta.json'), JSON.stringify(metafile));
}

/**
 * Builds all bundles into dist/ and the metafile into out/meta.json, and prints their sizes. A bundle that fails does not
 * stop the others; at the end it throws.
 */
export async function build({ minify = true } = {}) {
  const { build: bundle } = await import('esbuild');
  const bundleOne = ([name, source]) =>
    bundle({
      ...options,
      entryPoints: { [name]: source },
      minify,
      conditions: conditionsOf(name),
      plugins: pluginsOf(name),
      // ssh2 recognizes its sessions by the name of their class.
      keepNames: name.startsWith('simulator'),
    });
  const buildOne = (entry) =>
    bundleOne(entry).catch((error) => {
      rmSync(path.join(dist, `${entry[0]}.cjs`), { force: true }); // An old bundle must not be mistaken for a new one.
      throw error;
    });
  const built = await Promise.allSettled([
    ...Object.entries(entryPoints()).map(buildOne),
    bundle({ ...webviewOptions, entryPoints: webviews, minify }),
  ]);
  const outputs = Object.assign({}, ...built.map(({ value }) => value?.metafile.outputs));
  writeMetafile({ outputs });
  const sizes = Object.entries(outputs)
    .filter(([file]) => !file.endsWith('.map'))
    .map(([file, { bytes }]) => `${path.basename(file)} ${(bytes / 1000).toFixed(0)} kB`);
  console.log(`  built ${sizes.join(', ')}`);
  const failed = built.filter(({ status }) => status === 'rejected').length;
  if (failed > 0) throw new Failure('Building', `${failed} of ${built.length} parts failed, as shown above`);
}

/** Rebuilds, unminified, whenever a source changes. .vscode/tasks.json waits for the two lines that it prints. */
async function watch() {
  const { context } = await import('esbuild');
  const report = {
    name: 'report',
    setup({ onStart, onEnd }) {
      onStart(() => console.log('[watch] build started'));
      onEnd(({ metafile }) => {
        if (metafile) writeMetafile(metafile);
        console.log('[watch] build finished');
      });
    },
  };
  const running = await context({
    ...options,
    entryPoints: entryPoints(),
    keepNames: true,
    plugins: [oneVscode, report],
  });
  const drawing = await context({ ...webviewOptions, entryPoints: webviews });
  await Promise.all([running.watch(), drawing.watch()]);
}

const usage = `npm run build [-- --watch | --tests --readable]

Builds the extension's bundles, in dist/.
  --watch     rebuild, unminified, whenever a source changes; also as npm run watch
  --tests     also build the suites that run inside VS Code, in out/
  --readable  unminified, so that a debugger shows names as they were written`;

async function buildOnce({ tests, readable }) {
  await build({ minify: !readable });
  if (tests) await (await import('./lib/buildTests.mjs')).buildTests();
}

const flags = { watch: { type: 'boolean' }, tests: { type: 'boolean' }, readable: { type: 'boolean' } };

if (process.argv[1] === import.meta.filename) {
  await runMain({ usage, options: flags }, async ({ values }) => {
    await installPackages();
    return values.watch ? watch() : buildOnce(values);
  });
}
