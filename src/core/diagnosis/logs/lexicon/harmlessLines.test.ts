import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isMeaningless } from './harmlessLines.ts';

for (const line of [
  'libGL error: failed to load driver: swrast',
  'bash: warning: setlocale: LC_ALL: cannot change locale (en_US.UTF-8): No such file or directory',
  '+ grep error log.txt',
  'make: [Makefile:12: clean] Error 1 (ignored)',
  'Name     Passed     Failed     Errors',
])
  test(`a line that says nothing about a failure is meaningless: ${line}`, () => {
    assert.ok(isMeaningless(line));
  });

for (const line of ['cp: cannot stat libGL: No such file or directory', 'error: the table has no header'])
  test(`a line that says what failed is not meaningless: ${line}`, () => {
    assert.ok(!isMeaningless(line));
  });
