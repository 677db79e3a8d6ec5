import assert from 'node:assert/strict';
import { test } from 'node:test';
import { at, failureOf, listTaskIds } from '../../../../test/builders/failure.ts';
import type { ComputeNode } from '../../model/computeNode.ts';
import type { Task } from '../../model/task.ts';
import { clusterFailures, clusterWithMembers } from '../clusterFailures.ts';
import { explainNode } from '../explainNode.ts';
import { explainPool } from '../explainPool.ts';
import { explainTask } from '../explainTask.ts';
import type { Failure } from './clusterFailure.ts';

test('tasks that ended with their node join the failure of the node', () => {
  const node: Failure = {
    accountId: 'a',
    poolId: 'p',
    nodeId: 'n1',
    at: at(100),
    message: 'disk full',
    explanation: explainNode({
      node: { id: 'n1', state: 'unusable', errors: [{ code: 'DiskFull', message: 'full' }] },
    }),
  };
  const interrupted = (taskId: string, nodeId: string, second: number): Failure => ({
    accountId: 'a',
    jobId: 'j',
    taskId,
    poolId: 'p',
    nodeId,
    at: at(second),
    message: 'ended',
    explanation: explainTask({
      task: {
        id: taskId,
        state: 'completed',
        executionInfo: { result: 'failure', failureInfo: { category: 'UserError', code: 'TaskEnded' } },
      },
    }),
  });
  const clusters = clusterWithMembers([
    interrupted('t1', 'n1', 90),
    interrupted('t2', 'n2', 90),
    interrupted('t3', 'n1', 5000),
    node,
    { ...node, at: at(-9000) },
  ]);
  assert.deepEqual(
    clusters.map((found) => [found.cluster.category, listTaskIds(found)]),
    [
      ['disk-full', ['t1']],
      ['interrupted', ['t2', 't3']],
    ],
  );
});

const diskFull = { category: 'ServerError', code: 'DiskFull', message: 'There is not enough disk space' } as const;

function fullNode(nodeId: string, second: number): Failure {
  const node: ComputeNode = { id: nodeId, state: 'unusable', errors: [diskFull] };
  const explanation = explainNode({ node });
  return { accountId: 'a', poolId: 'p', nodeId, at: at(second), message: diskFull.message, explanation };
}

function fullTask(taskId: string, nodeId: string, second: number): Failure {
  const task: Task = { id: taskId, state: 'completed', executionInfo: { result: 'failure', failureInfo: diskFull } };
  const ids = { accountId: 'a', jobId: 'j', taskId, poolId: 'p', nodeId };
  return { ...ids, at: at(second), message: diskFull.message, explanation: explainTask({ task }) };
}

test('nodes and tasks with the same text are separate causes, and tasks keep the fingerprint', () => {
  const tasks = [fullTask('t1', 'n2', 9000), fullTask('t2', 'n2', 9001)];
  const [alone] = clusterFailures(tasks);
  const [nodeAlone] = clusterFailures([fullNode('n1', 100)]);
  assert.equal(nodeAlone?.fingerprint, alone?.fingerprint, 'each keeps it where the other is not there');
  const mixed = clusterWithMembers([...tasks, fullNode('n1', 100)]);
  assert.deepEqual(
    mixed.map((found) => [found.cluster.fingerprint, listTaskIds(found), found.cluster.nodes]),
    [
      [alone?.fingerprint, ['t1', 't2'], ['n2']],
      [`${alone?.fingerprint}:node`, [], ['n1']],
    ],
  );
});

test("a task that ended with its node is a consequence of that node's failure, even if both have the same text", () => {
  const [only, ...others] = clusterFailures([fullTask('t1', 'n1', 90), fullNode('n1', 100)]);
  assert.equal(others.length, 0);
  assert.deepEqual([only?.count, only?.fingerprint], [2, clusterFailures([fullNode('n1', 100)])[0]?.fingerprint]);
});

test('tasks whose program failed do not join a failure with another exit code', () => {
  const code = 'FailureExitCode';
  const failureInfo = { category: 'UserError', code };
  const node: Failure = {
    accountId: 'a',
    poolId: 'p',
    nodeId: 'n1',
    at: at(0),
    explanation: explainNode({
      node: { id: 'n1', state: 'starttaskfailed', startTaskInfo: { state: 'completed', exitCode: 127, failureInfo } },
    }),
    message: '',
  };
  const tasks = [1, 2].map((index): Failure => {
    const taskId = `shard-${index}`;
    const explanation = explainTask({
      task: { id: taskId, state: 'completed', executionInfo: { result: 'failure', exitCode: 1, failureInfo } },
    });
    return {
      accountId: 'a',
      jobId: 'train',
      taskId,
      poolId: 'p',
      nodeId: 'n2',
      at: at(index),
      explanation,
      message: '',
    };
  });
  const job: Failure = { ...node, jobId: 'train', at: at(0), poolId: undefined, nodeId: undefined };
  assert.equal(node.explanation.code, code, 'all have the code that says no more than an exit code');
  assert.deepEqual(
    clusterFailures([node, ...tasks]).map(({ count }) => count),
    [2, 1],
  );
  assert.deepEqual(
    clusterFailures([job, ...tasks]).map(({ count }) => count),
    [2, 1],
  );
});

