import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, test } from 'node:test';
import { openAccount, poolWithNodes } from './account.ts';
import { type Held, poolBody, startHeld } from './rawClient.ts';

let held: Held;
let storage: Server;
let container: string;
/** What was put into storage, by path. */
const blobs = new Map<string, string>();

before(async () => {
  held = await startHeld();
  storage = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const url = new URL(request.url ?? '', 'http://storage');
      const isAllowed = request.method === 'PUT' && url.searchParams.get('sig') === 'good';
      if (isAllowed && request.headers['x-ms-blob-type'] === 'BlockBlob') {
        blobs.set(url.pathname, Buffer.concat(chunks).toString('utf8'));
      }
      response.writeHead(isAllowed ? 201 : 403).end();
    });
  });
  storage.listen(0, '127.0.0.1');
  await once(storage, 'listening');
  container = `http://127.0.0.1:${(storage.address() as AddressInfo).port}/logs`;
  await held.client.send('POST /pools', { body: poolBody('Logged', 1) });
  await held.clock.advance(5_000);
});

after(async () => {
  await held.simulator.close();
  storage.close();
});

async function upload(containerUrl: string) {
  const [node] = (await held.client.send('GET /pools/Logged/nodes')).body.value ?? [];
  const path = `/pools/Logged/nodes/${String(node?.['id'])}/uploadbatchservicelogs`;
  const body = { containerUrl, startTime: '2026-11-20T00:00:00Z' };
  return { node: String(node?.['id']), reply: await held.client.send(`POST ${path}`, { body }) };
}

test('logs are really written, below a folder named as the service names it', async () => {
  const { node, reply } = await upload(`${container}?sig=good`);
  assert.equal(reply.status, 200, reply.text);
  const folder = String(reply.body['virtualDirectoryName']);
  const requestId = String(reply.headers['request-id']);
  assert.match(folder, new RegExp(`^${held.simulator.accountName}-[0-9A-F]{16}/logged/${node}/${requestId}$`));
  assert.equal(reply.body['numberOfFilesUploaded'], blobs.size);
  assert.ok([...blobs.keys()].every((name) => name.startsWith(`/logs/${folder}/`)));
  assert.match(blobs.get(`/logs/${folder}/agent-debug.log`) ?? '', new RegExp(node));
});

test('the official client has them uploaded too', async () => {
  const account = await openAccount({ isLive: false });
  try {
    const poolId = await poolWithNodes(account, 1);
    const [node] = await account.client.computeNode.list(poolId);
    const asked = { containerUrl: `${container}?sig=good`, startTime: new Date(0) };
    const result = await account.client.computeNode.uploadBatchServiceLogs(poolId, node?.id ?? '', asked);
    assert.ok(result.numberOfFilesUploaded > 0);
    assert.ok(blobs.has(`/logs/${result.virtualDirectoryName}/agent-debug.log`));
    assert.deepEqual(account.findings, []);
  } finally {
    await account.close();
  }
});

test('storage that refuses is told, and nothing is said of the signature', async () => {
  const { reply } = await upload(`${container}?sig=secretbutwrong`);
  assert.deepEqual([reply.status, reply.body.code], [400, 'InvalidPropertyValue']);
  assert.doesNotMatch(reply.text, /secretbutwrong/);
  assert.equal((await upload('not a url')).reply.status, 400);
});
