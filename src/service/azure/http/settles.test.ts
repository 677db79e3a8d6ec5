import assert from 'node:assert/strict';
import type { Socket } from 'node:net';
import { test } from 'node:test';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { HttpHeaders, WebResource } from '@azure/ms-rest-js';
import { FakeClock } from '../../../../test/fakes/fakeClock.ts';
import { type Conduct, RawServer, rawAnswer } from '../../../../test/fakes/rawServer.ts';
import { BatchError } from '../../../core/model/batchError.ts';
import { Cancelled } from '../../../core/model/cancelled.ts';
import { NodeHttpClient } from './nodeHttpClient.ts';
import { attemptLimitMs, silenceLimitMs } from './timeLimit.ts';

const cut =
  (text: string): Conduct =>
  (socket) => {
    socket.end(text);
  };
const jsonOf = (bytes: number): string => JSON.stringify({ id: 'x'.repeat(bytes) });
const gzipped = { 'content-encoding': 'gzip' };

interface Fault {
  readonly conduct: Conduct;
  readonly code: string;
  readonly retryable: boolean;
}

const reset = (conduct: Conduct): Fault => ({ conduct, code: 'ConnectionReset', retryable: true });
const damaged = (conduct: Conduct): Fault => ({ conduct, code: 'MalformedResponse', retryable: true });
const send =
  (...bytes: readonly (string | Uint8Array)[]): Conduct =>
  (socket) => {
    for (const part of bytes) socket.write(part);
  };

const faults: Readonly<Record<string, Fault>> = {
  'a connection that is closed as it is made': reset(
    Object.assign((socket: Socket) => void socket.destroy(), { atOnce: true }),
  ),
  'a connection that is closed before the answer': reset(cut('')),
  'a connection that is closed within the status line': reset(cut('HTTP/1.1 2')),
  'a connection that is closed within the headers': reset(cut('HTTP/1.1 200 OK\r\ncontent-le')),
  'a connection that is closed after 100 Continue': reset(cut('HTTP/1.1 100 Continue\r\n\r\n')),
  'a connection that is closed after 103 Early Hints': reset(cut('HTTP/1.1 103 Early Hints\r\nlink: x\r\n\r\n')),
  'a connection that is closed after the headers': reset(cut('HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\n')),
  'a connection that is closed within the body': reset(cut('HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\n{"id"')),
  'a connection that is closed within a chunk': reset(
    cut('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n9\r\n{'),
  ),
  'a connection that is reset within the body': reset((socket) => {
    socket.write('HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\n{"id"', () => socket.resetAndDestroy());
  }),
  '101 Switching Protocols': {
    conduct: send('HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n'),
    code: 'NotBatchService',
    retryable: false,
  },
  'something that is no HTTP': damaged(send('SSH-2.0-OpenSSH_9.6\r\n')),
  'headers without end': damaged(send(`HTTP/1.1 200 OK\r\n${'a: b\r\n'.repeat(20_000)}`)),
  'gzip that is none': damaged(send(rawAnswer(200, jsonOf(100), { headers: gzipped }))),
  'gzip that is damaged': damaged(send(rawAnswer(200, gzipSync(jsonOf(100)).fill(7, 12, 20), { headers: gzipped }))),
  'gzip that is cut': reset(send(rawAnswer(200, gzipSync(jsonOf(100)).subarray(0, 30), { headers: gzipped }))),
  'an encoding that nobody asked for': {
    conduct: send(rawAnswer(200, jsonOf(1), { headers: { 'content-encoding': 'zstd' } })),
    code: 'MalformedResponse',
    retryable: false,
  },
};

function start(server: RawServer) {
  const clock = new FakeClock();
  const client = new NodeHttpClient({ maxIdleSockets: 2, clock });
  const ask = (method: 'GET' | 'POST' = 'GET', signal?: AbortSignal, url = server.url) => {
    const request = new WebResource(`${url}/jobs/j`, method);
    request.headers = new HttpHeaders();
    return client.sendRequest(Object.assign(request, signal === undefined ? {} : { abortSignal: signal as never }));
  };
  return { clock, client, ask };
}

/** Checks that nothing is left over: the service responds again, no timer is running, and no connection stays open. */
async function isSound(server: RawServer, { clock, client, ask }: ReturnType<typeof start>): Promise<void> {
  server.behave(send(rawAnswer(200, '{"id":"j"}')));
  const answers = await Promise.all(Array.from({ length: 4 }, () => ask()));
  assert.deepEqual(
    answers.map(({ bodyAsText }) => bodyAsText),
    Array.from({ length: 4 }, () => '{"id":"j"}'),
  );
  assert.equal(clock.pending, 0);
  client.dispose();
  await server.untilOpen(0);
}

