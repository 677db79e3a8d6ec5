import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { findBadEnd } from './badEnd.ts';

const root = path.join(import.meta.dirname, '../../../../..');

/** Parses the outputs of programs that succeeded: a name, `$` the command line, `>` output, `!` errors. */
function readSucceeded() {
  const blocks = readFileSync(path.join(root, 'test/golden/succeeded.txt'), 'utf8').trimEnd().split('\n\n');
  return blocks.map((block) => {
    const [name = '', ...lines] = block.split('\n');
    const textOf = (mark: string): string =>
      lines.flatMap((line) => (line.startsWith(mark) ? [`${line.slice(2)}\n`] : [])).join('');
    return { name, commandLine: textOf('$'), stdout: textOf('>'), stderr: textOf('!') };
  });
}

test('complaints of a program do not cast doubt on its success', () => {
  const all = readSucceeded();
  const doubted = all.flatMap(({ name, ...logs }) => {
    const end = findBadEnd(logs);
    return end === undefined ? [] : [`${name}: ${end.kind}, ${end.file}: ${end.text}`];
  });
  assert.deepEqual(doubted, []);
  assert.ok(all.length >= 300, `${all.length} outputs`);
});
