import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findSameLine } from './sameLine.ts';

const before = [
  '# a failed',
  '',
  '## Why',
  '',
  'Its input is missing.',
  '',
  '## Evidence',
  '',
  '- exitCode: 1',
  '- node: 2',
];

test('a line that still exists is found in its section, wherever the section is now', () => {
  const after = ['# a failed', '', '## News', '', 'Some.', '', ...before.slice(2)];
  assert.equal(findSameLine(before, 8, after), 12);
  assert.equal(findSameLine(before, 6, after), 10, 'a heading');
});

test('if the line has changed, the reader stays in the section, at the same distance from its heading', () => {
  const after = [
    '# a is running',
    '',
    '## Why',
    '',
    'It runs.',
    'Nothing failed.',
    '',
    '## Evidence',
    '',
    '- since: 10:42',
  ];
  assert.equal(findSameLine(before, 4, after), 4);
  assert.equal(findSameLine(before, 8, after), 9);
  assert.equal(findSameLine(before, 9, after), 9, 'a section that is shorter now');
});

test('the reader stays at the top of the document, and at the same line number if the section is gone', () => {
  assert.equal(findSameLine(before, 0, ['# a succeeded', '', 'All well.']), 0);
  assert.equal(findSameLine(before, 1, ['# a succeeded', '', 'All well.']), 1);
  assert.equal(findSameLine(before, 8, ['# a succeeded', '', 'All well.']), 2);
});
