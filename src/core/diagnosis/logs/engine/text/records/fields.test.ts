import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toLevel } from './fields.ts';

for (const [said, level] of [
  ['Information', 'info'],
  ['WARN', 'warning'],
  ['Critical', 'error'],
  ['Verbose', 'debug'],
  [50, 'error'],
  [30, 'info'],
  ['3', 'error'],
  [6, 'info'],
  ['dense', undefined],
  [null, undefined],
] as const)
  test(`the level ${said} is read as ${level}`, () => assert.equal(toLevel(said), level));
