import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addPool, jobOn, poolWithNodes, refuses, steadyPool, taskIn } from './account.ts';
import { useAccount } from './useAccount.ts';

const account = useAccount();

test('a pool scales by its formula', async () => {
  const { client } = account;
  const id = await addPool(account, {
    enableAutoScale: true,
    autoScaleFormula: '$TargetDedicatedNodes = min(2, 1 + 1); $NodeDeallocationOption = taskcompletion;',
    autoScaleEvaluationInterval: 'PT6M',
  });
  const pool = await steadyPool(account, id, ({ currentDedicatedNodes }) => currentDedicatedNodes === 2);
  assert.equal(pool.enableAutoScale, true);
  assert.equal(pool.autoScaleEvaluationInterval, 'PT6M');
  assert.match(
    pool.autoScaleRun?.results ?? '',
    /^\$TargetDedicatedNodes=2;\$TargetLowPriorityNodes=0;\$NodeDeallocationOption=taskcompletion/,
  );
  await refuses(client.pool.resize(id, { targetDedicatedNodes: 1 }), 409);
  await client.pool.disableAutoScale(id);
  const plain = await client.pool.get(id);
  assert.equal(plain.enableAutoScale, false);
  assert.equal(plain.autoScaleFormula, undefined);
  await refuses(client.pool.evaluateAutoScale(id, '$TargetDedicatedNodes=1'), 409);
});

test('evaluating an invalid formula reports the mistakes with status 200, and enabling it is refused', async () => {
  const { client } = account;
  const id = await poolWithNodes(account, 0);
  await refuses(
    client.pool.enableAutoScale(id, { autoScaleFormula: '$TargetDedicatedNodes = ' }),
    400,
    'AutoScalingFormulaSyntaxError',
  );
  await client.pool.enableAutoScale(id, { autoScaleFormula: '$TargetDedicatedNodes = 0;' });
  await refuses(
    client.pool.enableAutoScale(id, { autoScaleFormula: '$TargetDedicatedNodes = 1;' }),
    503,
    'TooManyEnableAutoScaleRequests',
  );
  const good = await client.pool.evaluateAutoScale(id, '$TargetDedicatedNodes = 3; x = 7;');
  assert.equal(good.results, '$TargetDedicatedNodes=3;$TargetLowPriorityNodes=0;$NodeDeallocationOption=requeue;x=7');
  const bad = await client.pool.evaluateAutoScale(id, '$something_useless');
  assert.equal(bad.error?.code, 'AutoScalingFormulaEvaluationError');
  const undefinedSymbol = await client.pool.evaluateAutoScale(id, '$TargetDedicatedNodes = $something_useless;');
  assert.deepEqual(undefinedSymbol.error?.values, [
    { name: 'Message', value: 'Line 1, Col 25: Undefined symbol: $something_useless' },
  ]);
});

/** Runs a multi-instance task on a pool with as many nodes; resolves when it has completed. */
async function runInstances(numberOfInstances: number, commandLine: string, coordinationCommandLine: string) {
  const poolId = await poolWithNodes(account, numberOfInstances, { enableInterNodeCommunication: true });
  const jobId = await jobOn(account, poolId);
  const multiInstanceSettings = { numberOfInstances, coordinationCommandLine };
  await account.client.task.add(jobId, { id: 'mpi', commandLine, multiInstanceSettings });
  return { jobId, task: await taskIn(account, jobId, 'mpi', 'completed') };
}

test('a multi-instance task runs on several nodes', async () => {
  const { jobId, task } = await runInstances(3, '/bin/sh -c "echo $AZ_BATCH_HOST_LIST"', '/bin/sh -c "echo ready"');
  assert.equal(task.executionInfo?.result, 'success');
  const subtasks = (await account.client.task.listSubtasks(jobId, 'mpi')).value ?? [];
  assert.deepEqual(
    subtasks.map((subtask) => [subtask.id, subtask.state, subtask.exitCode]),
    [
      [1, 'completed', 0],
      [2, 'completed', 0],
    ],
  );
  const nodes = new Set([task.nodeInfo?.nodeId, ...subtasks.map((subtask) => subtask.nodeInfo?.nodeId)]);
  assert.equal(nodes.size, 3);
});

test('a multi-instance task with a failing coordination command fails', async () => {
  const { task } = await runInstances(2, '/bin/true', '/bin/sh -c "exit 5"');
  assert.equal(task.executionInfo?.result, 'failure');
  assert.equal(task.executionInfo?.exitCode, 5);
});

test('only multi-instance tasks have subtasks, and container tasks require a pool that supports containers', async () => {
  const { client } = account;
  const jobId = await jobOn(account, await poolWithNodes(account, 1));
  await client.task.add(jobId, {
    id: 'contained',
    commandLine: '/bin/true',
    containerSettings: { imageName: 'busybox' },
  });
  const task = await taskIn(account, jobId, 'contained', 'completed');
  assert.equal(task.executionInfo?.failureInfo?.code, 'ContainerPoolNotSupported');
  assert.equal(task.executionInfo?.exitCode, undefined);
  assert.deepEqual((await client.task.listSubtasks(jobId, 'contained')).value ?? [], []);
});
