import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JobPreparationAndReleaseStatus, PreparationOrReleaseTaskExecution } from '../../model/job.ts';
import { explainJob } from '../explainJob.ts';
import { explainTask } from '../explainTask.ts';
import type { Explanation } from '../explanation/explanation.ts';

const address = 'https://contoso.blob.core.windows.net/tools/setup.tgz?sp=r&sr=b&se=2026-11-18T00:00:00Z&sig=x';
const job = {
  id: 'j',
  state: 'active',
  jobPreparationTask: { commandLine: 'x', resourceFiles: [{ httpUrl: address, filePath: 'setup.tgz' }] },
};

function ran(nodeId: string, info: Omit<PreparationOrReleaseTaskExecution, 'state'>): JobPreparationAndReleaseStatus {
  return {
    nodeId,
    jobPreparationTaskExecutionInfo: { state: 'completed', endTime: '2026-11-20T09:05:04Z', ...info },
  };
}

function explain(...preparation: readonly JobPreparationAndReleaseStatus[]): Explanation {
  return explainJob({ job, preparation, tasks: [{ id: 't', state: 'active', previousState: 'preparing' }] });
}

const denied = {
  failureInfo: { category: 'UserError', code: 'BlobAccessDenied', details: [{ name: 'FilePath', value: 'setup.tgz' }] },
} as const;

test('a preparation task with a faulty definition can be corrected only in a new job', () => {
  const { cause, fixes } = explain(ran('a', denied));
  assert.match(cause, /expired on Nov 18, 2026/);
  assert.match(fixes.at(-1)?.text ?? '', /can't be changed.*new job/);
  assert.deepEqual(fixes[0]?.property, ['jobPreparationTask', 'resourceFiles', 0, 'httpUrl']);
  const texts = fixes.map(({ text }) => text).join('\n');
  assert.doesNotMatch(texts, /stderr\.txt|reimage/);
  const missing = explain(ran('a', { exitCode: 127 }), ran('b', { exitCode: 127 }));
  assert.match(missing.fixes.at(-1)?.text ?? '', /can't be changed.*new job/);
});

test('a file that is missing in storage may be uploaded, and then the nodes are reimaged', () => {
  const details = [
    { name: 'BlobSource', value: 'https://contoso.blob.core.windows.net/tools/setup.tgz' },
    { name: 'FilePath', value: 'setup.tgz' },
  ];
  const failureInfo = { category: 'UserError', code: 'BlobNotFound', details } as const;
  const texts = explain(ran('a', { failureInfo }))
    .fixes.map(({ text }) => text)
    .join('\n');
  assert.match(texts, /^Upload setup\.tgz (?:.|\n)*If its definition is at fault(?:.|\n)*reimage or replace/);
});

test('if a resource file must be added, the definition is at fault, and the steps say so', () => {
  const failed = { exitCode: 2, result: 'failure' } as const;
  const { fixes } = explainJob({
    job: { ...job, jobPreparationTask: { commandLine: 'bash setup.sh', resourceFiles: [] } },
    preparation: [ran('a', failed), ran('b', failed)],
    tasks: [{ id: 't', state: 'active', previousState: 'preparing' }],
    preparationLogs: { nodeId: 'a', stdout: '', stderr: 'tar: model.tar.gz: Cannot open: No such file or directory\n' },
  });
  const [add, ...others] = fixes.map(({ text }) => text);
  assert.match(add ?? '', /^Correct the preparation task in a new job: Add model\.tar\.gz to the resource files/);
  assert.match(
    others.join('\n'),
    /^The definition of the preparation task is at fault.*new job with a corrected one\.$/,
  );
});

test('if the preparation task fails on only one node, reimaging that node is suggested', () => {
  const preparation = [ran('a', { exitCode: 1 }), ran('b', { exitCode: 0, result: 'success' })];
  const { fixes } = explain(...preparation);
  assert.match(
    fixes[0]?.text ?? '',
    /^Reimage or replace the nodes where it failed: .* it succeeded on other nodes\.$/,
  );
  const failureInfo = { category: 'UserError', code: 'JobPreparationTaskFailed' } as const;
  const task = { id: 't', state: 'completed', executionInfo: { failureInfo, result: 'failure' } };
  const [node, pool] = [{ id: 'a', state: 'idle' }, { id: 'p' }];
  assert.deepEqual(explainTask({ task, job, preparation, node, pool }).remedies, ['node.reimage', 'node.remove']);
});

test('for an exit code without a meaning, both reimaging and correcting are offered', () => {
  const { fixes } = explain(ran('a', { exitCode: 1 }));
  assert.match(fixes[0]?.text ?? '', /the preparation task's logs/);
  assert.match(fixes[1]?.text ?? '', /new job/);
  assert.match(fixes[2]?.text ?? '', /reimage or replace/);
});

test('the output of a preparation or release task is attributed to that task and its node', () => {
  const stderr = 'tar: /mnt/shared/setup.tgz: Cannot open: No such file or directory\n';
  const taskRootDirectory = 'workitems/j/job-1/jobpreparation';
  const failed = { exitCode: 2, result: 'failure', taskRootDirectory } as const;
  const preparation = [ran('n1', failed), ran('n2', failed)];
  const tasks = [{ id: 't', state: 'active', previousState: 'preparing' }];
  const logs = { nodeId: 'n2', stderr, stdout: '' };
  const explained = explainJob({ job, preparation, tasks, preparationLogs: logs });
  assert.equal(explained.category, 'missing-file');
  assert.match(explained.cause, /Reason for the failure: setup\.tgz is missing\./);
  assert.ok(explained.evidence.some(({ source }) => source === 'stderr.txt:1'));
  assert.ok(!explained.fixes.some(({ text }) => /Read stderr\.txt/.test(text)));
  assert.ok(explain(...preparation).fixes.some(({ text }) => /Read stderr\.txt in workitems/.test(text)));

  const waiting = explainTask({ task: tasks[0] ?? { id: 't' }, job, preparation, preparationLogs: logs });
  assert.equal(waiting.category, 'missing-file');
  const released = explainJob({
    job: { ...job, jobReleaseTask: { commandLine: 'y' } },
    preparation: [{ nodeId: 'n1', jobReleaseTaskExecutionInfo: { state: 'completed', ...failed } }],
    releaseLogs: { ...logs, nodeId: 'n1' },
  });
  assert.match(released.cause, /Reason for the failure: .* is missing/);
  assert.equal(released.category, 'missing-file');
});
