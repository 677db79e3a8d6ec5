import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { type AnyNode, parse } from 'acorn';
import { transformSync } from 'esbuild';
import { findLargest, findSmallest } from '../../src/core/extremes.ts';

/*
 * A call puts each value of `...values` on the stack, and fails with a `RangeError` at about 125,000 values. Functions
 * for any number of values must not be called this way: `findLargest` and loops have no limit.
 */
const src = path.join(import.meta.dirname, '../../src');
const takeAnyNumber: ReadonlySet<unknown> = new Set(
  'concat fromCharCode fromCodePoint hypot max min of push splice unshift'.split(' '),
);

/** Lists the places where a source spreads values into such a call. */
function findSpreads(source: string): readonly string[] {
  const { code } = transformSync(source, { loader: 'ts' });
  const found: string[] = [];
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    const node = value as AnyNode;
    if (node.type === 'CallExpression' && node.callee.type === 'MemberExpression') {
      const { property } = node.callee;
      const isSpread = node.arguments.some(({ type }) => type === 'SpreadElement');
      if (isSpread && property.type === 'Identifier' && takeAnyNumber.has(property.name))
        found.push(code.slice(node.start, node.end));
    }
    for (const part of Object.values(value)) visit(part);
  };
  visit(parse(code, { ecmaVersion: 'latest', sourceType: 'module' }));
  return found;
}

test('spreading values into a variadic call is found', () => {
  for (const slow of [
    'Math.max(0, ...all)',
    'a.b.push(...list())',
    'String.fromCharCode(...bytes)',
    '[].concat(...all)',
  ])
    assert.deepEqual(findSpreads(`const f = async () => ${slow};`), [slow]);
  for (const fine of ['Math.max(0, 1)', '[...all]', 'f(...all)', 'all.push([...some])'])
    assert.deepEqual(findSpreads(fine), []);
});

test('no data is spread into a call', () => {
  const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((file) =>
    /(?<!\.test|\.d)\.ts$/.test(file),
  );
  const found = files.flatMap((file) =>
    findSpreads(readFileSync(path.join(src, file), 'utf8')).map((call) => `${file}: ${call}`),
  );
  assert.deepEqual(found, []);
});

test('the largest and the smallest of any number of values are found', () => {
  const values = Array.from({ length: 1_000_000 }, (_, index) => index);
  assert.deepEqual([findLargest(values), findSmallest(values)], [999_999, 0]);
  assert.deepEqual([findLargest([], 3), findSmallest([], 3), findLargest([1], 3), findSmallest([5], 3)], [3, 3, 3, 3]);
  assert.deepEqual([findLargest([]), findSmallest([])], [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]);
});
