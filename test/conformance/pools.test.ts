import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addPool, freshId, poolWithNodes, refuses, steadyPool, vmSize } from './account.ts';
import { oldVersion } from './rawClient.ts';
import { useAccount } from './useAccount.ts';

const account = useAccount();

test('a pool is returned with the defaults of the service', async () => {
  const { client } = account;
  const id = await addPool(account, {
    displayName: 'Döme',
    vmSize: 'STANDARD_D2S_V3',
    metadata: [{ name: 'team', value: 'render' }],
    taskSchedulingPolicy: { nodeFillType: 'pack' },
    resizeTimeout: 'PT900S',
  });
  const pool = await client.pool.get(id);
  assert.match(pool.eTag ?? '', /^0x[0-9A-F]+$/);
  assert.equal(pool.vmSize, vmSize);
  assert.equal(pool.resizeTimeout, 'PT15M');
  assert.equal(pool.taskSlotsPerNode, 1);
  assert.equal(String(pool.taskSchedulingPolicy?.nodeFillType), 'Pack');
  assert.equal(pool.enableAutoScale, false);
  assert.equal(pool.enableInterNodeCommunication, false);
  assert.equal(pool.targetDedicatedNodes, 0);
  assert.equal(pool.currentDedicatedNodes, 0);
  assert.equal(pool.state, 'active');
  assert.equal(pool.eTag, pool.eTagHeader);
  await steadyPool(account, id);
  await client.pool.deleteMethod(id);
  await account.until('gone', async () => ((await client.pool.exists(id)).body ? undefined : true));
});

test('IDs are unique regardless of case', async () => {
  const { client } = account;
  const id = await poolWithNodes(account, 0);
  await refuses(addPool(account, { id: id.toUpperCase() }), 409, 'PoolExists');
  assert.equal((await client.pool.get(id.toUpperCase())).id, id);
});

test('a pool grows, shrinks, loses chosen nodes, and refuses a resize while it is resizing', async () => {
  const { client } = account;
  const id = await poolWithNodes(account, 2);
  await client.pool.resize(id, { targetDedicatedNodes: 3, targetLowPriorityNodes: 1 });
  assert.equal((await client.pool.get(id)).allocationState, 'resizing');
  await refuses(client.pool.resize(id, { targetDedicatedNodes: 1 }), 409, 'PoolBeingResized');
  await refuses(client.pool.removeNodes(id, { nodeList: ['any'] }), 409, 'PoolBeingResized');
  await steadyPool(account, id, (pool) => pool.currentDedicatedNodes === 3);
  const nodes = await client.computeNode.list(id);
  assert.equal(nodes.filter((node) => node.isDedicated === false).length, 1);
  const victim = nodes.find((node) => node.isDedicated)?.id ?? '';
  await client.pool.removeNodes(id, { nodeList: [victim] });
  const shrunk = await steadyPool(account, id);
  assert.equal(shrunk.targetDedicatedNodes, 2);
  assert.equal(shrunk.currentDedicatedNodes, 2);
  await refuses(client.computeNode.get(id, victim), 404, 'NodeNotFound');
});

test('a stopped resize is reported', async () => {
  const { client } = account;
  const id = await poolWithNodes(account, 0);
  await refuses(client.pool.stopResize(id), 409);
  await client.pool.resize(id, { targetDedicatedNodes: 5 });
  await client.pool.stopResize(id);
  const pool = await steadyPool(account, id);
  assert.equal(pool.resizeErrors?.[0]?.code, 'ResizeStopped');
});

