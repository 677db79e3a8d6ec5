import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Uri } from 'vscode';
import { MemoryMemento } from '../../../test/fakes/memoryMemento.ts';
import { findNodeUsers, rememberNodeUser } from '../../app/connect/nodeUsers.ts';
import { toHostKeyAlias } from '../../core/connect/hostKeys.ts';
import { BatchError } from '../../core/model/batchError.ts';
import type { ComputeNode } from '../../core/model/computeNode.ts';
import type { NodeResource } from '../../core/model/resource.ts';
import { prepareKnownHosts } from './hostKeys.ts';
import { forgetIfReimaged, forgetReimage, wasReimaged, whileReimaging } from './reimagedNodes.ts';

const node: NodeResource = { kind: 'node', accountId: 'a', poolId: 'p', nodeId: 'n' };
const before: ComputeNode = { id: 'n', state: 'idle', lastBootTime: '2026-01-01T00:00:00Z' };
const after: ComputeNode = { ...before, lastBootTime: '2026-01-02T00:00:00Z' };

test('a node that was reimaged from here has a new key after its next boot, and not before', async () => {
  const memory = new MemoryMemento();
  assert.equal(wasReimaged(memory, node, after), false);
  await whileReimaging(memory, [[node, before]], async () => undefined);
  assert.equal(wasReimaged(memory, node, before), false);
  assert.equal(wasReimaged(memory, node, { id: 'n', state: 'reimaging' }), false);
  assert.equal(wasReimaged(memory, { ...node, nodeId: 'n2' }, after), false);
  assert.equal(wasReimaged(memory, node, after), true);
  await forgetReimage(memory, [node]);
  assert.equal(wasReimaged(memory, node, after), false);
});

test('the users and the host key of a node that was reimaged from here are removed once, and other nodes keep theirs', async (context) => {
  const folder = await mkdtemp(join(tmpdir(), 'reimaged-'));
  context.after(() => rm(folder, { recursive: true }));
  const globalState = new MemoryMemento();
  const memory = { globalState, globalStorageUri: { fsPath: folder } as Uri };
  const other: NodeResource = { ...node, nodeId: 'n2' };
  const nowMs = Date.parse('2026-01-03T00:00:00Z');
  const toUser = ({ accountId, poolId, nodeId }: NodeResource, name: string) => {
    return { accountId, poolId, nodeId, name, expiryTime: '2026-01-04T00:00:00Z' };
  };
  const namesOf = (each: NodeResource) => findNodeUsers(globalState, each, nowMs).map(({ name }) => name);
  const knownHosts = await prepareKnownHosts(memory.globalStorageUri);
  await writeFile(knownHosts, [node, other].map((each) => `${toHostKeyAlias(each)} ssh-ed25519 AAAA\n`).join(''));
  await rememberNodeUser(globalState, toUser(node, 'ada'), nowMs);
  await rememberNodeUser(globalState, toUser(other, 'bob'), nowMs);
  await whileReimaging(globalState, [[node, before]], async () => undefined);

  await forgetIfReimaged(memory, node, before);
  assert.deepEqual(namesOf(node), ['ada'], 'the node is not yet set up anew');

  await forgetIfReimaged(memory, node, after);
  assert.deepEqual(namesOf(node), []);
  assert.deepEqual(namesOf(other), ['bob']);
  assert.equal(await readFile(knownHosts, 'utf8'), `${toHostKeyAlias(other)} ssh-ed25519 AAAA\n`);

  await rememberNodeUser(globalState, toUser(node, 'eve'), nowMs);
  await forgetIfReimaged(memory, node, after);
  assert.deepEqual(namesOf(node), ['eve'], 'a user that was added to the new node stays');
});

const lost = [
  new BatchError({ code: 'ConnectionReset', message: 'The connection ended.', mayHaveActed: true }),
  new BatchError({ code: 'RequestTimedOut', message: 'No answer.', mayHaveActed: true }),
  new BatchError({ code: 'InternalError', message: 'The service failed.', status: 500 }),
];
for (const error of lost) {
  test(`a reimage with a lost answer (${error.code}) is remembered like an answered one`, async () => {
    const memory = new MemoryMemento();
    await assert.rejects(
      whileReimaging(memory, [[node, before]], async () => Promise.reject(error)),
      error,
    );
    assert.equal(wasReimaged(memory, node, before), false);
    assert.equal(wasReimaged(memory, node, after), true);
  });
}

test('a reimage is remembered while its request is in progress, so that it survives the end of the window', async () => {
  const memory = new MemoryMemento();
  await whileReimaging(memory, [[node, before]], async () => assert.equal(wasReimaged(memory, node, after), true));
});

test('a refused reimage keeps the key', async () => {
  const memory = new MemoryMemento();
  const refusal = new BatchError({ code: 'OperationNotValidOnNode', message: 'It is reimaged already.', status: 409 });
  await assert.rejects(
    whileReimaging(memory, [[node, before]], async () => Promise.reject(refusal)),
    refusal,
  );
  assert.equal(wasReimaged(memory, node, after), false);
});

test('many nodes reimaged at once are all remembered, but the oldest of very many are forgotten', async () => {
  const memory = new MemoryMemento();
  const nodes = Array.from({ length: 1001 }, (_, index) => ({ ...node, nodeId: `n${index}` }));
  const asked = nodes.map((each) => [each, before] as const);
  const parts = Array.from({ length: 11 }, (_, index) => asked.slice(index * 91, (index + 1) * 91));
  await Promise.all(parts.map((part) => whileReimaging(memory, part, async () => undefined)));
  assert.deepEqual(
    nodes.filter((each) => !wasReimaged(memory, each, after)).map(({ nodeId }) => nodeId),
    ['n0'],
  );
});

test('A9-16 malformed stored data is ignored', async () => {
  for (const odd of [null, 7, 'x', [], { a: 7, b: null }]) {
    const memory = new MemoryMemento();
    await memory.update('azureBatch.reimagedNodes', odd);
    assert.equal(wasReimaged(memory, node, after), false);
    await whileReimaging(memory, [[node, before]], async () => undefined);
    assert.equal(wasReimaged(memory, node, after), true);
  }
});
