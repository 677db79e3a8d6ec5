import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './places.mjs';
import { withoutComments } from './sources.mjs';

/** Lists the run-time names of VS Code's API, by the types of the oldest supported version. */
function listApi() {
  const types = readFileSync(path.join(root, 'node_modules/@types/vscode/index.d.ts'), 'utf8');
  const names = [...types.matchAll(/^\texport (?:abstract )?(?:class|enum|namespace|const|let|function) (\w+)/gm)];
  return [...new Set(names.map(([, name]) => name))];
}

/** Lists all words in the only room that knows VS Code. */
function listWords() {
  const room = path.join(root, 'src/extension');
  const sources = readdirSync(room, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  return new Set(
    sources.flatMap((file) => withoutComments(readFileSync(path.join(room, file), 'utf8')).match(/\w+/g) ?? []),
  );
}

/** Lists the names of the API that the sources may use, since the bundler would keep all of them. */
function listUsedApi() {
  const words = listWords();
  return listApi().filter((name) => words.has(name));
}

/**
 * Bundler plugin that makes one module represent `vscode` in a bundle. By default, the bundler copies the whole API
 * once per importing file when the bundle loads, which took half of the activation time when measured.
 */
export const oneVscode = {
  name: 'one-vscode',
  setup(build) {
    build.onResolve({ filter: /^vscode$/ }, ({ namespace }) =>
      namespace === 'vscode' ? { path: 'vscode', external: true } : { path: 'vscode', namespace: 'vscode' },
    );
    build.onLoad({ filter: /.*/, namespace: 'vscode' }, () => ({
      contents: `export const { ${listUsedApi().join(', ')} } = require('vscode');`,
    }));
  },
};
