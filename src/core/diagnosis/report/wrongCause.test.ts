import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { ExplainedFailure } from '../causes/causes.ts';
import { explainTask } from '../explainTask.ts';
import { listQuoted, reportWrongCause, toIssueAddress } from './wrongCause.ts';

const resource = {
  kind: 'task',
  accountId: 'contoso.westeurope.batch.azure.com',
  jobId: 'nightly',
  taskId: 'wing7',
} as const;

suite('a report about a wrong cause', () => {
  const executionInfo = { exitCode: 1, result: 'failure' } as const;
  const stderr = 'reading contoso/nightly with password=hunter2hunter2\nFATAL: wing7 is lost\n';
  const explanation = explainTask({ task: { id: 'wing7', state: 'completed', executionInfo }, stderr, stdout: '' });
  const report = reportWrongCause(explanation, resource, 'the mesh');

  test('has what was said, what is right, and the lines, without names and secrets', () => {
    assert.match(report.cause, /<task> failed/);
    assert.match(report.cause, /the mesh/);
    assert.match(report.output, /<task> is lost/);
    for (const secret of ['hunter2', 'contoso', 'nightly', 'wing7'])
      assert.ok(!`${report.cause}${report.output}`.includes(secret), secret);
  });

  test('replaces names, not parts of other words, and keeps the order of the lines', () => {
    const evidence = [
      { text: 'load_pretrained failed', source: 'stderr.txt:18', isCause: true },
      { text: '16 other tasks failed', source: 'other tasks' },
      { text: 'main() in train.py of train_2 on gpu-train', source: 'stderr.txt:7' },
    ];
    const { output } = reportWrongCause({ ...explanation, evidence }, { ...resource, jobId: 'train' }, '');
    assert.equal(output, 'main() in <job>.py of train_2 on gpu-train\nload_pretrained failed\n16 other tasks failed');
  });

  test('has no job and no task from a path, even without knowing them', () => {
    const text = 'cannot open /mnt/batch/tasks/workitems/wing-study/job-1/wing7/wd/mesh.vtk';
    const evidence = [{ text, source: 'stderr.txt:1', isCause: true }];
    const { output } = reportWrongCause({ ...explanation, evidence }, undefined, '');
    assert.equal(output, 'cannot open /mnt/batch/tasks/workitems/<job>/job-1/<task>/wd/mesh.vtk');
  });

  test('has the lines of the log of a cause, without the names of its failures', () => {
    const items = [
      { text: 'solver starts on gpu-train', source: 'stderr.txt:1' },
      { text: 'wing7 of gpu-nightly and wing7-b lost 404 cells', source: 'stderr.txt:2', isCause: true },
    ] as const;
    const sections = [{ id: 'log', title: 'The log', items }] as const;
    const of = (taskId: string, jobId: string): ExplainedFailure['failing'] => ({
      kind: 'task',
      resource: { kind: 'task', accountId: resource.accountId, jobId, taskId },
      task: { id: taskId, nodeInfo: { poolId: 'gpu-train' } },
      at: undefined,
      job: undefined,
      pool: undefined,
    });
    const failures = [of('wing7', 'nightly'), of('wing7-b', 'gpu-nightly'), of('404', 'train')];
    const page = { kind: 'account', accountId: resource.accountId } as const;
    const given = { ...explanation, title: '3 tasks failed in gpu-nightly', evidence: [], sections };
    const { cause, output } = reportWrongCause(given, page, '', failures);
    assert.equal(output, 'solver starts on <pool>\n<task> of <job> and <task> lost 404 cells');
    assert.match(cause, /3 tasks failed in <job>/);
    assert.equal(listQuoted(given).find(({ isCause }) => isCause === true)?.source, 'stderr.txt:2');
  });

  test("replaces nodes, subscriptions and Azure's hosts, whatever their names", () => {
    const subscription = '0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0';
    const text = `tvmps_1a2b3c4d5e_d: 403 from https://fabrikamdata.blob.core.windows.net/in of /subscriptions/${subscription}`;
    const evidence = [
      { text, source: 'stderr.txt:1' },
      { text: 'pull fabrikam.azurecr.io/solver: https://other.westeurope.batch.azure.com', source: 'stderr.txt:2' },
    ];
    assert.equal(
      reportWrongCause({ ...explanation, evidence }, resource, '').output,
      '<node>: 403 from https://<name>.blob.core.windows.net/in of /subscriptions/<id>\n' +
        'pull <name>.azurecr.io/solver: https://<account>.westeurope.batch.azure.com',
    );
  });

  test('replaces the names of the pool and the node of a task', () => {
    const page = { ...resource, poolId: 'fat-pool', nodeId: 'tvm-17' };
    const evidence = [{ text: 'fat-pool has no room for wing7 on tvm-17', source: 'stderr.txt:1' }];
    assert.equal(
      reportWrongCause({ ...explanation, evidence }, page, '').output,
      '<pool> has no room for <task> on <node>',
    );
  });

  test('opens the issue form, and fits into an address', () => {
    const address = new URL(toIssueAddress('git+https://github.com/a/b.git', report));
    assert.equal(address.pathname, '/a/b/issues/new');
    assert.equal(address.searchParams.get('template'), 'wrong-cause.yml');
    assert.equal(address.searchParams.get('output'), report.output);
    for (const length of [4999, 5000, 5001])
      for (const long of [
        { output: '💥'.repeat(length), cause: 'x' },
        { output: 'x', cause: 'y💥'.repeat(length) },
      ])
        assert.ok(toIssueAddress('https://github.com/a/b', long).length <= 8000);
  });
});