for (const [name, { conduct, code, retryable }] of Object.entries(faults)) {
  test(`A9-2 after ${name} the request ends, and the next one is answered`, async () => {
    await using server = await RawServer.start(conduct);
    const started = start(server);
    for (const method of ['GET', 'POST', 'GET'] as const) {
      await assert.rejects(started.ask(method), (error) => {
        assert.ok(BatchError.is(error), String(error));
        assert.deepEqual([error.code, error.retryable], [code, retryable], error.message);
        assert.equal(error.mayHaveActed, method === 'POST');
        return true;
      });
    }
    await isSound(server, started);
  });
}

for (const [encoding, body] of [
  ['gzip', gzipSync('{"id":"j"}')],
  ['deflate', deflateSync('{"id":"j"}')],
  ['br', brotliCompressSync('{"id":"j"}')],
] as const) {
  test(`a body compressed with ${encoding} is read`, async () => {
    await using server = await RawServer.start(
      send(rawAnswer(200, body, { headers: { 'content-encoding': encoding } })),
    );
    const { ask, client } = start(server);
    assert.equal((await ask()).bodyAsText, '{"id":"j"}');
    client.dispose();
  });
}

test('only the beginning of an error is read, however much is sent', async () => {
  await using server = await RawServer.start((socket) => {
    const chunk = `10000\r\n${'x'.repeat(65_536)}\r\n`;
    const more = () => void (socket.writable && socket.write(chunk, () => setImmediate(more)));
    socket.write('HTTP/1.1 500 Any\r\ntransfer-encoding: chunked\r\n\r\n', more);
  });
  const started = start(server);
  const { status, bodyAsText } = await started.ask();
  assert.equal(status, 500);
  assert.ok((bodyAsText?.length ?? 0) < 1_000_000);
  await isSound(server, started);
});

/** Faults that only a time limit ends; each calls `asked` when the server has done everything that it will do. */
const silences: Readonly<Record<string, (asked: () => void) => Conduct>> = {
  'a connection on which nothing comes': (asked) => () => asked(),
  'interim answers without an end': (asked) => (socket) => {
    socket.write('HTTP/1.1 103 Early Hints\r\n\r\n'.repeat(10), asked);
  },
  'headers that stop': (asked) => (socket) => {
    socket.write('HTTP/1.1 200 OK\r\ncontent-le', asked);
  },
  'a body that stops': (asked) => (socket) => {
    socket.write('HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\n{"id"', asked);
  },
};

for (const [name, toConduct] of Object.entries(silences)) {
  for (const end of ['its time is over', 'it is cancelled'] as const) {
    test(`A9-3 ${name}: the request ends when ${end}`, async () => {
      const { promise: allAsked, resolve } = Promise.withResolvers<void>();
      let asked = 0;
      const onAsked = () => {
        asked++;
        if (asked === 2) resolve();
      };
      await using server = await RawServer.start(toConduct(onAsked));
      const started = start(server);
      const abort = new AbortController();
      const calls = [1, 2].map(() => started.ask('GET', abort.signal));
      const settled = Promise.allSettled(calls);
      await allAsked;
      if (end === 'it is cancelled') abort.abort();
      else started.clock.advance(attemptLimitMs);
      for (const result of await settled) {
        assert.equal(result.status, 'rejected');
        if (end === 'it is cancelled') assert.ok(Cancelled.is(result.reason));
        else assert.equal((result.reason as BatchError).code, 'RequestTimedOut');
      }
      await isSound(server, started);
    });
  }
}

test('A9-3 a hanging handshake ends with its time limit', async () => {
  const { promise: connected, resolve } = Promise.withResolvers<void>();
  await using server = await RawServer.start(Object.assign(() => resolve(), { atOnce: true }));
  const started = start(server);
  const call = started.ask('GET', undefined, `https://${server.host}`);
  const ended = assert.rejects(call, { code: 'RequestTimedOut' });
  await connected;
  started.clock.advance(silenceLimitMs);
  await ended;
  await isSound(server, started);
});

test('a second answer to one request is not taken for the answer to the next', async () => {
  const first = rawAnswer(200, '{"id":"first"}');
  const stray = rawAnswer(200, '{"id":"stray"}');
  for (const conduct of [
    send(Buffer.concat([first, stray])),
    (socket: Socket) => {
      socket.write(first, () => setImmediate(() => socket.write(stray)));
    },
  ]) {
    await using server = await RawServer.start(conduct);
    const started = start(server);
    await started.ask().catch(() => {});
    await isSound(server, started);
  }
});

test('disposing the connection ends requests in progress', async () => {
  const { promise: asked, resolve } = Promise.withResolvers<void>();
  await using server = await RawServer.start(() => server.requests === 3 && resolve());
  const { client, clock, ask } = start(server);
  const settled = Promise.allSettled([1, 2, 3].map(() => ask()));
  await asked;
  client.dispose();
  for (const result of await settled) assert.ok(result.status === 'rejected' && Cancelled.is(result.reason));
  assert.equal(clock.pending, 0);
  await server.untilOpen(0);
});
