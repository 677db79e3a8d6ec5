import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { test } from 'node:test';
import { createProcessExecutor } from '../../src/simulator/executors/process/processExecutor.ts';
import { jobOn, openSimulated, poolWithNodes, refuses, taskIn, textOf } from './account.ts';
import { useAccount } from './useAccount.ts';

let poolId: string;
let jobId: string;
let nodeId: string;
const account = useAccount(async (opened) => {
  poolId = await poolWithNodes(opened, 1);
  jobId = await jobOn(opened, poolId);
  await opened.client.task.add(jobId, {
    id: 'writer',
    commandLine: '/bin/sh -c "echo 0123456789; mkdir -p deep/er; echo x > deep/er/file.txt"',
  });
  const task = await taskIn(opened, jobId, 'writer', 'completed');
  nodeId = task.nodeInfo?.nodeId ?? '';
});

test('files are listed level by level, or all at once', async () => {
  const { client } = account;
  const flat = await client.file.listFromTask(jobId, 'writer');
  const names = flat.map((file) => file.name);
  assert.ok(['stderr.txt', 'stdout.txt', 'wd'].every((name) => names.includes(name)));
  const folder = flat.find((file) => file.name === 'wd');
  assert.equal(folder?.isDirectory, true);
  assert.equal(folder?.properties, undefined);
  const stdout = flat.find((file) => file.name === 'stdout.txt');
  assert.equal(stdout?.properties?.contentLength, 11);
  assert.match(stdout?.url ?? '', /\/tasks\/writer\/files\/stdout\.txt$/);
  const filter = "startswith(name,'wd/deep')";
  const deep = await client.file.listFromTask(jobId, 'writer', {
    recursive: true,
    fileListFromTaskOptions: { filter },
  });
  assert.deepEqual(
    deep.map((file) => file.name),
    ['wd/deep', 'wd/deep/er', 'wd/deep/er/file.txt'],
  );
  const page = await client.file.listFromTask(jobId, 'writer', { fileListFromTaskOptions: { maxResults: 1 } });
  const next = await client.file.listFromTaskNext(page.odatanextLink ?? '');
  assert.equal(next[0]?.name, names[1]);
});

test('content is returned completely and in ranges, always with 200', async () => {
  const { client } = account;
  const whole = await client.file.getFromTask(jobId, 'writer', 'stdout.txt');
  assert.equal(await textOf(whole.readableStreamBody), '0123456789\n');
  const part = await client.file.getFromTask(jobId, 'writer', 'stdout.txt', {
    fileGetFromTaskOptions: { ocpRange: 'bytes=2-4' },
  });
  assert.equal(part._response.status, 200);
  assert.equal(await textOf(part.readableStreamBody), '234');
  await refuses(
    client.file.getFromTask(jobId, 'writer', 'stdout.txt', { fileGetFromTaskOptions: { ocpRange: 'bytes=11-12' } }),
    416,
  );
  await refuses(client.file.getFromTask(jobId, 'writer', 'absent.txt'), 404);
  await refuses(client.file.getFromTask(jobId, 'writer', '../writer/stdout.txt'), 404);
});

test('properties are returned by HEAD', async () => {
  const { client } = account;
  const properties = await client.file.getPropertiesFromTask(jobId, 'writer', 'stdout.txt');
  assert.equal(properties.contentLength, 11);
  assert.equal(String(properties.ocpBatchFileIsdirectory), 'False');
  assert.match(properties.ocpBatchFileMode ?? '', /^0o100\d{3}$/);
  assert.ok(properties.lastModified);
});

test('the address of a file works for any name', async () => {
  const { client } = account;
  const odd = ['a b', 'ü#1', '50%2F', 'what?'];
  const commandLine = `/bin/sh -c "touch ${odd.map((name) => `'${name}'`).join(' ')}"`;
  await client.task.add(jobId, { id: 'odd', commandLine });
  await taskIn(account, jobId, 'odd', 'completed');
  const files = await client.file.listFromTask(jobId, 'odd', {
    recursive: true,
    fileListFromTaskOptions: { filter: "startswith(name,'wd/')" },
  });
  for (const { name = '', url = '' } of files) {
    assert.ok(decodeURIComponent(new URL(url).pathname).endsWith(`/tasks/odd/files/${name}`), url);
    assert.equal((await client.file.getPropertiesFromTask(jobId, 'odd', name)).contentLength, 0);
  }
  assert.deepEqual(files.map((file) => file.name).sort(), odd.map((name) => `wd/${name}`).sort());
});

test('the node returns the same files under its root', async () => {
  const { client } = account;
  const roots = (await client.file.listFromComputeNode(poolId, nodeId)).map((file) => file.name);
  assert.ok(roots.includes('workitems'));
  const name = `workitems/${jobId}/job-1/writer/stdout.txt`;
  const content = await client.file.getFromComputeNode(poolId, nodeId, name);
  assert.equal(await textOf(content.readableStreamBody), '0123456789\n');
  const properties = await client.file.getPropertiesFromComputeNode(poolId, nodeId, name);
  assert.equal(properties.contentLength, 11);
});

test('files are deleted, and folders only recursively', async () => {
  const { client } = account;
  await client.file.deleteFromTask(jobId, 'writer', 'stderr.txt');
  await refuses(client.file.getPropertiesFromTask(jobId, 'writer', 'stderr.txt'), 404);
  await refuses(client.file.deleteFromTask(jobId, 'writer', 'wd/deep'), 409);
  await client.file.deleteFromTask(jobId, 'writer', 'wd/deep', { recursive: true });
  const folder = `workitems/${jobId}/job-1/writer/wd`;
  await refuses(client.file.getPropertiesFromComputeNode(poolId, nodeId, `${folder}/deep`), 404);
  await client.file.deleteFromComputeNode(poolId, nodeId, folder, { recursive: true });
});

test('files are deleted after the retention time, and with the node', async () => {
  const { client } = account;
  await client.task.add(jobId, { id: 'brief', commandLine: '/bin/true', constraints: { retentionTime: 'PT0S' } });
  await taskIn(account, jobId, 'brief', 'completed');
  await refuses(client.file.listFromTask(jobId, 'brief'), 409, 'TaskFilesCleanedup');
  await client.pool.removeNodes(poolId, { nodeList: [nodeId] });
  await account.until('the node has left', async () =>
    (await client.computeNode.list(poolId)).length === 0 ? true : undefined,
  );
  await refuses(client.file.listFromTask(jobId, 'writer'), 404, 'NodeNotFound');
});

test('a file that is deleted after it was found is reported as missing', async (context) => {
  const executor = createProcessExecutor();
  const simulated = await openSimulated({
    executor: {
      ...executor,
      async createMachine(request) {
        const machine = await executor.createMachine(request);
        const { files } = machine;
        async function* readLate(...asked: Parameters<typeof files.read>): AsyncGenerator<Uint8Array> {
          await files.remove(asked[0]);
          yield* files.read(...asked);
        }
        return {
          ...machine,
          files: { ...files, read: (...asked: Parameters<typeof files.read>) => Readable.from(readLate(...asked)) },
        };
      },
    },
  });
  context.after(() => simulated.close());
  const jobOfIt = await jobOn(simulated, await poolWithNodes(simulated, 1));
  await simulated.client.task.add(jobOfIt, { id: 't', commandLine: '/bin/true' });
  await taskIn(simulated, jobOfIt, 't', 'completed');
  await assert.rejects(simulated.client.file.getFromTask(jobOfIt, 't', 'stdout.txt'), { statusCode: 404 });
});
