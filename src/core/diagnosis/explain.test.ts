import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { anyText } from '../../../test/builders/anyText.ts';
import { runs } from '../../../test/builders/nightly.ts';
import { renderExplanation } from '../../../test/builders/renderExplanation.ts';
import { explainJob } from './explainJob.ts';
import { explainNode } from './explainNode.ts';
import { explainPool } from './explainPool.ts';
import { explainServiceError } from './explainServiceError.ts';
import { explainTask } from './explainTask.ts';
import { failureCategories } from './explanation/category.ts';
import type { Explanation } from './explanation/explanation.ts';

const secret = 'PlantedS3cretThatMustNotComeOut';

/** Names of properties that mean something to an explainer, so that random input reaches its branches. */
const names =
  'id state previousState executionInfo failureInfo code message category details name value values exitCode startTime endTime ' +
  'resourceFiles httpUrl filePath outputFiles destination container containerUrl constraints maxWallClockTime retryCount requeueCount ' +
  'result commandLine dependsOn taskIds taskIdRanges start end resizeErrors allocationState currentDedicatedNodes targetDedicatedNodes ' +
  'autoScaleRun error results errors startTaskInfo startTask schedulingError terminateReason jobPreparationTaskExecutionInfo ' +
  'schedulingState url nodeInfo poolId requiredSlots taskSlotsPerNode status key operation errorDetails';

const leaf = fc.oneof(
  fc.constantFrom(
    'completed',
    'active',
    'running',
    'failure',
    'success',
    'steady',
    'resizing',
    'unusable',
    'starttaskfailed',
    'preempted',
    'disabled',
    'BlobNotFound',
    'BlobAccessDenied',
    'FileUploadAccessDenied',
    'TaskEnded',
    'FailureExitCode',
    'AllocationFailed',
    'DiskFull',
    'ContainerMiscError',
    'Provider Error Json',
    '{"error":{"code":"a","details":[{"message":"b"}]}}',
    'FilePath',
    'PT1M',
    '2026-11-20T09:00:00Z',
    'PreParing',
    'constructor',
    '__proto__',
  ),
  anyText({ maxLength: 20 }),
  fc.integer(),
  fc.double(),
  fc.boolean(),
  fc.constant(null),
);

const { value: wireLike } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 5, depthSize: 'medium' },
    leaf,
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.constantFrom(...names.split(' ')), tie('value'), { maxKeys: 8 }),
  ),
}));

/** Returns any value in the place of wire-shaped input. */
function anything<T>(value: unknown): T {
  return value as T;
}

function explainAll(value: unknown, other: unknown): readonly Explanation[] {
  return [
    explainTask(
      anything({
        task: value,
        job: other,
        pool: other,
        node: other,
        siblings: other,
        stdout: other,
        stderr: value,
        now: other,
        nodes: value,
        preparation: other,
      }),
    ),
    explainTask(
      anything({
        task: { ...Object(value), id: 't', state: 'completed', executionInfo: { result: 'failure', ...Object(other) } },
        job: value,
      }),
    ),
    explainTask(
      anything({
        task: { ...Object(value), id: 't', state: 'active' },
        pool: other,
        nodes: [other],
        siblings: [value, other],
      }),
    ),
    explainNode(anything({ node: value, pool: other, stderr: other })),
    explainPool(anything({ pool: value })),
    explainPool(anything({ pool: { ...Object(value), allocationState: 'steady', resizeErrors: [other] } })),
    explainPool(
      anything({
        pool: {
          allocationState: 'steady',
          resizeErrors: [{ code: 'AccountVMSeriesCoreQuotaReached', ...Object(other) }],
        },
        quotas: {
          limits: { dedicatedCoreQuotaPerVMFamily: [value, other], ...Object(value) },
          pools: [other, value],
          nodeCounts: value,
        },
      }),
    ),
    explainServiceError(anything({ code: 'PoolQuotaReached', quotas: value })),
    explainJob(anything({ job: value, tasks: other, preparation: other, pool: value })),
    explainServiceError(anything(value)),
  ];
}

test('explaining never throws, and always returns a complete explanation', () => {
  fc.assert(
    fc.property(wireLike, wireLike, (value, other) => {
      for (const explanation of explainAll(value, other)) {
        assert.ok(failureCategories.includes(explanation.category));
        assert.ok(explanation.title.length > 0 && explanation.cause.length > 0);
        assert.match(explanation.fingerprint, /^v1:[a-z-]+:[^\n]*:[0-9a-f]{16}$/);
        assert.ok(renderExplanation(explanation).startsWith('# '));
      }
    }),
    { numRuns: runs(300) },
  );
});

