import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BatchError } from '../model/batchError.ts';
import type { InboundNatPool, Pool } from '../model/pool.ts';
import { checkSource, toEndpointConfiguration } from './endpointConfiguration.ts';

const web: InboundNatPool = {
  name: 'web',
  protocol: 'tcp',
  backendPort: 8080,
  frontendPortRangeStart: 15_000,
  frontendPortRangeEnd: 15_099,
  networkSecurityGroupRules: [{ priority: 150, access: 'allow', sourceAddressPrefix: '10.0.0.0/8' }],
};

function withNatPools(...inboundNATPools: readonly InboundNatPool[]): Pool {
  return { id: 'p', networkConfiguration: { endpointConfiguration: { inboundNATPools } } };
}

test('only allowed sources have access', () => {
  assert.deepEqual(toEndpointConfiguration({ id: 'p' }, 'linux', ['203.0.113.10']), {
    inboundNATPools: [
      {
        name: 'ssh',
        protocol: 'tcp',
        backendPort: 22,
        frontendPortRangeStart: 15_000,
        frontendPortRangeEnd: 15_999,
        networkSecurityGroupRules: [
          { priority: 150, access: 'allow', sourceAddressPrefix: '203.0.113.10' },
          { priority: 160, access: 'deny', sourceAddressPrefix: '*' },
        ],
      },
    ],
  });
});

test('other port mappings of the pool are kept, and do not share ports or priorities with the new one', () => {
  const [kept, own] = toEndpointConfiguration(withNatPools(web), 'windows', []).inboundNATPools;
  assert.deepEqual(kept, web);
  assert.deepEqual([own?.name, own?.backendPort, own?.frontendPortRangeStart], ['rdp', 3389, 15_100]);
  assert.deepEqual(
    own?.networkSecurityGroupRules?.map(({ priority, access }) => [priority, access]),
    [[151, 'deny']],
  );
});

test('an existing inbound NAT pool of the port keeps its name and its ports', () => {
  const ssh = { ...web, name: 'door', backendPort: 22 };
  const { inboundNATPools } = toEndpointConfiguration(withNatPools(ssh), 'linux', ['*']);
  assert.deepEqual(
    inboundNATPools.map(({ name, frontendPortRangeStart }) => [name, frontendPortRangeStart]),
    [['door', 15_000]],
  );
  assert.deepEqual(inboundNATPools[0]?.networkSecurityGroupRules, [
    { priority: 150, access: 'allow', sourceAddressPrefix: '*' },
  ]);
});

test('a pool that already has all mappings that the service allows is reported as such', () => {
  const five = [1, 2, 3, 4, 5].map((number) => ({ ...web, name: `web${number}`, backendPort: 8000 + number }));
  assert.throws(
    () => toEndpointConfiguration(withNatPools(...five), 'linux', []),
    (error: unknown) => BatchError.is(error, 'InvalidInput') && /5 inbound NAT pools/.test(error.message),
  );
});

test('access can be given only to an address, a range, or a tag', () => {
  for (const source of ['10.0.0.1', '192.168.0.0/16', '0.0.0.0/0', 'VirtualNetwork', 'AzureCloud.WestEurope'])
    assert.equal(checkSource(source), undefined, source);
  for (const source of ['', '*', '300.0.0.1', '10.0.0.0/33', '10.0.0.1 ', 'a b', '"'])
    assert.match(checkSource(source) ?? '', /IPv4 address/, source);
});
