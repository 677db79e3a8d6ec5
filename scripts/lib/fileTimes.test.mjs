import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FileTimes } from './fileTimes.mjs';

const [one, other] = ['test/cli/cli.test.ts', 'test/cli/wait.test.ts'];

test('what a process and those below it use counts for the test file that it names, and for no file if it names several', () => {
  const times = new FileTimes();
  const toTree = (title, ownS, childS) => [
    { pid: 1, parent: 0, processorS: 9, command: `node --test ${one} ${other}` },
    { pid: 2, parent: 1, processorS: ownS, command: `node ${title}` },
    ...(childS === undefined ? [] : [{ pid: 3, parent: 2, processorS: childS, command: `node cli.cjs ${other}` }]),
  ];
  times.add(toTree('out/shared/1.mjs', 5));
  assert.deepEqual(times.seconds, {}, 'loading many files');
  times.add(toTree(one, 6, 2));
  times.add(toTree(one, 7, 4));
  times.add(toTree(one, 11));
  assert.deepEqual(times.seconds, { [one]: 6 }, 'the child has ended, and its parent has its time');
  times.add(toTree(other, 14));
  assert.deepEqual(times.seconds, { [one]: 6, [other]: 3 });
});
