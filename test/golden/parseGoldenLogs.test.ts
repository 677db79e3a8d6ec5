import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseGoldenLogs } from './parseGoldenLogs.ts';

const head = 'mean\n  exit 1, linux, stderr\n  bad-input, C:\\my jobs\\mean.py:2\n';

test('the output, the exit code, and the expected finding are read', () => {
  assert.deepEqual(
    parseGoldenLogs(`${head}| a\tb \n|\n> ␛[31mno sample␍\n\nnext\n  exit 0, windows\n  nothing to blame\n`),
    [
      {
        name: 'mean',
        text: 'a\tb \n\n\u001b[31mno sample\r\n',
        context: { exitCode: 1, os: 'linux', stream: 'stderr' },
        expect: { line: 3, category: 'bad-input', frame: { file: 'C:\\my jobs\\mean.py', line: 2 } },
      },
      { name: 'next', text: '', context: { exitCode: 0, os: 'windows' }, expect: null },
    ],
  );
});

test('the line end after the last line is omitted if the output has none', () => {
  assert.equal(parseGoldenLogs(`${head}| a\n> b\n\\ no line end\n`)[0]?.text, 'a\nb');
});

const mistakes: readonly (readonly [name: string, file: string, message: RegExp])[] = [
  ['no line end', `${head}> a`, /line end at the end of the file/],
  ['a name of two words', head.replace('mean', 'the mean'), /^Error: line 1: .*name.*'the mean'/],
  ['a name that is there twice', `${head}> a\n\n${head}> a\n`, /^Error: line 6: 'mean' is there twice/],
  ['an exit code in words', head.replace('exit 1', 'exit one'), /^Error: line 2: .*exit CODE/],
  ['an unknown category', head.replace('bad-input', 'bad'), /^Error: line 3: .*CATEGORY/],
  ['a frame without a line', head.replace('mean.py:2', 'mean.py'), /^Error: line 3: .*FILE:LINE/],
  ['a frame where nothing is to blame', head.replace('bad-input', 'nothing to blame'), /^Error: line 3/],
  ['a line without its mark', `${head}> a\nb\n`, /^Error: line 5: .*'b'/],
  ['a control character', `${head}> a\r\n`, /^Error: line 4: .*control characters/],
  ['no line at fault', `${head}| a\n`, /^Error: line 1: .*one line with '>'/],
  ['two lines at fault', `${head}> a\n> b\n`, /^Error: line 1: .*one line with '>'/],
  ['an empty line too many', `${head}> a\n\n\n${head}> a\n`, /^Error: line 6/],
];

for (const [name, file, message] of mistakes)
  test(`an invalid file is refused: ${name}`, () => {
    assert.throws(() => parseGoldenLogs(file.endsWith('\n') || name === 'no line end' ? file : `${file}\n`), message);
  });
