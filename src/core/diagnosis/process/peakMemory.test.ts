import assert from 'node:assert/strict';
import { test } from 'node:test';
import { explainTask } from '../explainTask.ts';
import { findPeak } from './peakMemory.ts';

const killed = 'render.sh: line 13:  2605 Killed                  blender --background';
const blender = (peak: string) => `Fra:205 Mem:6610.81M (Peak ${peak}M) | Mem:5720.02M, Peak:5720.02M | Sample 7/8\n`;

const listSteps = (stdout: string, pool: object) =>
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
  }).fixes.map(({ text }) => text);

test('the most memory is found that a program says it had', () => {
  assert.equal(findPeak(blender('3114.40'), blender('6624.50')), 6624.5 * 2 ** 20);
  assert.equal(findPeak('\tMaximum resident set size (kbytes): 2048'), 2 ** 21);
  assert.equal(findPeak('Mem:12.00M', undefined), undefined);
});

test('a step names the peak in the log and the memory of the node instead of asking for both', () => {
  const shared = { vmSize: 'standard_d2s_v3', taskSlotsPerNode: 2 };
  assert.equal(
    listSteps(blender('6624.40'), shared)[0],
    'Use fewer task slots per node, or a VM size with more memory: the log shows a peak of 6.5 GiB, and 2 tasks like this do not fit in the 8 GiB of standard_d2s_v3.',
  );
  assert.equal(
    listSteps(blender('1024.00'), { vmSize: 'standard_nc6s_v3', taskSlotsPerNode: 2 })[0],
    'Compare the peak of 5.6 GiB in the log with the memory of standard_nc6s_v3, which 2 task slots share.',
  );
  assert.match(listSteps('', shared)[0] ?? '', /^Compare the peak memory of one task/);
});

test('fewer task slots are advised only where a node has several, and once', () => {
  const listFewer = (stdout: string, slots: number) =>
    listSteps(stdout, { vmSize: 'standard_d2s_v3', taskSlotsPerNode: slots }).filter((step) =>
      /slots per node/.test(step),
    );
  assert.equal(listFewer('', 1).length, 0);
  assert.equal(listFewer('', 2).length, 1);
  assert.equal(listFewer(blender('6624.40'), 2).length, 1);
});
