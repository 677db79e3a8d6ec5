import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './places.mjs';

const folder = 'src/core/diagnosis/logs/families';

/** Reads the rules of all families of programs. */
function readRules() {
  return readdirSync(path.join(root, folder))
    .filter((file) => file.endsWith('.rules.json'))
    .flatMap((file) => JSON.parse(readFileSync(path.join(root, folder, file), 'utf8')).rules);
}

/** Returns the texts of the families as a source with calls of `l10n.t`, for translators. */
export function writeFamilyTexts() {
  const texts = readRules().flatMap(({ title, step }) => [title, step]);
  return texts.flatMap((text) => (text === undefined ? [] : `l10n.t(${JSON.stringify(text)})`)).join(';\n');
}

/** Bundler plugin that leaves out the parts of the families' rules that only tests and readers of the file need. */
export const withoutFamilyExamples = {
  name: 'without-family-examples',
  setup(build) {
    build.onLoad({ filter: /\.rules\.json$/ }, ({ path: file }) => {
      const { rules } = JSON.parse(readFileSync(file, 'utf8'));
      const kept = rules.map(({ examples: _, source: __, ...rule }) => rule);
      return { contents: JSON.stringify({ rules: kept }), loader: 'json' };
    });
  },
};
