import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, test } from 'node:test';
import { openAccount, poolWithNodes } from './account.ts';
import { type Held, startHeld } from './heldSimulator.ts';
import { poolBody } from './rawClient.ts';

let held: Held;
let storage: Server;
let container: string;
/** Files written to storage, by path. */
const blobs = new Map<string, string>();
/** Emits each stored blob, and each refused one. */
const storageEvents = new EventEmitter();

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
      storageEvents.emit(isAllowed ? 'taken' : 'refused');
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

/** Resolves when this many blobs exist, because the service answers before it writes. */
async function untilWritten(count: number): Promise<void> {
  while (blobs.size < count) await once(storageEvents, 'taken');
}

test('uploaded service logs are written to storage, below a folder whose name the service returned', async () => {
  const { node, reply } = await upload(`${container}?sig=good`);
  assert.equal(reply.status, 200, reply.text);
  const folder = String(reply.body['virtualDirectoryName']);
  const requestId = String(reply.headers['request-id']);
  assert.match(folder, new RegExp(`^${held.simulator.accountName}-[0-9A-F]{16}/logged/${node}/${requestId}$`));
  await untilWritten(Number(reply.body['numberOfFilesUploaded']));
  assert.equal(reply.body['numberOfFilesUploaded'], blobs.size);
  assert.ok([...blobs.keys()].every((name) => name.startsWith(`/logs/${folder}/`)));
  assert.match(blobs.get(`/logs/${folder}/agent-debug.log`) ?? '', new RegExp(node));
});

test('the official client can also upload service logs', async () => {
  const account = await openAccount({ isLive: false });
  try {
    const poolId = await poolWithNodes(account, 1);
    const [node] = await account.client.computeNode.list(poolId);
    const asked = { containerUrl: `${container}?sig=good`, startTime: new Date(0) };
    const result = await account.client.computeNode.uploadBatchServiceLogs(poolId, node?.id ?? '', asked);
    assert.ok(result.numberOfFilesUploaded > 0);
    await untilWritten(2 * result.numberOfFilesUploaded);
    assert.ok(blobs.has(`/logs/${result.virtualDirectoryName}/agent-debug.log`));
    assert.deepEqual(account.findings, []);
  } finally {
    await account.close();
  }
});

test('an upload is accepted before it is known whether storage accepts it (recorded)', async () => {
  const written = blobs.size;
  const refused = once(storageEvents, 'refused');
  const { reply } = await upload(`${container}?sig=secretbutwrong`);
  assert.deepEqual([reply.status, reply.body['numberOfFilesUploaded']], [200, 4]);
  assert.doesNotMatch(reply.text, /secretbutwrong/);
  await refused;
  assert.equal(blobs.size, written);
  assert.equal((await upload('http://127.0.0.1:1/nobody?sig=good')).reply.status, 200);
  assert.equal((await upload('not a url')).reply.status, 400);
});
