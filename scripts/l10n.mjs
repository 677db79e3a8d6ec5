import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Failure } from './lib/failure.mjs';
import { runMain } from './lib/main.mjs';
import { root } from './lib/places.mjs';
import { listSources, readSource } from './lib/sources.mjs';

const usage = `npm run l10n [-- --check]

Writes the texts of all l10n.t calls to l10n/bundle.l10n.json, for translators.
  --check  write nothing, and fail when the file is out of step; npm run check does it too`;

const bundleFile = path.join(root, 'l10n/bundle.l10n.json');

/** The parser is made anew for every source that it is given, and slow with long ones: so many together are fastest. */
const filesTogether = 20;

/** The texts for people in the sources, as the file has them. */
async function extractTexts() {
  const { getL10nJson } = await import('@vscode/l10n-dev');
  const contents = listSources()
    .map((file) => readSource(file))
    .filter((source) => /\bl10n\b/.test(source));
  const sources = [];
  while (contents.length > 0)
    sources.push({ extension: '.ts', contents: contents.splice(0, filesTogether).join('\n;\n') });
  const texts = await getL10nJson(sources);
  return Object.fromEntries(Object.entries(texts).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Texts of calls that the file for translators has not, and texts there that no call has. */
export async function findStaleTexts() {
  return compareTexts(await extractTexts(), JSON.parse(readFileSync(bundleFile, 'utf8')));
}

/** How `known` differs from `texts`, in lines; none when it does not. */
export function compareTexts(texts, known) {
  const missing = Object.keys(texts).filter((key) => !(key in known));
  const unused = Object.keys(known).filter((key) => !(key in texts));
  if (missing.length + unused.length === 0) return [];
  return [
    ...missing.map((key) => `not in the file: ${key}`),
    ...unused.map((key) => `in no source: ${key}`),
    'Run npm run l10n, which writes l10n/bundle.l10n.json anew.',
  ];
}

async function writeTexts() {
  const texts = await extractTexts();
  writeFileSync(bundleFile, `${JSON.stringify(texts, null, 2)}\n`);
  console.log(`${Object.keys(texts).length} texts`);
}

async function checkTexts() {
  const differences = await findStaleTexts();
  if (differences.length > 0)
    throw new Failure('Texts of l10n/bundle.l10n.json', `out of step\n${differences.join('\n')}`);
}

if (process.argv[1] === import.meta.filename) {
  const options = { check: { type: 'boolean' } };
  await runMain({ usage, options }, ({ values }) => (values.check ? checkTexts() : writeTexts()));
}
