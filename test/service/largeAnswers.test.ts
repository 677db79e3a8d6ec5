import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { BatchError } from '../../src/core/model/batchError.ts';
import type { BatchService } from '../../src/service/ports.ts';
import { ResourceManagerClient } from '../../src/service/resourceManager/resourceManagerClient.ts';
import { LiveAccountStore } from '../../src/service/store/liveAccountStore.ts';
import { type Answer, BatchServer, json, text } from '../fakes/batchServer.ts';
import { connectTo, toAccount } from '../fakes/connect.ts';
import { FakeClock } from '../fakes/fakeClock.ts';

const mebibyte = 1024 * 1024;
/** Size of the system's buffers between two processes on loopback. */
const bufferBytes = 16 * mebibyte;
const jsonType = { 'content-type': 'application/json' };

/** Number of bytes that the client has read from a server during an answer. */
interface Taken {
  bytes: number;
}

/**
 * Answers with `chunk`, `count` times, each as soon as there is room for it, until the client closes the connection.
 */
function stream(taken: Taken, chunk: Buffer, count: number, length?: number): Answer {
  return (response) => {
    const { socket } = response;
    response.on('close', () => {
      taken.bytes = (socket?.bytesWritten ?? 0) - (socket?.writableLength ?? 0);
    });
    response.writeHead(200, { ...jsonType, ...(length === undefined ? {} : { 'content-length': length }) });
    void writeAll(response, chunk, count);
  };
}

async function writeAll(response: ServerResponse, chunk: Buffer, count: number): Promise<void> {
  const abort = new AbortController();
  response.once('close', () => abort.abort());
  try {
    for (let index = 0; index < count; index++) {
      if (!response.write(chunk)) await once(response, 'drain', { signal: abort.signal });
    }
    response.end('{"value":[]}');
  } catch {
    // The client has closed the connection.
  }
}

const spaces = Buffer.alloc(mebibyte, ' ');
const ofJobs = (items: string): Answer => text(200, `{"value":[${items}]}`, jsonType);
const repeat = (part: string, count: number): string => `${`${part},`.repeat(count - 1)}${part}`;

interface Case {
  readonly answer: (taken: Taken) => Answer;
  readonly message: string;
  /** Number of attempts; a list whose page is too large is requested once more in small pages. */
  readonly requests: number;
}

const lists: Readonly<Record<string, Case>> = {
  'a page of a million items': {
    answer: () => ofJobs(repeat('{"id":"a"}', 1_000_000)),
    message: "The response to GET /jobs wasn't used, because it has 2,000,002 values. The limit is 500,000.",
    requests: 2,
  },
  'a page of a million numbers, which is short': {
    answer: () => ofJobs(repeat('1', 1_000_000)),
    message: "The response to GET /jobs wasn't used, because it has 1,000,000 items on one page. The limit is 10,000.",
    requests: 1,
  },
  'two million values within one item': {
    answer: () => ofJobs(`{"id":"a","metadata":[${repeat('[]', 2_000_000)}]}`),
    message: "The response to GET /jobs wasn't used, because it has 2,000,005 values. The limit is 500,000.",
    requests: 2,
  },
  '250 MB of spaces': {
    answer: (taken) => stream(taken, spaces, 240),
    message: "The response to GET /jobs wasn't read completely, because it's larger than 32 MiB.",
    requests: 2,
  },
  '250 MB of spaces that are announced': {
    answer: (taken) => stream(taken, spaces, 240, 240 * mebibyte),
    message: "The response to GET /jobs wasn't read, because its size is 240 MiB. The limit is 32 MiB.",
    requests: 2,
  },
  '250 MB of spaces in 250 kB': {
    answer: () => {
      const packed = gzipSync(Buffer.alloc(240 * mebibyte, ' '), { level: 1 });
      return (response) => response.writeHead(200, { ...jsonType, 'content-encoding': 'gzip' }).end(packed);
    },
    message: "The response to GET /jobs wasn't read completely, because it's larger than 32 MiB.",
    requests: 2,
  },
};

function refusedWith(message: string, mayHaveActed = false) {
  return (error: unknown): true => {
    assert.ok(BatchError.is(error, 'AnswerTooLarge'), String(error));
    assert.deepEqual([error.message, error.retryable, error.mayHaveActed], [message, false, mayHaveActed]);
    return true;
  };
}

const listJobs = (service: BatchService) => Array.fromAsync(service.jobs.listJobs());

for (const [name, { answer, message, requests }] of Object.entries(lists)) {
  test(`A9-16 ${name} is refused with a clear message, after reading hardly more than the limit`, async () => {
    const taken = { bytes: 0 };
    await using server = await BatchServer.start(answer(taken));
    const { service } = connectTo(server.url);
    await assert.rejects(listJobs(service), refusedWith(message));
    assert.equal(server.requests.length, requests);
    const limit = message.includes('read completely') ? 32 * mebibyte : 0;
    assert.ok(taken.bytes <= limit + bufferBytes, `${taken.bytes} bytes were taken`);
    service.dispose();
  });
}

