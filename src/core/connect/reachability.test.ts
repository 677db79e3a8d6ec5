import assert from 'node:assert/strict';
import { test } from 'node:test';
import { explainNodeState, explainUnreachable, findRemoteEndpoint } from './reachability.ts';

const node = {
  id: 'n',
  state: 'idle',
  endpointConfiguration: {
    inboundEndpoints: [
      { name: 'udp', protocol: 'udp', publicIPAddress: '20.0.0.9', frontendPort: 1, backendPort: 22 },
      { name: 'SSHRule.0', protocol: 'tcp', publicIPAddress: '20.0.0.9', frontendPort: 50_000, backendPort: 22 },
    ],
  },
};

test('the end point of the system`s own port is found', () => {
  assert.deepEqual(findRemoteEndpoint(node, 'linux'), { remoteLoginIPAddress: '20.0.0.9', remoteLoginPort: 50_000 });
  assert.equal(findRemoteEndpoint(node, 'windows'), undefined);
});

test('only idle and running nodes take users', () => {
  assert.equal(explainNodeState({ id: 'n', state: 'Running' }), undefined);
  assert.match(explainNodeState({ id: 'n', state: 'rebooting' })?.message ?? '', /rebooting/);
});

test('why a node cannot be reached is told from its pool', () => {
  const natPool = {
    name: 'ssh',
    protocol: 'tcp',
    backendPort: 22,
    frontendPortRangeStart: 1,
    frontendPortRangeEnd: 100,
  };
  const closed = {
    id: 'p',
    networkConfiguration: { publicIPAddressConfiguration: { provision: 'NoPublicIPAddresses' } },
  };
  const mapped = { id: 'p', networkConfiguration: { endpointConfiguration: { inboundNATPools: [natPool] } } };
  assert.match(explainUnreachable(closed, 'linux').message, /no public IP addresses/);
  assert.match(explainUnreachable({ id: 'p' }, 'windows').message, /port 3389/);
  assert.match(explainUnreachable(mapped, 'linux').message, /network security rule/);
});
