import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import fc from 'fast-check';
import { splitCommandLine } from './commandLine.ts';

const cases: readonly (readonly [string, readonly string[] | undefined])[] = [
  ['', []],
  ['  \t\n ', []],
  ['python3 train.py --epochs 3', ['python3', 'train.py', '--epochs', '3']],
  ['/bin/sh -c "echo \\"hi\\" && exit 3"', ['/bin/sh', '-c', 'echo "hi" && exit 3']],
  ['/bin/sh -c \'echo "$HOME" \\n\'', ['/bin/sh', '-c', 'echo "$HOME" \\n']],
  ['echo "$HOME" "\\n"', ['echo', '$HOME', '\\n']],
  ['a\\ b "" \'\' c"d"e', ['a b', '', '', 'cde']],
  ['cat file\\', ['cat', 'file\\']],
  ['"open', undefined],
  ["it's", undefined],
];

for (const [line, words] of cases) {
  test(`the command line ${JSON.stringify(line)} is split correctly`, () =>
    assert.deepEqual(splitCommandLine(line), words));
}

test('unquoting reverses quoting', () => {
  const quote = (word: string): string => `'${word.replaceAll("'", `'"'"'`)}'`;
  fc.assert(
    fc.property(fc.array(fc.string()), (words) => {
      assert.deepEqual(splitCommandLine(words.map(quote).join(' ')), words);
    }),
  );
});

test('command lines are split like in a shell', () => {
  const lines = ['a "b c" d\\ e \'f "g\'', 'x"y"\'z\' "\\"" "a\\\\b"', '\'\' "" a'];
  for (const line of lines) {
    const shell = execFileSync('/bin/sh', ['-c', `printf '%s\\0' ${line}`], { encoding: 'utf8' });
    assert.deepEqual(splitCommandLine(line), shell.split('\0').slice(0, -1));
  }
});