test('a problem of a pool is explained even if its details are damaged', () => {
  for (const error of [{ details: {} }, { values: 3 }, { details: [null] }]) {
    const { title } = explainPool(anything({ pool: { id: 'p', allocationState: 'steady', resizeErrors: [error] } }));
    assert.match(title, /p/);
  }
});

test('planted secrets never appear in the output, wherever they were in the input', () => {
  const carrier = fc.constantFrom(
    `https://a.blob.core.windows.net/c/b?se=2020-01-01T00:00:00Z&sp=r&sig=${secret}`,
    `AccountKey=${secret};EndpointSuffix=core.windows.net`,
    `azcopy copy --sas-token ${secret}`,
    `Authorization: Bearer ${secret}`,
    `{"error":{"code":"x","message":"password=${secret}"}}`,
  );
  const { value: planted } = fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      carrier,
      leaf,
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(fc.constantFrom(...names.split(' ')), tie('value'), { maxKeys: 8 }),
    ),
  }));
  fc.assert(
    fc.property(planted, planted, (value, other) => {
      for (const explanation of explainAll(value, other)) {
        assert.ok(!JSON.stringify(explanation).includes(secret), JSON.stringify(explanation));
        assert.ok(!renderExplanation(explanation).includes(secret));
      }
    }),
    { numRuns: runs(300) },
  );
});

test('the order of siblings, nodes, and details does not matter', () => {
  const sibling = fc.record({
    id: fc.string(),
    state: fc.constantFrom('completed', 'running', 'active'),
    executionInfo: fc.record({ exitCode: fc.nat(2) }),
  });
  const node = fc.record({ id: fc.string(), state: fc.constantFrom('idle', 'running', 'unusable', 'offline') });
  fc.assert(
    fc.property(
      fc.uniqueArray(sibling, { selector: ({ id }) => id.toLowerCase() }),
      fc.array(node),
      (siblings, nodes) => {
        const pool = { id: 'p', currentDedicatedNodes: 1, taskSlotsPerNode: 1 };
        for (const task of [
          { id: 'task', state: 'completed', executionInfo: { exitCode: 1, result: 'failure' } },
          { id: 'task', state: 'active', dependsOn: { taskIds: siblings.map(({ id }) => id) } },
        ]) {
          const one = explainTask({ task, pool, siblings, nodes });
          assert.deepEqual(
            explainTask({ task, pool, siblings: siblings.toReversed(), nodes: nodes.toReversed() }),
            one,
          );
        }
      },
    ),
  );
});

test("the case of the service's words does not matter", () => {
  const failed = {
    id: 't',
    state: 'Completed',
    executionInfo: { result: 'Failure', failureInfo: { category: 'usererror', code: 'blobnotfound' } },
  };
  assert.equal(explainTask({ task: failed }).category, 'missing-file');
  assert.equal(explainNode({ node: { id: 'n', state: 'Unusable' } }).category, 'node');
});

test('the order of the tasks of a job does not matter', () => {
  const task = fc.record({
    id: fc.stringMatching(/^[a-z]{1,6}$/),
    state: fc.constantFrom('completed', 'active'),
    executionInfo: fc.record({ exitCode: fc.nat(2), result: fc.constantFrom('failure', 'success') }),
  });
  fc.assert(
    fc.property(fc.uniqueArray(task, { selector: ({ id }) => id }), (tasks) => {
      const job = { id: 'j', state: 'active' };
      assert.deepEqual(explainJob({ job, tasks: tasks.toReversed() }), explainJob({ job, tasks }));
    }),
  );
});

test('remedies that cannot be used are not offered', () => {
  const task = {
    id: 't',
    state: 'completed',
    executionInfo: { result: 'failure', failureInfo: { category: 'UserError', code: 'DiskFull' } },
  };
  const ended = explainTask({ task, job: { id: 'j', state: 'completed' } });
  assert.deepEqual(ended.remedies, ['task.resubmit', 'job.deleteTasks']);
  assert.match(ended.fixes.map(({ text }) => text).join(), /The task's job has ended.* Submit the task to another job/);
  const other = { ...task, id: 'u' };
  const { remedies } = explainTask({ task, job: { id: 'j', state: 'active' }, siblings: [other] });
  assert.deepEqual(remedies, ['task.retry', 'job.retryFailed', 'job.deleteTasks']);
});