const broken = {
  id: 'prepare',
  state: 'completed',
  executionInfo: {
    result: 'failure',
    exitCode: 1,
    failureInfo: { category: 'UserError', code: 'FailureExitCode' },
  },
} as const;

test('tasks that wait for a failed task, directly or indirectly, join it', () => {
  const waits = (id: string, ...taskIds: string[]): Task => ({ id, state: 'active', dependsOn: { taskIds } });
  const [first, second] = [waits('first', 'prepare'), waits('second', 'first')];
  const siblings = [broken, first, second];
  const [found, ...others] = clusterWithMembers([
    failureOf(second, 1, { siblings }),
    failureOf(first, 2, { siblings }),
    failureOf(broken, 9, { stderr: "KeyError: 'scene'\n" }),
  ]);
  assert.deepEqual(others, []);
  assert.deepEqual(listTaskIds(found), ['first', 'prepare', 'second']);
  assert.match(found?.cluster.why ?? '', /KeyError: 'scene', including follow-on failures \(2\), all in job j$/);
  const circle = [waits('first', 'second'), waits('second', 'first')];
  const inCircle = clusterFailures(circle.map((task) => failureOf(task, 1, { siblings: circle })));
  assert.equal(
    inCircle.reduce((sum, { count }) => sum + count, 0),
    2,
  );
});

test('tasks that were ended with their job join the task that ended it', () => {
  const executionInfo = { startTime: at(0), endTime: at(60), terminateReason: 'TaskFailed' };
  const job = { id: 'j', state: 'completed', executionInfo };
  const ended = (id: string): Failure =>
    failureOf(
      {
        id,
        state: 'completed',
        executionInfo: {
          result: 'failure',
          endTime: at(61),
          failureInfo: { category: 'UserError', code: 'TaskEnded' },
        },
      },
      61,
      { job },
    );
  const clusters = clusterWithMembers([
    ended('t1'),
    failureOf(broken, 59),
    ended('t2'),
    { ...failureOf({ ...broken, id: 'other' }, 59, { stderr: 'Segmentation fault\n' }), jobId: 'k' },
  ]);
  assert.deepEqual(clusters.map(listTaskIds), [['prepare', 't1', 't2'], ['other']]);
});

test('tasks that wait for nodes whose start task fails are merged with the failure of these nodes', () => {
  const failureInfo = { category: 'UserError', code: 'FailureExitCode' };
  const node = {
    id: 'n1',
    state: 'starttaskfailed',
    startTaskInfo: { state: 'completed', exitCode: 127, failureInfo },
  };
  const pool = { id: 'p', allocationState: 'steady', currentDedicatedNodes: 1, targetDedicatedNodes: 1 };
  const waiting = failureOf({ id: 't', state: 'active' }, 5, {
    job: { id: 'j', state: 'active' },
    pool,
    nodes: [node],
  });
  const ofNode = {
    accountId: 'a',
    poolId: 'p',
    nodeId: 'n1',
    at: at(1),
    explanation: explainNode({ node }),
    message: '',
  };
  assert.deepEqual(
    clusterWithMembers([{ ...waiting, poolId: 'p' }, ofNode]).map((found) => [listTaskIds(found), found.cluster.nodes]),
    [[['t'], ['n1']]],
  );
});

test('tasks that wait for a pool without quota join the failure of the pool', () => {
  const pool = {
    id: 'p',
    allocationState: 'steady',
    currentDedicatedNodes: 0,
    targetDedicatedNodes: 5,
    resizeErrors: [{ code: 'AccountCoreQuotaReached' }],
  };
  const waits = (taskId: string): Failure => {
    const explanation = explainTask({ task: { id: taskId, state: 'active' }, job: { id: 'j', state: 'active' }, pool });
    return { accountId: 'a', jobId: 'j', taskId, poolId: 'p', at: at(5), explanation, message: '' };
  };
  const ofPool = { accountId: 'a', poolId: 'p', at: at(1), explanation: explainPool({ pool }), message: 'quota' };
  const clusters = clusterWithMembers([waits('t1'), waits('t2'), ofPool]);
  assert.deepEqual(
    clusters.map((found) => [found.cluster.category, found.cluster.count, listTaskIds(found)]),
    [['quota', 3, ['t1', 't2']]],
  );
});
