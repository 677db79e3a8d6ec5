import assert from 'node:assert/strict';
import { test } from 'node:test';
import { explainTask } from '../explainTask.ts';

const explain = (commandLine: string, stderr: string) =>
  explainTask({
    task: { id: 't', state: 'completed', commandLine, executionInfo: { exitCode: 2, result: 'failure' } },
    stdout: '',
    stderr,
  });

test('an option that only the command line gives requires another definition, and no retry is advised', () => {
  for (const [commandLine, stderr] of [
    ['python3 tool.py --fast', 'usage: tool.py [-h] [--slow]\ntool.py: error: unrecognized arguments: --fast\n'],
    ['/bin/bash -c "set -e; ./solve --mesh=a.vtk --threds 4"', "error: unexpected argument '--threds' found\n"],
    ['samtools sort -Q in.bam', "samtools sort: invalid option -- 'Q'\nsort: unrecognized option '-Q'\n"],
  ] as const) {
    const { change, fixes, cause } = explain(commandLine, stderr);
    assert.equal(change, 'definition', commandLine);
    assert.match(cause, /The task's command line has .?-/);
    assert.ok(
      fixes.every(({ remedies = [] }) => !remedies.includes('task.retry')),
      commandLine,
    );
    assert.deepEqual(fixes[0]?.property, ['commandLine']);
  }
});

test('an option from a script, which may be corrected without another definition, still allows a retry', () => {
  const { change } = explain('/bin/bash run.sh', 'tool.py: error: unrecognized arguments: --fast\n');
  assert.notEqual(change, 'definition');
});
