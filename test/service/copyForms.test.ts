import assert from 'node:assert/strict';
import { toCopy } from '../../src/core/definitions/copyForms.ts';
import type { Job } from '../../src/core/model/job.ts';
import type { Pool } from '../../src/core/model/pool.ts';
import type { Task } from '../../src/core/model/task.ts';
import { testBothVersions } from './simulated.ts';

const account = { name: 'any' };
const sas =
  'https://contoso.blob.core.windows.net/in/a.exr?sv=2024-01-01&sp=r&se=2099-01-01T00:00:00Z&sig=c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0c2U%3D';
const machine = {
  imageReference: {
    publisher: 'canonical',
    offer: '0001-com-ubuntu-server-jammy',
    sku: '22_04-lts',
    version: 'latest',
  },
  nodeAgentSKUId: 'batch.node.ubuntu 22.04',
};

testBothVersions('a copied definition creates the same pool, job and task', async ({ service }) => {
  const startTask = { commandLine: 'true', resourceFiles: [{ httpUrl: sas, filePath: 'a.exr' }] };
  const fixed = {
    id: 'fixed',
    vmSize: 'standard_d2s_v3',
    virtualMachineConfiguration: machine,
    startTask,
    targetDedicatedNodes: 1,
  };
  const { targetDedicatedNodes: _, ...others } = fixed;
  const scaled = { ...others, id: 'scaled', enableAutoScale: true, autoScaleFormula: '$TargetDedicatedNodes=0;' };
  for (const pool of [fixed, scaled]) {
    await service.pools.addPool(pool as Pool);
    const copied = { kind: 'pool', value: await service.pools.getPool(pool.id) } as const;
    const { text, hidden } = toCopy([copied], 'definition', account);
    assert.equal(hidden, 1);
    assert.doesNotMatch(text, /c2VjcmV0/);
    await service.pools.addPool({ ...JSON.parse(text), id: `${pool.id}-2` });
    const made = await service.pools.getPool(`${pool.id}-2`);
    const again = toCopy([{ kind: 'pool', value: { ...made, id: pool.id } }], 'definition', account);
    // The placeholder of the signature is redacted again.
    assert.deepEqual(JSON.parse(again.text.replaceAll(/(?:<secret>)+/g, '<secret>')), JSON.parse(text));
  }
  await service.jobs.addJob({
    id: 'job',
    poolInfo: { poolId: 'fixed' },
    priority: 5,
    usesTaskDependencies: true,
  } as Job);
  const job = toCopy([{ kind: 'job', value: await service.jobs.getJob('job') }], 'definition', account);
  await service.jobs.addJob({ ...JSON.parse(job.text), id: 'job-2' });
  const jobAgain = { ...(await service.jobs.getJob('job-2')), id: 'job' };
  const copiedAgain = toCopy([{ kind: 'job', value: jobAgain }], 'definition', account);
  assert.deepEqual(JSON.parse(copiedAgain.text), JSON.parse(job.text));
  const task = {
    id: 'task',
    commandLine: '/bin/sh -c "echo \'x\'"',
    environmentSettings: [{ name: 'API_TOKEN', value: 'c2VjcmV0c2VjcmV0c2VjcmV0' }],
    constraints: { maxTaskRetryCount: 1 },
  };
  await service.tasks.addTasks('job', [task as Task]);
  const copied = { kind: 'task', jobId: 'job', value: await service.tasks.getTask('job', 'task') } as const;
  const { text, hidden } = toCopy([copied], 'definition', account);
  assert.equal(hidden, 1);
  assert.deepEqual(await service.tasks.addTasks('job-2', [JSON.parse(text)]), new Map());
  const again = await service.tasks.getTask('job-2', 'task');
  const taskAgain = toCopy([{ kind: 'task', jobId: 'job-2', value: again }], 'definition', account);
  assert.deepEqual(JSON.parse(taskAgain.text), JSON.parse(text));
});
