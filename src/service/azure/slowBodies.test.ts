import assert from 'node:assert/strict';
import { setImmediate } from 'node:timers/promises';
import { type Answer, BatchServer } from '../../../test/fakes/batchServer.ts';
import { testVersions } from '../../../test/fakes/connect.ts';
import { silenceLimitMs } from './http/timeLimit.ts';

const owner = { jobId: 'j1', taskId: 't1' };
/** Characters of two, three, and four bytes, and both line-ending characters, so that every kind of split occurs. */
const words = 'grün\r\n日本\r\n🚀\r\n';

/** Sends a body byte by byte, each after a pause on the client's clock just below the limit. */
function trickle(body: string, type: string, pass: () => void): Answer {
  return async (response) => {
    response.writeHead(200, { 'content-type': type, 'request-id': 'r1' });
    response.socket?.setNoDelay(true);
    for (const byte of Buffer.from(body)) {
      await new Promise<void>((resolve) => response.write(Uint8Array.of(byte), () => resolve()));
      // The client runs in the same process, so each byte needs a turn of the event loop.
      await setImmediate();
      pass();
    }
    response.end();
  };
}

testVersions('A9-4 a list that arrives byte by byte is read completely', async ({ connectTo }) => {
  await using server = await BatchServer.start();
  const { service, clock, attempts } = connectTo(server.url);
  const body = JSON.stringify({ value: [{ id: 'j1', displayName: words }] });
  server.answer(trickle(body, 'application/json;odata=minimalmetadata', () => clock.advance(silenceLimitMs / 1000)));
  const [page] = await Array.fromAsync(service.jobs.listJobs());
  assert.equal(page?.[0]?.displayName, words);
  assert.equal(attempts.length, 1);
});

testVersions('A9-4 a file that arrives byte by byte is read completely', async ({ connectTo }) => {
  await using server = await BatchServer.start();
  const { service, clock, attempts } = connectTo(server.url);
  server.answer(trickle(words, 'application/octet-stream', () => clock.advance(silenceLimitMs / 10)));
  const read = await service.taskFiles.readFile(owner, 'stdout.txt');
  assert.equal(Buffer.from(read).toString('utf8'), words);
  assert.equal(attempts.length, 1);
});

testVersions('A9-4 a body that arrives too slowly times out', async ({ connectTo }) => {
  await using server = await BatchServer.start();
  const { service, clock } = connectTo(server.url);
  server.answer(trickle(words.repeat(10), 'application/octet-stream', () => clock.advance(silenceLimitMs / 2)));
  await assert.rejects(service.taskFiles.readFile(owner, 'stdout.txt'), { code: 'RequestTimedOut' });
});
