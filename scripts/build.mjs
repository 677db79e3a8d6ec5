import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { bundles } from './lib/bundles.mjs';
import { Failure } from './lib/failure.mjs';
import { withoutFamilyExamples } from './lib/familyRules.mjs';
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
  // The CommonJS entry of jsonc-parser hides its requires from the bundler and fails at load; the ES module entry
  // works.
  mainFields: ['module', 'main'],
  // Packages bundled from ES modules use import.meta.url, which is undefined in CommonJS.
  define: { 'import.meta.url': 'importMetaUrl' },
  banner: { js: "var importMetaUrl = require('node:url').pathToFileURL(__filename).href;" },
  alias: {
    // The package's manifest names an ES module that doesn't exist, and the other entry is for browsers.
    '@azure/batch': path.join(root, 'node_modules/@azure/batch/dist-esm/src/index.js'),
    'node-fetch': path.join(root, 'scripts/lib/nodeFetch.cjs'),
  },
  // Optional native parts that ssh2 requires inside try/catch; without these parts, ssh2 uses plain JavaScript.
  external: ['cpu-features', '*.node'],
  plugins: [oneVscode],
  sourcemap: 'linked',
  sourcesContent: false,
  metafile: true,
  logLevel: 'warning',
};

/** Returns the bundler plugins of a bundle; some bundles share one redaction. */
const pluginsOf = (name) => [...(sharesRedaction(name) ? [redactionOnFirstUse] : []), oneVscode, withoutFamilyExamples];

const sharesRedaction = (name) =>
  ['extension', 'commands', 'documents', 'views', 'causes', 'diagnosis', 'cli', 'simulator', 'search'].includes(name);

/** Only the standalone simulator has all scenarios; other bundles have the shipped ones (package.json, `imports`). */
const conditionsOf = (name) => (name === 'simulatorMain' ? ['module'] : ['module', 'shipped']);

function entryPoints() {
  const missing = Object.entries(bundles).filter(([, source]) => !existsSync(path.join(root, source)));
  for (const [name, source] of missing) console.log(`  left out ${name}.cjs: there is no ${source}`);
  const absent = new Set(missing.map(([name]) => name));
  return Object.fromEntries(Object.entries(bundles).filter(([name]) => !absent.has(name)));
}

/** Returns the bundler options of a bundle, and of its sources as `plugins` load them. */
export function toOptions(name, { minify = true, plugins = [] } = {}) {
  return {
    ...options,
    entryPoints: { [name]: bundles[name] },
    // An error that no one catches prints the line that threw it, which must not be the whole program.
    minify: minify && name !== 'simulatorMain',
    conditions: conditionsOf(name),
    plugins: [...pluginsOf(name), ...plugins],
    // ssh2 recognizes its sessions by the name of their class.
    keepNames: name.startsWith('simulator'),
  };
}

function writeMetafile(metafile) {
  mkdirSync(out, { recursive: true });
  writeFileSync(path.join(out, 'meta.json'), JSON.stringify(metafile));
}

/**
 * Builds all bundles into dist/ and the metafile into out/meta.json, and prints their sizes. A bundle that fails does
 * not stop the others; the error is thrown at the end.
 */
export async function build({ minify = true } = {}) {
  const { build: bundle } = await import('esbuild');
  const buildOne = (name) =>
    bundle(toOptions(name, { minify })).catch((error) => {
      rmSync(path.join(dist, `${name}.cjs`), { force: true }); // An old bundle must not be mistaken for a new one.
      throw error;
    });
  const built = await Promise.allSettled([
    ...Object.keys(entryPoints()).map(buildOne),
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

/** Rebuilds, unminified, whenever a source changes. .vscode/tasks.json waits for the two printed lines. */
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
