import assert from 'node:assert/strict';
import { test } from 'node:test';
import { explainJob } from './explainJob.ts';
import { explainLog } from './explainLog.ts';
import { explainNode } from './explainNode.ts';
import { explainPool } from './explainPool.ts';
import { explainTask } from './explainTask.ts';
import { explainJobSchedule } from './job/explainJobSchedule.ts';
import { lintDefinition } from './lintDefinition.ts';

/*
 * Evidence comes from callers that the compiler has not seen, and from versions of the service that leave out required
 * properties.
 */
const failed = {
  state: 'completed',
  exitCode: 1,
  result: 'failure',
  failureInfo: { category: 'UserError', code: 'FailureExitCode', message: 'x' },
};

test('missing evidence is explained', () => {
  const explainers: readonly ((evidence: never) => { readonly title: string })[] = [
    explainTask,
    explainJob,
    explainNode,
    explainPool,
  ];
  for (const explain of explainers) {
    for (const nothing of [undefined, null, 1]) assert.notEqual(explain(nothing as never).title, '');
  }
});

test('an invalid time counts as unknown', () => {
  const now: unknown = Symbol('now');
  const evidence = { task: { id: 't', state: 'active' }, job: { id: 'j', state: 'active' }, now };
  assert.deepEqual(explainTask(evidence as never), explainTask({ ...evidence, now: undefined }));
  assert.deepEqual(explainJob(evidence as never), explainJob({ ...evidence, now: undefined }));
});

test('a start task or a preparation task without a command line is explained', () => {
  const pool: unknown = { id: 'p', startTask: { waitForSuccess: true } };
  const node = explainNode({ node: { id: 'n', state: 'starttaskfailed', startTaskInfo: failed }, pool: pool as never });
  assert.ok(!node.evidence.some(({ source }) => source === 'startTask.commandLine'));
  const job: unknown = { id: 'j', state: 'active', jobPreparationTask: { id: 'jobpreparation' } };
  const task = explainTask({
    task: { id: 't', state: 'active', previousState: 'preparing' },
    job: job as never,
    preparation: [{ nodeId: 'n', jobPreparationTaskExecutionInfo: failed }],
  });
  assert.equal(task.code, 'JobPreparationTaskFailed');
  assert.ok(!task.evidence.some(({ source }) => source === 'jobPreparationTask.commandLine'));
});

test('an empty resize error is described as a resize error', () => {
  const pool = {
    id: 'p',
    allocationState: 'steady',
    targetDedicatedNodes: 2,
    currentDedicatedNodes: 0,
    resizeErrors: [{}],
  };
  const { title, evidence } = explainPool({ pool });
  assert.equal(title, 'Pool p could not be resized: the service gives no reason');
  assert.ok(evidence.every(({ text }) => text !== ''));
});

test('an application package without an id is not named', () => {
  const task: unknown = {
    id: 't',
    state: 'completed',
    applicationPackageReferences: [{ version: '4.1' }],
    executionInfo: { result: 'failure', failureInfo: { category: 'UserError', code: 'ApplicationPackageError' } },
  };
  assert.doesNotMatch(JSON.stringify(explainTask({ task: task as never })), /undefined/);
});

test('A9-16 a log that is not text, and null metadata about it, do not throw', () => {
  for (const odd of [undefined, null, 7, {}, []]) assert.equal(explainLog(odd as never, { exitCode: 1 }), undefined);
  const expected = explainLog('Error: boom');
  for (const odd of [null, 7, 'x', { exitCode: '?', os: 7, stream: {} }]) {
    assert.deepEqual(explainLog('Error: boom', odd as never), expected);
  }
});

test('A9-16 a definition that is not text, and invalid options, do not throw', () => {
  const definition = '{"id": "t", "commandLine": 7}';
  const expected = lintDefinition(definition, 'task');
  assert.notEqual(expected.length, 0);
  for (const odd of [null, 7, { now: 'today' }])
    assert.deepEqual(lintDefinition(definition, 'task', odd as never), expected);
  for (const odd of [undefined, null, 7, {}]) assert.deepEqual(lintDefinition(odd as never), []);
});

const nothingWrong = { cluster: {}, failures: [] };
const oddParts: readonly unknown[] = [
  ...[null, 7, 'x', {}, [], [null], [{}], [{ id: 7 }], Symbol('x'), new Date(Number.NaN)],
  ...[{ taskId: 't', stdout: 7, unread: 7 }, { 'stdout.txt': { kind: 7 } }, { read: 'x', total: {} }, { active: 'x' }],
  ...[{ dedicated: { idle: 'x', running: 1 } }, { pools: [7], nodeCounts: [7], limits: 7 }],
  ...[[nothingWrong], [{ ...nothingWrong, failures: [{ failing: { kind: 'constructor' } }] }]],
];

function assertExplained<Evidence extends object>(
  explain: (evidence: Evidence) => { readonly title: string },
  known: NoInfer<Evidence>,
  parts: readonly (keyof Evidence)[],
): void {
  for (const part of parts)
    for (const odd of oddParts) assert.notEqual(explain({ ...known, [part]: odd }).title, '', String(part));
}

test('A9-16 if one part of the evidence has any other type, the rest is explained', () => {
  const around = [
    'job',
    'pool',
    'nodes',
    'preparation',
    'preparationLogs',
    'otherJobs',
    'quotas',
    'counts',
    'now',
  ] as const;
  const shown = ['causes', 'coverage'] as const;
  const [job, pool] = [
    { id: 'j', state: 'active' },
    { id: 'p', resizeErrors: [{ code: 'AccountCoreQuotaReached' }] },
  ];
  const [ended, waiting] = [
    { id: 't', state: 'completed', executionInfo: failed },
    { id: 's', state: 'active' },
  ];
  for (const task of [ended, waiting]) {
    const ofTask = [
      'task',
      'node',
      'stdout',
      'stderr',
      'unread',
      'uploadLog',
      'lastOutputTime',
      'subtasks',
      'os',
    ] as const;
    assertExplained(explainTask, { task, job, pool }, [...around, ...ofTask, 'siblings']);
    assertExplained(explainJob, { job, pool, tasks: [task] }, [
      ...around,
      ...shown,
      'tasks',
      'firstLogs',
      'releaseLogs',
    ]);
  }
  const node = { id: 'n', state: 'starttaskfailed', startTaskInfo: failed };
  assertExplained(explainNode, { node, pool }, [
    ...shown,
    'node',
    'pool',
    'stdout',
    'stderr',
    'unread',
    'hasUser',
    'now',
  ]);
  assertExplained(explainPool, { pool }, [...shown, 'pool', 'nodeCounts', 'quotas']);
  const schedule = { id: 's', state: 'active' };
  assertExplained(explainJobSchedule, { schedule }, ['schedule', 'lastJob', 'counts', 'accountId', 'now']);
});
