import assert from 'node:assert/strict';
import { createAccountStore } from '../../src/service/service.ts';
import { addJob, addPool, collect, testBothVersions } from './simulated.ts';

testBothVersions(
  'subtasks of a multi-instance task have their nodes and folders, whose files can be read',
  async (world) => {
    const { service, author, clock } = world;
    await author.pool.add({
      id: 'pool',
      vmSize: 'standard_d2_v2',
      targetDedicatedNodes: 3,
      enableInterNodeCommunication: true,
      virtualMachineConfiguration: {
        imageReference: { publisher: 'canonical', offer: '0001-com-ubuntu-server-jammy', sku: '22_04-lts' },
        nodeAgentSKUId: 'batch.node.ubuntu 22.04',
      },
    });
    await clock.advance(10 * 60_000);
    await author.job.add({ id: 'job', poolInfo: { poolId: 'pool' } });
    await author.task.add('job', {
      id: 'solve',
      commandLine: 'succeed',
      multiInstanceSettings: { numberOfInstances: 3, coordinationCommandLine: 'fail to coordinate' },
    });
    await clock.advance(10 * 60_000);
    const subtasks = await collect(service.tasks.listSubtasks('job', 'solve'));
    assert.deepEqual(
      subtasks.map(({ id, state, exitCode }) => [id, state, exitCode]),
      [
        [1, 'completed', 7],
        [2, 'completed', 7],
      ],
    );
    const { poolId = '', nodeId = '', taskRootDirectory = '' } = subtasks[0]?.nodeInfo ?? {};
    const store = createAccountStore(world.account, service);
    const folder = { kind: 'nodeFiles', poolId, nodeId, path: taskRootDirectory } as const;
    const scope = { kind: 'subtasks', jobId: 'job', taskId: 'solve' } as const;
    await Promise.all([store.load(folder), store.load(scope)]);
    assert.deepEqual(store.snapshot.slice(scope).items, subtasks);
    const log = store.snapshot.slice(folder).items.find(({ name }) => name === `${taskRootDirectory}/stderr.txt`);
    assert.ok(log);
    const text = Buffer.from(await service.nodeFiles.readFile({ poolId, nodeId }, log.name)).toString();
    assert.equal(text, 'no such file: input.txt\n');
    store.dispose();
  },
);

testBothVersions('a task of one instance has no subtasks', async (world) => {
  await addPool(world, 'pool');
  await addJob(world, 'job', 'pool', ['succeed']);
  assert.deepEqual(await collect(world.service.tasks.listSubtasks('job', 'succeed')), []);
});

testBothVersions(
  'the dependencies of a task are listed with their states, and missing ones are named',
  async (world) => {
    const { author, clock, service } = world;
    await addPool(world, 'pool');
    await addJob(world, 'job', 'pool', ['fail', 'succeed'], { usesTaskDependencies: true });
    await author.task.add('job', {
      id: 'few',
      commandLine: 'succeed',
      dependsOn: { taskIds: ['fail', 'succeed', 'gone'] },
    });
    const taskIds = ['fail', 'succeed', ...Array.from({ length: 30 }, (_, index) => `later-${index}`)];
    await author.task.add('job', { id: 'many', commandLine: 'succeed', dependsOn: { taskIds } });
    await clock.advance(60_000);
    const store = createAccountStore(world.account, service);
    const ids = async (taskId: string) => {
      const scope = { kind: 'dependencies', jobId: 'job', taskId } as const;
      await store.load(scope);
      const { items, hasMore } = store.snapshot.slice(scope);
      return [items.map(({ id, state, isMissing }) => (isMissing ? `no ${id}` : `${id} ${state}`)), hasMore];
    };
    assert.deepEqual(await ids('few'), [['fail completed', 'succeed completed', 'no gone'], false]);
    assert.deepEqual(await ids('many'), [
      ['fail completed', 'succeed completed', ...taskIds.slice(2).map((id) => `no ${id}`)],
      false,
    ]);
    store.dispose();
  },
);
