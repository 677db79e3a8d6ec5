import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Failure } from './lib/failure.mjs';
import { writeFamilyTexts } from './lib/familyRules.mjs';
import { findStale, languages, listUntranslated, readTexts, textFiles } from './lib/languages.mjs';
import { runMain } from './lib/main.mjs';
import { root } from './lib/places.mjs';
import { listSources, readSource } from './lib/sources.mjs';
import { listKeys, listTextCalls } from './lib/textCalls.mjs';

const usage = `npm run l10n [-- --check]

Writes the texts of all l10n.t calls to l10n/bundle.l10n.json, for translators. Translations of removed or
changed texts are dropped, and shown. A text without a translation stays in English until it has one.
  --check  write nothing, and fail if the file is out of date; npm run check does this too`;

const bundleFile = path.join(root, textFiles.code());

/** Extracts the texts for people from the sources, in the format of the translators' file. */
async function extractTexts() {
  const { getL10nJson } = await import('@vscode/l10n-dev');
  const sources = [...listSources().map((file) => readSource(file)), writeFamilyTexts()];
  const texts = await getL10nJson([{ extension: '.ts', contents: keepTextCalls(sources) }]);
  return Object.fromEntries(Object.entries(texts).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/**
 * Reduces sources to their calls with texts: VS Code's own parser, which extracts the texts, takes fifty times as long
 * with whole sources.
 */
export function keepTextCalls(sources) {
  const calls = sources.flatMap((source) => {
    if (/\bl10n as \w/.test(source)) throw new Failure('Texts of l10n.t', 'a source uses another name for l10n');
    return listTextCalls(source);
  });
  return ["import { l10n } from 'vscode'", ...calls].join(';\n');
}

/** Lists texts in calls that the translators' file lacks, and texts in the file that no call uses. */
export async function findStaleTexts() {
  const texts = await extractTexts();
  return [
    ...compareTexts(texts, JSON.parse(readFileSync(bundleFile, 'utf8'))),
    ...findUnseen(
      texts,
      listSources().map((file) => readSource(file)),
    ),
  ];
}

/** Lists the texts in calls that translators don't receive, such as those whose comment isn't a literal in the call. */
export function findUnseen(texts, sources) {
  const unseen = sources.flatMap(listKeys).filter((key) => !(key in texts));
  return unseen.map((key) => `not seen by translators: ${key} (write message and comment as literals in the call)`);
}

/** Lists the differences between `known` and `texts`, one per line. */
export function compareTexts(texts, known) {
  const missing = Object.keys(texts).filter((key) => !(key in known));
  const unused = Object.keys(known).filter((key) => !(key in texts));
  if (missing.length + unused.length === 0) return [];
  return [
    ...missing.map((key) => `not in the file: ${key}`),
    ...unused.map((key) => `in no source: ${key}`),
    'Run npm run l10n, which rewrites l10n/bundle.l10n.json.',
  ];
}

async function writeTexts() {
  const texts = await extractTexts();
  writeJson(bundleFile, texts);
  const dropped = Object.values(textFiles).flatMap((toFile) => dropStaleTranslations(toFile));
  if (dropped.length > 0)
    console.log(`${dropped.length} translations dropped, whose texts were removed or changed:\n${dropped.join('\n')}`);
  console.log(`${Object.keys(texts).length} texts, ${listUntranslated().length} translations missing`);
}

const writeJson = (file, content) => writeFileSync(file, `${JSON.stringify(content, null, 2)}\n`);

/**
 * Removes translations that are unused, and translations of changed texts. Returns these, one per line: the file, the
 * key, and the translation, which may serve for the text that took its place.
 */
export function dropStaleTranslations(toFile, folder = root) {
  const english = readTexts(toFile(), folder);
  return languages.map(toFile).flatMap((file) => {
    const stale = toFile === textFiles.manifest ? findStale(english, file, folder) : [];
    const place = path.join(folder, file);
    const known = JSON.parse(readFileSync(place, 'utf8'));
    const kept = Object.keys(english).filter((key) => key in known && !stale.includes(key));
    const before = readTexts(file, folder);
    writeJson(place, Object.fromEntries(kept.map((key) => [key, known[key]])));
    return Object.keys(known)
      .filter((key) => !kept.includes(key))
      .map((key) => `${file}: ${key} → ${before[key]}`);
  });
}

async function checkTexts() {
  const differences = await findStaleTexts();
  if (differences.length > 0)
    throw new Failure('Texts of l10n/bundle.l10n.json', `out of date\n${differences.join('\n')}`);
}

if (process.argv[1] === import.meta.filename) {
  const options = { check: { type: 'boolean' } };
  await runMain({ usage, options }, ({ values }) => (values.check ? checkTexts() : writeTexts()));
}
