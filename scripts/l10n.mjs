import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Failure } from './lib/failure.mjs';
import { runMain } from './lib/main.mjs';
import { root } from './lib/places.mjs';

const usage = `npm run l10n [-- --check]

Writes the texts of all l10n.t calls to l10n/bundle.l10n.json, for translators.
  --check  write nothing, and fail when the file is out of step`;

const bundleFile = path.join(root, 'l10n/bundle.l10n.json');

/** The texts for people in the sources, as the file has them. */
async function extractTexts() {
  const { getL10nJson } = await import('@vscode/l10n-dev');
  const sources = readdirSync(path.join(root, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !/\.(test|d)\.ts$/.test(file))
    .map((file) => ({ extension: '.ts', contents: readFileSync(path.join(root, 'src', file), 'utf8') }));
  const texts = await getL10nJson(sources);
  return Object.fromEntries(Object.entries(texts).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function findDifferences(texts) {
  const known = JSON.parse(readFileSync(bundleFile, 'utf8'));
  const missing = Object.keys(texts).filter((key) => !(key in known));
  const unused = Object.keys(known).filter((key) => !(key in texts));
  return [...missing.map((key) => `not in the file: ${key}`), ...unused.map((key) => `in no source: ${key}`)];
}

await runMain({ usage, options: { check: { type: 'boolean' } } }, async ({ values }) => {
  const texts = await extractTexts();
  if (values.check) {
    const differences = findDifferences(texts);
    if (differences.length === 0) return;
    throw new Failure('Texts of l10n/bundle.l10n.json', `out of step\n${differences.join('\n')}`, 'npm run l10n');
  }
  writeFileSync(bundleFile, `${JSON.stringify(texts, null, 2)}\n`);
  console.log(`${Object.keys(texts).length} texts`);
});
