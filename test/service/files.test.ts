import assert from 'node:assert/strict';
import type { BatchService } from '../../src/service/ports.ts';
import { addJob, addPool, collect, type SimulatedAccount, testBothVersions, windows } from './simulated.ts';

const owner = { jobId: 'job', taskId: 'succeed' };

async function addFinishedTask(world: SimulatedAccount): Promise<BatchService> {
  await addPool(world, 'pool');
  await addJob(world, 'job', 'pool', ['succeed']);
  return world.service;
}

function toText(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('utf8');
}

testBothVersions('files of a task are listed, either all or only at the top level', async (world) => {
  const { taskFiles } = await addFinishedTask(world);
  const top = await collect(taskFiles.listFiles(owner));
  assert.ok(top.some(({ name, properties }) => name === 'stdout.txt' && properties?.contentLength === 5));
  assert.ok(top.some(({ name, isDirectory }) => name === 'wd' && isDirectory));
  assert.ok(!top.some(({ name }) => name.includes('/')));
  const all = await collect(taskFiles.listFiles(owner, { recursive: true, namePrefix: 'wd/' }));
  assert.ok(all.some(({ name }) => name === 'wd/out/result.txt'));
  assert.ok(all.every(({ name }) => name.startsWith('wd/')));
});

testBothVersions('names of files on Windows nodes have slashes instead of backslashes', async (world) => {
  await addPool(world, 'pool', 1, windows);
  await addJob(world, 'job', 'pool', ['succeed']);
  const { taskFiles } = world.service;
  const all = await collect(taskFiles.listFiles(owner, { recursive: true, namePrefix: 'wd/' }));
  assert.ok(all.some(({ name }) => name === 'wd/out/result.txt'));
  assert.equal(toText(await taskFiles.readFile(owner, 'stdout.txt')), 'done\n');
});

testBothVersions('a file is read completely and in part', async (world) => {
  const { taskFiles } = await addFinishedTask(world);
  assert.equal(toText(await taskFiles.readFile(owner, 'stdout.txt')), 'done\n');
  assert.equal(toText(await taskFiles.readFile(owner, 'stdout.txt', { range: { start: 1, end: 3 } })), 'one');
  assert.equal((await taskFiles.readFile(owner, 'stderr.txt')).length, 0);
  const properties = await taskFiles.getFileProperties(owner, 'wd/out/result.txt');
  assert.equal(properties.contentLength, 3);
  assert.match(properties.lastModified ?? '', /^2026-11-20T/);
});

testBothVersions('the files of a task are also read from its node', async (world) => {
  const { tasks, nodeFiles } = await addFinishedTask(world);
  const { nodeInfo } = await tasks.getTask('job', 'succeed');
  const node = { poolId: nodeInfo?.poolId ?? '', nodeId: nodeInfo?.nodeId ?? '' };
  const path = `${nodeInfo?.taskRootDirectory}/stdout.txt`;
  assert.equal(toText(await nodeFiles.readFile(node, path)), 'done\n');
  assert.equal((await nodeFiles.getFileProperties(node, path)).contentLength, 5);
});

testBothVersions('an unavailable file is reported with its code, also for its properties', async (world) => {
  const { taskFiles } = await addFinishedTask(world);
  await assert.rejects(taskFiles.readFile(owner, 'none.txt'), { code: 'FileNotFound' });
  await assert.rejects(taskFiles.getFileProperties(owner, 'none.txt'), { code: 'FileNotFound' });
  await assert.rejects(taskFiles.readFile(owner, 'stdout.txt', { range: { start: 100, end: 200 } }), {
    code: 'InvalidRange',
  });
  await assert.rejects(taskFiles.getFileProperties({ jobId: 'job', taskId: 'none' }, 'a'), { code: 'TaskNotFound' });
});

testBothVersions('files of a task whose node is gone cannot be read', async (world) => {
  const { pools, tasks, taskFiles } = await addFinishedTask(world);
  const { nodeInfo } = await tasks.getTask('job', 'succeed');
  await pools.removeNodes('pool', [nodeInfo?.nodeId ?? ''], 'terminate');
  await world.clock.advance(600_000);
  const gone = { status: 404, code: 'NodeNotFound' };
  await assert.rejects(taskFiles.readFile(owner, 'stdout.txt'), gone);
  await assert.rejects(taskFiles.getFileProperties(owner, 'stdout.txt'), gone);
});

testBothVersions('A9-21 no file name leads out of the folder of the task', async (world) => {
  const { taskFiles } = await addFinishedTask(world);
  for (const path of ['../stdout.txt', '..', '../../../etc/passwd', '/etc/passwd', 'wd/../../secret']) {
    await assert.rejects(taskFiles.readFile(owner, path), `${path} was read`);
  }
});
