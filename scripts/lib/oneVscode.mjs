import { readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './places.mjs';

/** What VS Code's API has at run time, by the types of the oldest version that we support. */
function listApi() {
  const types = readFileSync(path.join(root, 'node_modules/@types/vscode/index.d.ts'), 'utf8');
  const names = [...types.matchAll(/^\texport (?:abstract )?(?:class|enum|namespace|const|let|function) (\w+)/gm)];
  return [...new Set(names.map(([, name]) => name))];
}

/**
 * Bundler plugin: one module stands for `vscode` in a bundle. Left to itself the bundler copies the whole API once per
 * importing file when the bundle loads, which measured half of the cost of activation.
 */
export const oneVscode = {
  name: 'one-vscode',
  setup(build) {
    build.onResolve({ filter: /^vscode$/ }, ({ namespace }) =>
      namespace === 'vscode' ? { path: 'vscode', external: true } : { path: 'vscode', namespace: 'vscode' },
    );
    build.onLoad({ filter: /.*/, namespace: 'vscode' }, () => ({
      contents: `export const { ${listApi().join(', ')} } = require('vscode');`,
    }));
  },
};
