import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { bundles } from './lib/bundles.mjs';
import { Failure } from './lib/failure.mjs';
import { runMain } from './lib/main.mjs';
import { numberedTexts } from './lib/numberedTexts.mjs';
import { oneVscode } from './lib/oneVscode.mjs';
import { keepPacked, packTexts } from './lib/packedTexts.mjs';
import { dist, out, root } from './lib/places.mjs';
import { redactionOnFirstUse } from './lib/redactionOnFirstUse.mjs';
import { shorten } from './lib/shorten.mjs';
import { ssh2Server } from './lib/ssh2Server.mjs';
import { installPackages } from './setup.mjs';

/** What runs in a browser: the page of an explanation, its script and its style, which `extension` loads by address. */
const webviews = {
  page: 'src/extension/pages/webview/main.ts',
  pageStyle: 'src/extension/pages/webview/page.css',
};

const webviewOptions = {
  absWorkingDir: root,
  outdir: dist,
  bundle: true,
  platform: 'browser',
  // What the lowest VS Code that the manifest allows runs in, and browsers of that time.
  target: ['chrome138', 'safari18', 'firefox140'],
  format: 'iife',
  charset: 'utf8',
  sourcemap: 'linked',
  sourcesContent: false,
  metafile: true,
  logLevel: 'warning',
};

const unreached = [
  // @azure/batch's transport, XML, uploads and proxies: it has our own transport.
  ...['node-fetch', 'abort-controller', 'form-data', 'xml2js', 'tunnel'],
  // ssh2's for keys with a passphrase: those of the sample account have none.
  'bcrypt-pbkdf',
  // @azure/identity's for a sign-in in a browser: VS Code has its own.
  'open',
];

const standIn = (name) => path.join(root, `scripts/lib/standIns/${name}.cjs`);

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
  // It is given the texts of a language, so @vscode/l10n needs not read files: its entry for browsers is half as large.
  alias: {
    '@vscode/l10n': path.join(root, 'node_modules/@vscode/l10n/dist/browser.js'),
    // Its manifest names an ES module that is not there; its other entry brings browsers' parts along.
    '@azure/batch': path.join(root, 'node_modules/@azure/batch/dist-esm/src/index.js'),
    // jsonwebtoken asks it alone, and only whether Node is at least as new as ours has been for years.
    semver: standIn('semver'),
    jssha: standIn('jssha'),
    debug: standIn('debug'),
    ...Object.fromEntries(unreached.map((name) => [name, standIn('unused')])),
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
const pluginsOf = (name) => [
  ...(sharesRedaction(name) ? [redactionOnFirstUse] : []),
  numberedTexts({ inEnglish: name === 'extension' }),
  oneVscode,
  ssh2Server,
];

const sharesRedaction = (name) => ['extension', 'commands', 'views', 'diagnosis'].includes(name);

/** What is not shipped has all scenarios of the simulator (package.json, `imports`). */
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
 * Builds all bundles and the texts of all languages into dist/ and the metafile into out/meta.json; prints their sizes. One
 * that does not build keeps none of the others from it; at the end it throws.
 */
export async function build({ minify = true } = {}) {
  const { build: bundle } = await import('esbuild');
  const bundleOne = async ([name, source]) => {
    const { metafile } = await bundle({
      ...options,
      entryPoints: { [name]: source },
      minify,
      conditions: conditionsOf(name),
      plugins: pluginsOf(name),
    });
    if (minify) metafile.outputs[`dist/${name}.cjs`].bytes = await shorten(path.join(dist, `${name}.cjs`));
    return { metafile };
  };
  const buildOne = (entry) =>
    bundleOne(entry).catch((error) => {
      rmSync(path.join(dist, `${entry[0]}.cjs`), { force: true }); // An old one must not pass for a new one.
      throw error;
    });
  const built = await Promise.allSettled([
    ...Object.entries(entryPoints()).map(buildOne),
    bundle({ ...webviewOptions, entryPoints: webviews, minify }),
    packTexts(root),
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

/** Rebuilds, unminified, whenever a source changes. The two lines it prints are what .vscode/tasks.json waits for. */
async function watch() {
  const { context } = await import('esbuild');
  const packChanged = keepPacked(root);
  const report = {
    name: 'report',
    setup({ onStart, onEnd }) {
      onStart(async () => {
        console.log('[watch] build started');
        await packChanged();
      });
      onEnd(({ metafile }) => {
        if (metafile) writeMetafile(metafile);
        console.log('[watch] build finished');
      });
    },
  };
  const running = await context({
    ...options,
    entryPoints: entryPoints(),
    plugins: [numberedTexts({ inEnglish: true }), oneVscode, ssh2Server, report],
  });
  const drawing = await context({ ...webviewOptions, entryPoints: webviews });
  await Promise.all([running.watch(), drawing.watch()]);
}

const usage = `npm run build [-- --watch | --tests --readable]

The bundles of the extension and its texts in other languages, in dist/.
  --watch     rebuild, unminified, whenever a source changes; also as npm run watch
  --tests     also the suites that run inside VS Code, in out/
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