test('patch replaces only the given properties, and updateproperties replaces all changeable ones', async () => {
  const { client } = account;
  const id = await poolWithNodes(account, 0, {
    startTask: { commandLine: '/bin/true' },
    metadata: [{ name: 'a', value: '1' }],
  });
  await client.pool.patch(id, { metadata: [{ name: 'b', value: '2' }] });
  const patched = await client.pool.get(id);
  assert.deepEqual(patched.metadata, [{ name: 'b', value: '2' }]);
  assert.equal(patched.startTask?.commandLine, '/bin/true');
  assert.equal(patched.startTask?.waitForSuccess, true);
  const properties = { certificateReferences: [], applicationPackageReferences: [], metadata: [] };
  if (account.apiVersion !== oldVersion) {
    // This client always sends a property that the version no longer has.
    await refuses(client.pool.updateProperties(id, properties), 400, 'UnsupportedProperty');
    return;
  }
  await client.pool.updateProperties(id, properties);
  const replaced = await client.pool.get(id);
  assert.equal(replaced.startTask, undefined);
  assert.deepEqual(replaced.metadata, []);
});

test('conditional requests are supported', async () => {
  const { client } = account;
  const id = await poolWithNodes(account, 0);
  const pool = await client.pool.get(id);
  await refuses(
    client.pool.patch(id, { metadata: [] }, { poolPatchOptions: { ifMatch: '0x1' } }),
    412,
    'ConditionNotMet',
  );
  await client.pool.patch(id, { metadata: [] }, { poolPatchOptions: { ifMatch: pool.eTag ?? '' } });
  await refuses(
    client.pool.patch(id, { metadata: [] }, { poolPatchOptions: { ifMatch: pool.eTag ?? '' } }),
    412,
    'ConditionNotMet',
  );
  const now = await client.pool.get(id);
  await refuses(client.pool.get(id, { poolGetOptions: { ifNoneMatch: now.eTag ?? '' } }), 304);
  await refuses(
    client.pool.get(id, { poolGetOptions: { ifMatch: 'x', ifNoneMatch: 'y' } }),
    400,
    'MultipleConditionHeadersNotSupported',
  );
});

test('lists of pools support filter, selection, and paging', async () => {
  const { client } = account;
  const prefix = freshId('list');
  for (const suffix of ['c', 'a', 'b']) await addPool(account, { id: `${prefix}-${suffix}` });
  const filter = `startswith(id, '${prefix.toUpperCase()}') and state eq 'Active'`;
  const first = await client.pool.list({ poolListOptions: { filter, select: 'id,state', maxResults: 2 } });
  assert.deepEqual(
    first.map((pool) => pool.id),
    [`${prefix}-a`, `${prefix}-b`],
  );
  assert.equal(first[0]?.vmSize, undefined);
  const second = await client.pool.listNext(first.odatanextLink ?? '');
  assert.deepEqual(
    second.map((pool) => pool.id),
    [`${prefix}-c`],
  );
  assert.equal(second.odatanextLink, undefined);
  const bySize = await client.pool.list({
    poolListOptions: { filter: `(vmSize eq '${vmSize}' and startswith(id,'${prefix}-a')) or id eq '${prefix}-B'` },
  });
  assert.equal(bySize.length, 2);
});

test('invalid pools are refused', async () => {
  const { client } = account;
  const add = (body: Parameters<typeof addPool>[1]) => addPool(account, body);
  await refuses(add({ id: 'no spaces' }), 400, 'InvalidPropertyValue');
  await refuses(add({ id: 'x'.repeat(65) }), 400, 'InvalidPropertyValue');
  await refuses(add({ taskSlotsPerNode: 1000 }), 400, 'InvalidPropertyValue');
  await refuses(add({ resizeTimeout: 'PT1M' }), 400, 'InvalidPropertyValue');
  await refuses(add({ metadata: [{ name: '', value: '1' }] }), 400, 'EmptyMetadataKey');
  await refuses(add({ enableAutoScale: true }), 400, 'MissingRequiredProperty');
  await refuses(client.pool.get('nosuchpool'), 404, 'PoolNotFound');
  await refuses(client.pool.resize('nosuchpool', { targetDedicatedNodes: 1 }), 404, 'PoolNotFound');
});
