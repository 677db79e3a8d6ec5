import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { test } from 'node:test';
import { LoopbackPorts } from './loopbackPorts.ts';

test('a port that somebody has is passed over, and each server listens at a port of its own', async (context) => {
  const start = () => {
    const server = createServer();
    context.after(() => server.close());
    return server;
  };
  const ports = new LoopbackPorts();
  const { port: first } = await ports.listen(start());
  const somebody = start().listen(first + 1, '127.0.0.1');
  await once(somebody, 'listening').catch(() => undefined); // Or somebody else has it already.
  const others = await Promise.all([ports.listen(start()), ports.listen(start())]);
  const taken = [first, first + 1, ...others.map(({ port }) => port)];
  assert.equal(new Set(taken).size, 4);
  assert.deepEqual(
    others.map(({ address }) => address),
    ['127.0.0.1', '127.0.0.1'],
  );
});

test('a port is taken from those that are wanted, as long as one of them is free', async (context) => {
  const start = () => {
    const server = createServer();
    context.after(() => server.close());
    return server;
  };
  const ports = new LoopbackPorts();
  const { port: first } = await ports.listen(start());
  const wanted = { first, last: first + 20 };
  const { port } = await ports.listen(start(), wanted);
  assert.ok(port > first && port <= wanted.last, `${port} is after ${first}`);
  const { port: other } = await ports.listen(start(), { first, last: first });
  assert.notEqual(other, first);
});
