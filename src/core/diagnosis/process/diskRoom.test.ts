import assert from 'node:assert/strict';
import { test } from 'node:test';
import { explainTask } from '../explainTask.ts';

const explain = (stderr: string, pool: object) =>
  explainTask({
    task: { id: 't', state: 'completed', executionInfo: { exitCode: 1, result: 'failure' } },
    pool: { id: 'cpu', ...pool },
    stdout: '',
    stderr,
  });
const full = 'tar: out/part-7.bin: Cannot write: No space left on device\ntar: Error is not recoverable: exiting now';

test('a full disk is described by the VM size and the slots that share it', () => {
  const say = (pool: object) =>
    explain(full, pool)
      .evidence.map(({ text }) => text)
      .join('\n');
  assert.match(
    say({ vmSize: 'standard_d4s_v3', taskSlotsPerNode: 4 }),
    /about 32 GiB, and up to 4 tasks share it: 8 GiB/,
  );
  assert.match(say({ vmSize: 'standard_d4s_v3' }), /about 32 GiB for all files of tasks/);
  assert.doesNotMatch(say({ vmSize: 'standard_l8s_v9' }), /GiB/);
  assert.match(
    say({ vmSize: 'standard_d4s_v5', virtualMachineConfiguration: { osDisk: { diskSizeGB: 64 } } }),
    /no temporary disk, so tasks' files are on the operating system disk of 64 GB/,
  );
});

test('the first step against a full disk without a temporary one is a size that has it, or a larger disk', () => {
  const [first] = explain(full, { vmSize: 'Standard_E8s_v5' }).fixes;
  assert.match(first?.text ?? '', /VM size that has a temporary disk .*osDisk\.diskSizeGB/);
  const [other] = explain(full, { vmSize: 'Standard_E8ds_v5' }).fixes;
  assert.doesNotMatch(other?.text ?? '', /osDisk/);
});

test('nothing is said of the temporary disk if another one is full', () => {
  for (const path of ['/tmp/x.bin', '/mnt/batch/tasks/fsmounts/data/x.bin', '/home/user/x.bin']) {
    const { evidence } = explain(`cp: error writing '${path}': No space left on device`, { vmSize: 'standard_d4s_v3' });
    assert.ok(!evidence.some(({ text }) => text.includes('GiB')), path);
  }
});
