import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findIdProblem } from './ids.ts';

test('valid IDs have no problem', () => {
  for (const id of ['a', 'Job-1_x', 'x'.repeat(64)]) assert.equal(findIdProblem(id), undefined);
});

test('the problem of an invalid ID is described', () => {
  assert.match(findIdProblem('') ?? '', /at least one/);
  assert.match(findIdProblem('x'.repeat(65)) ?? '', /at most 64/);
  for (const id of ['a b', "a'b", '$(x)', '-o=x', 'ä', 'a\n']) assert.match(findIdProblem(id) ?? '', /letters, digits/);
});
