import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { parseGoldenTasks } from './parseGoldenTasks.ts';

const file = `not-downloaded
  exit 2
  category network-dns
  category network
  frame fetch.sh:3
  subject data.example.com
  step check-network
stdout.txt
| fetching
| 50 %␍100 %
\\ no line end
stderr.txt
> curl: (6) Could not resolve host: data.example.com
~ tar: reads.tar: Cannot open: No such file or directory

silent
  exit 0
`;

suite('tasks with their expected explanation', () => {
  test('a task has both logs as written, and the positions of marked lines', () => {
    const [first, second] = parseGoldenTasks(file);
    assert.deepEqual(first, {
      name: 'not-downloaded',
      exitCode: 2,
      logs: {
        'stdout.txt': 'fetching\n50 %\r100 %',
        'stderr.txt':
          'curl: (6) Could not resolve host: data.example.com\ntar: reads.tar: Cannot open: No such file or directory\n',
      },
      expect: {
        places: [{ log: 'stderr.txt', line: 1 }],
        follows: [{ log: 'stderr.txt', line: 2 }],
        categories: ['network-dns', 'network'],
        frames: [{ file: 'fetch.sh', line: 3 }],
        subjects: ['data.example.com'],
        steps: ['check-network'],
      },
    });
    assert.deepEqual(second?.logs, { 'stdout.txt': '', 'stderr.txt': '' });
  });

  for (const [wrong, expected] of [
    ['a b\n  exit 1\n', /^Error: line 1: want a name, not 'a b'$/],
    ['a\n  exit one\n', /^Error: line 2: want ' {2}exit CODE'/],
    ['a\n  exit 1\n  category sorrow\n', /^Error: line 1: want another category than sorrow/],
    ['a\n  exit 1\n| printed\n', /^Error: line 3: want a label, the name of a log, or a printed line/],
    ['a\n  exit 1\nstderr.txt\nprinted\n', /^Error: line 4: want a label/],
  ] as const)
    test(`a mistake in the file is reported: ${wrong.trim().split('\n').at(-1)}`, () => {
      assert.throws(() => parseGoldenTasks(wrong), expected);
    });
});
