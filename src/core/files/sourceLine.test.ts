import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findSourceLine } from './sourceLine.ts';

const text = 'import os\n\nweights = open(name)\nprint(weights)\n}\n';

test('an unchanged line is marked in its place', () => {
  assert.deepEqual(findSourceLine(text, 3, '  weights =  open(name)'), { line: 3, state: 'same' });
  assert.deepEqual(findSourceLine(text.replaceAll('\n', '\r\n'), 3, 'weights = open(name)'), {
    line: 3,
    state: 'same',
  });
});

test('a moved line is found again, and of several equal lines the nearest is used', () => {
  assert.deepEqual(findSourceLine(text, 1, 'weights = open(name)'), { line: 3, state: 'moved' });
  assert.deepEqual(findSourceLine(`run()\nx\nx\nrun()\n`, 3, 'run()'), { line: 4, state: 'moved' });
  assert.deepEqual(findSourceLine(`run()\nx\nrun()\n`, 2, 'run()'), { line: 2, state: 'changed' }, 'two are as near');
  assert.deepEqual(findSourceLine(text, 900, 'print(weights)'), { line: 4, state: 'moved' });
});

test('a missing line is reported, unless nothing is known about the line', () => {
  assert.deepEqual(findSourceLine(text, 3, 'weights = load(name)'), { line: 3, state: 'changed' });
  assert.deepEqual(findSourceLine(text, 1, '}'), { line: 1, state: 'changed' }, 'a brace is everywhere');
  assert.deepEqual(findSourceLine(text, 3, undefined), { line: 3, state: 'unknown' });
  assert.deepEqual(findSourceLine(text, 9, undefined), { line: 5, state: 'beyond' });
  assert.deepEqual(findSourceLine('', 9, 'weights'), { line: 1, state: 'beyond' });
});
