import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { getNodePath, type Node, parseTree } from 'jsonc-parser';
import { runs } from '../../../../test/builders/nightly.ts';
import { doAtOnce } from '../../work.ts';
import { type DefinitionNode, find, listItems, listPath, listProperties } from './definitionTree.ts';
import { maxNesting, parseDefinition } from './parseDefinition.ts';

const parse = (text: string) => doAtOnce(parseDefinition(text));

/** The compared parts of a value: kind, offset, content, and path. */
type Shown = readonly [type: string, offset: number, length: number, value: unknown, path: string, ...inner: unknown[]];

/** The length of objects and arrays is ignored, because truncated ones may end anywhere. */
function showOurs(node: DefinitionNode): Shown {
  const inner = [
    ...listProperties(node).map(({ name, key, value }) => [name, key.offset, key.length, showOurs(value)]),
    ...listItems(node).map(showOurs),
  ];
  const length = node.type === 'object' || node.type === 'array' ? 0 : node.length;
  return [node.type, node.offset, length, node.value, listPath(node).join('/'), ...inner];
}

function showTheirs(node: Node): Shown {
  const isContainer = node.type === 'object' || node.type === 'array';
  const inner = (node.children ?? []).flatMap((child): unknown[] => {
    if (child.type !== 'property') return [showTheirs(child)];
    const [key, value] = child.children ?? [];
    return key && value ? [[key.value, key.offset, key.length, showTheirs(value)]] : [];
  });
  return [node.type, node.offset, isContainer ? 0 : node.length, node.value, getNodePath(node).join('/'), ...inner];
}

function assertSameTree(text: string): void {
  const [ours, theirs] = [parse(text)?.root, parseTree(text, [], { allowTrailingComma: true })];
  assert.deepEqual(ours && showOurs(ours), theirs && showTheirs(theirs), text);
}

test('valid text with comments is parsed into the same tree as by jsonc-parser', () => {
  for (const text of [
    'null',
    '[]',
    '{}',
    '"a\\u0041"',
    ' // c\n{"a": [1, -2.5e3, true, null, {"b": "c"}], /* d */ "e": {},}',
  ])
    assertSameTree(text);
});

test('truncated or mistyped text is parsed into the same tree as by jsonc-parser', () => {
  const pieces = [
    '{',
    '}',
    '[',
    ']',
    ',',
    ':',
    '"a"',
    '"b',
    '"id"',
    '1',
    '-',
    'true',
    'nul',
    ' ',
    '\n',
    '//',
    '/*',
    '*/',
    '\\',
  ];
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 25 }), (chosen) => assertSameTree(chosen.join(''))),
    { numRuns: runs(3000) },
  );
  fc.assert(
    fc.property(fc.json(), fc.nat(60), fc.nat(60), fc.constantFrom(...pieces), (json, at, cut, piece) => {
      assertSameTree(json.slice(0, at) + piece + json.slice(at + (cut % 3)));
    }),
    { numRuns: runs(1000) },
  );
});

test('of two properties with the same name, the first is used', () => {
  const root = parse('{"a": {"b": 1}, "a": 2, "__proto__": 3}')?.root;
  assert.equal(find(root, 'a', 'b')?.value, 1);
  assert.equal(find(root, '__proto__')?.value, 3);
  assert.equal(find(root, 'constructor'), undefined);
});

test('a value that is nested too deeply is skipped and reported', () => {
  for (const [open, close] of [
    ['[', ']'],
    ['{"a":', '}'],
  ] as const) {
    const depth = 20_000;
    const parsed = parse(`{"deep": ${open.repeat(depth)}1${close.repeat(depth)}, "next": 2}`);
    assert.equal(parsed?.tooDeep.length, 1);
    assert.equal(listPath(parsed?.tooDeep[0] ?? assert.fail()).length, maxNesting);
    assert.equal(find(parsed?.root, 'next')?.value, 2);
  }
});

test('a text of opening brackets is read to its end', () => {
  assert.equal(parse('['.repeat(100_000))?.tooDeep.length, 1);
  assert.equal(parse('{"a":['.repeat(50_000))?.tooDeep.length, 1);
});

test('long white space, and a long row of values, can be interrupted', () => {
  const steps = [...parseDefinition(`[${' '.repeat(100_000)}${'1,'.repeat(10_000)}0]`)].length;
  assert.ok(steps >= 100 && steps <= 200, `${steps} steps`);
});
