import assert from 'node:assert/strict';
import { test } from 'node:test';
import { explainLog } from '../../explainLog.ts';
import { findOutputFolder } from './outputs.ts';

for (const [file, text, commandLine, folder] of [
  ['out/9/a.rgbe', 'cannot open out/9/a.rgbe', 'render -s a.xml -o out/9/', 'out/9'],
  ['res/t.csv', 'Failed to create res/t.csv: No such file or directory', 'solve --output=res/t.csv in.k', 'res'],
  ['/d/x/y.log', '/bin/bash: line 1: /d/x/y.log: No such file or directory', "bash -c './run > /d/x/y.log'", '/d/x'],
  ['o/b/c.vtk', "could not write 'o/b/c.vtk'", 'mesh --out-dir "o/b" a.stl', 'o/b'],
  // Inputs, outputs that a later command reads, and files in the working directory.
  ['in/a.csv', 'cannot open in/a.csv', 'solve -i in/a.csv -o out', undefined],
  ['out/a.csv', 'cannot open out/a.csv', 'bash -c "solve -o out/a.csv && plot out/a.csv"', undefined],
  ['out/a.csv', 'out/a.csv: No such file or directory', 'solve -o out/a.csv', undefined],
  ['a.csv', 'cannot open a.csv', 'solve -o a.csv', undefined],
  ['output2/a.csv', 'cannot open output2/a.csv', 'solve -o output', undefined],
  ['a/b.csv', 'cannot open a/b.csv', undefined, undefined],
] as const)
  test(`the folder of the output ${file} of ${commandLine} is ${folder}`, () => {
    assert.equal(findOutputFolder(file, text, commandLine), folder);
  });

test('a missing folder of an output is named, and has to be created', () => {
  const found = explainLog(
    'ERROR main [Job] caught exception: Error while trying to open file "out/9/a.rgbe": No such file or directory\n',
    {
      exitCode: 255,
      commandLine: 'render -s a.xml -o out/9/',
    },
  );
  assert.equal(found?.title, 'out/9 is missing');
  assert.match(found?.fixes[0]?.text ?? '', /^Create the folder out\/9 /);
});
