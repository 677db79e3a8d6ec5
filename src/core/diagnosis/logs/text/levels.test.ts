import assert from 'node:assert/strict';
import { test } from 'node:test';
import { levelOf } from './levels.ts';

test('knows what a logger thinks of its line', () => {
  assert.equal(levelOf('WARNING: retrying'), 'warning');
  assert.equal(levelOf('[render] [error] no tiles'), 'error');
  assert.equal(levelOf('INFO:root:start'), 'info');
  assert.equal(levelOf('no level at all'), undefined);
});
