import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ExplainedFailure } from '../diagnosis/causes/causes.ts';
import type { Failing } from '../diagnosis/causes/failing.ts';
import { listWorks } from './seenWork.ts';

/** Makes a failed task of a job that was created at an hour of a day. */
function toFailure(jobId: string, hour: number, commandLine: string, taskId = 'a'): ExplainedFailure {
  const failing: Failing = {
    kind: 'task',
    resource: { kind: 'task', accountId: 'a', jobId, taskId },
    at: `2026-11-20T${String(hour + 1).padStart(2, '0')}:30:00Z`,
    task: { id: taskId, state: 'completed', commandLine },
    job: { id: jobId, creationTime: `2026-11-20T${String(hour).padStart(2, '0')}:00:00Z` },
    pool: undefined,
  };
  return { failing, known: 'log' } as unknown as ExplainedFailure;
}

const list = (...failures: readonly ExplainedFailure[]) =>
  listWorks({ failures }).map(({ program, series, runs }) => [program, series, runs.map(({ count }) => count)]);

test('runs of the same program in the same series are one work, with what differs from run to run left out', () => {
  assert.deepEqual(
    list(
      toFailure('nightly-2', 3, "/bin/bash -c 'python3 /app/load.py --day 20'"),
      toFailure('nightly-2', 3, "/bin/bash -c 'python3 /app/load.py --day 20'", 'b'),
      toFailure('nightly-1', 1, "/bin/bash -c 'python3 /app/load.py --day 19'"),
    ),
    [['python load.py', 'nightly-#', [2, 1]]],
  );
});

test('other programs, and other series, are other work', () => {
  assert.deepEqual(
    list(
      toFailure('nightly-1', 1, 'python3 load.py'),
      toFailure('nightly-1', 1, 'python3 report.py'),
      toFailure('weekly-1', 1, 'python3 load.py'),
      toFailure('weekly-1', 1, 'java -jar build/load.jar', 'c'),
    ).map(([program, series]) => `${program} in ${series}`),
    [
      'python load.py in nightly-#',
      'python report.py in nightly-#',
      'python load.py in weekly-#',
      'java load.jar in weekly-#',
    ],
  );
});

test('what a command is given is not part of its program', () => {
  assert.deepEqual(list(toFailure('j', 1, 'tool https://contoso.example/in?sig=abcdef --key secret')), [
    ['tool', 'j', [1]],
  ]);
});