test('A9-15 a next-page address of 10 MB is ignored, and the earlier pages are kept', async () => {
  await using server = await BatchServer.start((response, request) => {
    const link = `http://${request.headers.host}/jobs?$skiptoken=${'x'.repeat(10_000_000)}`;
    json({ value: [{ id: 'j1' }], 'odata.nextLink': link })(response, request);
  });
  const { service } = connectTo(server.url);
  const pages = service.jobs.listJobs()[Symbol.asyncIterator]();
  assert.deepEqual((await pages.next()).value, [{ id: 'j1' }]);
  const count = (10_000_000 + `${server.url}/jobs?$skiptoken=`.length).toLocaleString('en');
  const message = `The rest of the list wasn't read: in the response to GET /jobs, the address of the next page has ${count} characters. The limit is 16,384.`;
  await assert.rejects(Promise.resolve(pages.next()), refusedWith(message));
  assert.equal(server.requests.length, 1);
  service.dispose();
});

test('A9-16 an item larger than any definition is refused', async () => {
  await using server = await BatchServer.start(json({ id: 'j1', commandLine: 'x'.repeat(9 * mebibyte) }));
  const { service } = connectTo(server.url);
  const message = "The response to GET /jobs/j1 wasn't read completely, because it's larger than 8 MiB.";
  await assert.rejects(service.jobs.getJob('j1'), refusedWith(message));
  assert.equal(server.requests.length, 1);
  service.dispose();
});

test('A9-14 a request whose answer is too large may have succeeded, and is not repeated', async () => {
  await using server = await BatchServer.start(json({ value: [{ taskId: 'x'.repeat(9 * mebibyte) }] }));
  const { service } = connectTo(server.url);
  const message =
    "The response to POST /jobs/j1/addtaskcollection wasn't read completely, because it's larger than 8 MiB.";
  await assert.rejects(service.tasks.addTasks('j1', [{ id: 't' }]), refusedWith(message, true));
  assert.equal(server.requests.length, 1);
  service.dispose();
});

test('A9-14 tasks whose answer was damaged may have been added, and are not sent again', async () => {
  await using server = await BatchServer.start(text(200, '{"value":[{"sta', jsonType));
  const { service } = connectTo(server.url);
  await assert.rejects(service.tasks.addTasks('j1', [{ id: 't' }]), (error) => {
    assert.ok(BatchError.is(error, 'MalformedResponse'));
    assert.equal(error.message, "The response to POST /jobs/j1/addtaskcollection couldn't be understood.");
    return error.mayHaveActed;
  });
  assert.equal(server.requests.length, 1);
  service.dispose();
});

test('pages of large tasks are read whole, or as smaller pages if a thousand are too large', async () => {
  const asked: (string | null)[] = [];
  let bytes = 20_000;
  await using server = await BatchServer.start((response, request) => {
    const size = new URL(request.url, server.url).searchParams.get('maxresults');
    asked.push(size);
    const ids = Array.from({ length: Number(size) }, (_, index) => `task-${index}`);
    json({ value: ids.map((id) => ({ id, commandLine: 'x'.repeat(bytes) })) })(response, request);
  });
  const { service } = connectTo(server.url);
  const [large = []] = await Array.fromAsync(service.tasks.listTasks('j', { pageSize: 1000 }));
  bytes = 100_000;
  const [small = []] = await Array.fromAsync(service.tasks.listTasks('j', { pageSize: 1000 }));
  assert.deepEqual([large.length, small.length, asked], [1000, 100, ['1000', '1000', '100']]);
  service.dispose();
});

test('A9-16 a list that is refused does not hide other lists', async () => {
  await using server = await BatchServer.start((response, request) => {
    const items = request.url.startsWith('/jobs') ? repeat('{"id":"a"}', 20_000) : '{"id":"p"}';
    ofJobs(items)(response, request);
  });
  const { service, clock } = connectTo(server.url);
  const store = new LiveAccountStore(toAccount(server.url), service, clock);
  await Promise.all([store.load({ kind: 'jobs' }), store.load({ kind: 'pools' })]);
  const { snapshot } = store;
  assert.match(snapshot.slice({ kind: 'jobs' }).error?.message ?? '', /GET \/jobs .* 20,000 items/);
  assert.deepEqual(snapshot.slice({ kind: 'pools' }).items, [{ id: 'p' }]);
  store.dispose();
});

test('A9-16 answers of Resource Manager have the same limits', async () => {
  await using server = await BatchServer.start((response, request) => {
    const { pathname } = new URL(request.url, server.url);
    if (pathname === '/one') json({ id: 'x'.repeat(9 * mebibyte) })(response, request);
    else if (pathname === '/many') ofJobs(repeat('{"id":"a"}', 20_000))(response, request);
    else json({ value: [{ id: 's' }], nextLink: `${server.url}/list?${'x'.repeat(20_000)}` })(response, request);
  });
  const source = { getToken: async () => ({ token: 'no token of anybody', expiresOnMs: Number.POSITIVE_INFINITY }) };
  const access = { endpoint: server.url, scope: 'scope', source };
  const client = new ResourceManagerClient(access, new FakeClock(), () => {});
  const { signal } = new AbortController();
  const list = (path: string) => client.list(path, '1', signal)[Symbol.asyncIterator]();
  await assert.rejects(client.get('/one', '1', signal), { code: 'AnswerTooLarge', message: /GET \/one .* 8 MiB/ });
  await assert.rejects(list('/many').next(), { code: 'AnswerTooLarge', message: /GET \/many .* 20,000 items/ });
  const listed = list('/list');
  assert.deepEqual((await listed.next()).value, { id: 's' });
  await assert.rejects(listed.next(), { code: 'AnswerTooLarge', message: /GET \/list, .* 20,\d{3} characters/ });
  client.dispose();
});
