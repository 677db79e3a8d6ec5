import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { toDefinitionsPage } from './lib/definitionsPage.mjs';
import { runMain } from './lib/main.mjs';
import { out, root } from './lib/places.mjs';
import { toSchemas } from './lib/toSchemas.mjs';

const usage = `npm run schemas

Generates from the table of definitions: the schemas with which VS Code completes and explains definitions, the page
about them, and the setting in package.json that lists the checks. \`npm run check\` says when to run it.`;

/** Loads the table, the codes of checks, and the snippets from the current sources. */
async function readTables() {
  const { build } = await import('esbuild');
  const outfile = path.join(out, 'definitionTables.mjs');
  const from = (name) => `export * from './src/core/diagnosis/lint/${name}.ts';`;
  await build({
    stdin: {
      contents: ['table/table', 'table/property', 'codes'].map(from).join('\n'),
      resolveDir: root,
    },
    bundle: true,
    format: 'esm',
    platform: 'neutral',
    outfile,
  });
  // The query distinguishes the module from versions built from earlier sources.
  return import(`${outfile}?${Date.now()}`);
}

/** Returns all generated files, by their paths from the root. */
export async function makeFiles() {
  const tables = await readTables();
  const schemas = Object.entries(toSchemas(tables)).map(([name, schema]) => [
    `schemas/${name}.json`,
    `${JSON.stringify(schema)}\n`,
  ]);
  return Object.fromEntries([
    ...schemas,
    ['docs/definitions.md', toDefinitionsPage(tables)],
    ['package.json', writeSettings(readFile('package.json'), tables)],
  ]);
}

/** Updates the allowed values of the settings about definitions, with one line per check. */
function writeSettings(manifest, { codes, apiVersions }) {
  const levels = '{ "enum": ["off", "information", "warning", "error"] }';
  const checks = Object.keys(codes).map((code) => `            "${code}": ${levels}`);
  const versions = ['', ...apiVersions].map((version) => JSON.stringify(version)).join(', ');
  return manifest
    .replace(/("azureBatch\.definitions\.apiVersion": \{\s+"type": "string",\s+"enum": \[)[^\]]*/, `$1${versions}`)
    .replace(
      /("azureBatch\.definitions\.rules": \{[^}]*\{\},[^}]*?"properties": \{\n)[\s\S]*?( {10}\}\n)/,
      (_match, before, after) => `${before}${checks.join(',\n')}\n${after}`,
    );
}

function readFile(file) {
  try {
    return readFileSync(path.join(root, file), 'utf8');
  } catch {
    return undefined;
  }
}

/** Lists the problems for `npm run check`; empty if the schemas match. */
export async function findStaleSchemas() {
  const stale = Object.entries(await makeFiles()).filter(([file, text]) => readFile(file) !== text);
  return stale.map(([file]) => `${file} does not match the table of definitions: npm run schemas`);
}

if (process.argv[1] === import.meta.filename) {
  await runMain({ usage }, async () => {
    mkdirSync(path.join(root, 'schemas'), { recursive: true });
    const files = Object.entries(await makeFiles()).filter(([file, text]) => readFile(file) !== text);
    for (const [file, text] of files) writeFileSync(path.join(root, file), text);
    console.log(files.length === 0 ? 'nothing to write' : `written: ${files.map(([file]) => file).join(', ')}`);
  });
}
