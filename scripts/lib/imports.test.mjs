import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findImports } from './imports.mjs';

const cases = [
  ["import a from 'a';", [{ specifier: 'a', typeOnly: false }]],
  ["import type { B } from './b.ts';", [{ specifier: './b.ts', typeOnly: true }]],
  ["import './c.ts';", [{ specifier: './c.ts', typeOnly: false }]],
  ['import {\n  x,\n  type y,\n} from "node:fs";', [{ specifier: 'node:fs', typeOnly: false }]],
  ["export * from './d.ts';", [{ specifier: './d.ts', typeOnly: false }]],
  ["export type { T } from './t.ts';", [{ specifier: './t.ts', typeOnly: true }]],
  ["const f = () => import('./e.ts');", [{ specifier: './e.ts', typeOnly: false }]],
  ["const k = require('vscode');", [{ specifier: 'vscode', typeOnly: false }]],
  ['const k = require(path);', [{ specifier: undefined, typeOnly: false }]],
  ['function require(what) {}\nrequire(body);', []],
  ["// import z from 'z'\n/* import q from 'q' */", []],
  ["export const s = 'from';\nlog.import('x');", []],
];

for (const [source, expected] of cases)
  test(source.replaceAll('\n', ' '), () => {
    assert.deepEqual(
      findImports(source).map(({ specifier, typeOnly }) => ({ specifier, typeOnly })),
      expected,
    );
  });

test('an import is reported with its line', () => {
  assert.equal(findImports("\n\nimport a from 'a';")[0].line, 3);
});
