import assert from 'node:assert/strict';
import { test } from 'node:test';
import { explainTask } from '../explainTask.ts';
import { findPeak } from './peakMemory.ts';

const killed = 'render.sh: line 13:  2605 Killed                  blender --background';
const blender = (peak: string) => `Fra:205 Mem:6610.81M (Peak ${peak}M) | Mem:5720.02M, Peak:5720.02M | Sample 7/8\n`;

const explain = (stdout: string, pool: object) =>
  explainTask({
    task: {
      id: 'frame-0205',
      state: 'completed',
      executionInfo: {
        exitCode: 137,
        result: 'failure',
        failureInfo: { category: 'usererror', code: 'FailureExitCode' },
      },
    },
    pool: { id: 'cpu', ...pool },
    stdout,
    stderr: killed,
  });
const listSteps = (stdout: string, pool: object) => explain(stdout, pool).fixes.map(({ text }) => text);

test('the peak memory that a program reports is found', () => {
  assert.equal(findPeak(blender('3114.40'), blender('6624.50')), 6624.5 * 2 ** 20);
  assert.equal(findPeak('\tMaximum resident set size (kbytes): 2048'), 2 ** 21);
  assert.equal(findPeak('Mem:12.00M', undefined), undefined);
});

test('the first fix concerns only the task: enough task slots that the tasks running at once fit into memory', () => {
  const shared = { vmSize: 'standard_d2s_v3', taskSlotsPerNode: 2 };
  const [first, second] = explain(blender('6624.40'), shared).fixes;
  assert.equal(
    first?.text,
    "Raise `requiredSlots` from 1 to 2 so that fewer tasks share a node's memory: the log shows a peak of 6.5 GiB, and 2 tasks like this don't fit in the 8 GiB of standard_d2s_v3.",
  );
  assert.deepEqual(first?.edit, { path: ['requiredSlots'], value: 2 });
  assert.equal(second?.text, 'Use a VM size with more memory, or fewer task slots per node.');
  const needed = (mebibytes: number, taskSlotsPerNode: number) => {
    const log = `\tMaximum resident set size (kbytes): ${mebibytes * 1024}\n`;
    return explain(log, { vmSize: 'standard_d2s_v3', taskSlotsPerNode }).fixes[0]?.edit?.value;
  };
  assert.deepEqual([needed(2500, 4), needed(2500, 8), needed(3000, 8), needed(5720, 8)], [2, 3, 3, 5]);
});

test('a step names both the peak memory in the log and the memory of the node, instead of asking for them', () => {
  assert.equal(
    listSteps(blender('1024.00'), { vmSize: 'standard_nc6s_v3', taskSlotsPerNode: 2 })[0],
    'Compare the peak of 5.6 GiB in the log with the memory of standard_nc6s_v3, which 2 task slots share.',
  );
  assert.equal(
    listSteps(blender('9216.00'), { vmSize: 'standard_d2s_v3' })[0],
    'Use a VM size with more memory: the log shows a peak of 9 GiB, and standard_d2s_v3 has 8 GiB.',
  );
  assert.match(
    listSteps('', { vmSize: 'standard_d2s_v3', taskSlotsPerNode: 2 })[0] ?? '',
    /^Compare one task's peak memory/,
  );
});

test('task slots are mentioned only for nodes with several, and once', () => {
  const listFewer = (stdout: string, slots: number) =>
    listSteps(stdout, { vmSize: 'standard_d2s_v3', taskSlotsPerNode: slots }).filter((step) =>
      /slots per node/.test(step),
    );
  assert.equal(listFewer('', 1).length, 0);
  assert.match(listFewer('', 2).join('|'), /^Raise the task's `requiredSlots` so [^|]*$/);
  assert.equal(listFewer(blender('6624.40'), 2).length, 1);
});

test('a memory limit in the command line is quoted, and a retry without another one fails again', () => {
  for (const [commandLine, stderr, option] of [
    [
      'java -Xmx512m -jar pick.jar',
      'Exception in thread "main" java.lang.OutOfMemoryError: Java heap space\n',
      '-Xmx512m',
    ],
    [
      'node --max-old-space-size=512 build.js',
      'FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory\n',
      '--max-old-space-size=512',
    ],
  ] as const) {
    const explainLine = (line: string) =>
      explainTask({
        task: {
          id: 't',
          state: 'completed',
          commandLine: line,
          nodeInfo: { nodeId: 'n' },
          executionInfo: { exitCode: 1, result: 'failure' },
        },
        stdout: '',
        stderr,
      });
    const { fixes, change } = explainLine(commandLine);
    assert.ok(fixes[0]?.text.startsWith(`Raise \`${option}\` in the command line`), fixes[0]?.text);
    assert.equal(change, 'definition');
    assert.equal(explainLine('./run.sh').change, undefined);
  }
});
