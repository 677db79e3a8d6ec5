import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { type TestContext, test } from 'node:test';
import { LoopbackPorts } from './loopbackPorts.ts';

/** Creates a server that doesn't listen yet, and is closed with the test. */
function makeServer(context: TestContext): Server {
  const server = createServer();
  context.after(() => server.close());
  return server;
}

test('a port in use is skipped, and each server listens on its own port', async (context) => {
  const ports = new LoopbackPorts();
  const { port: first } = await ports.listen(makeServer(context));
  const somebody = makeServer(context).listen(first + 1, '127.0.0.1');
  await once(somebody, 'listening').catch(() => undefined); // Another process may already use the port.
  const others = await Promise.all([ports.listen(makeServer(context)), ports.listen(makeServer(context))]);
  const taken = [first, first + 1, ...others.map(({ port }) => port)];
  assert.equal(new Set(taken).size, 4);
  assert.deepEqual(
    others.map(({ address }) => address),
    ['127.0.0.1', '127.0.0.1'],
  );
});

test('one of the requested ports is used while one of them is free', async (context) => {
  const ports = new LoopbackPorts();
  const { port: first } = await ports.listen(makeServer(context));
  const wanted = { first, last: first + 20 };
  const { port } = await ports.listen(makeServer(context), wanted);
  assert.ok(port > first && port <= wanted.last, `${port} is after ${first}`);
  const { port: other } = await ports.listen(makeServer(context), { first, last: first });
  assert.notEqual(other, first);
});
