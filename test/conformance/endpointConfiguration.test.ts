import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toEndpointConfiguration } from '../../src/core/connect/endpointConfiguration.ts';
import { checkEndpoints } from '../../src/simulator/bodies/poolEndpoints.ts';

const others = [
  { name: 'ssh', protocol: 'tcp', backendPort: 8080, frontendPortRangeStart: 15_900, frontendPortRangeEnd: 16_100 },
  { name: 'ssh-2', protocol: 'udp', backendPort: 9090, frontendPortRangeStart: 49_000, frontendPortRangeEnd: 49_999 },
];

for (const os of ['linux', 'windows'] as const) {
  for (const sources of [['*'], ['203.0.113.10', '10.0.0.0/8'], []]) {
    test(`the service accepts the endpoints for ${os} with allowed sources: ${sources.join() || 'nobody'}`, () => {
      for (const inboundNATPools of [[], others]) {
        const pool = {
          id: 'p',
          targetDedicatedNodes: 2000,
          networkConfiguration: { endpointConfiguration: { inboundNATPools } },
        };
        const endpointConfiguration = JSON.parse(JSON.stringify(toEndpointConfiguration(pool, os, sources)));
        checkEndpoints({ networkConfiguration: { endpointConfiguration } }, '2025-06-01');
        // The older API version reserves the ports of remote login for the service, and has no other objection.
        for (const natPool of endpointConfiguration.inboundNATPools) {
          if (natPool.backendPort < 8000) natPool.backendPort = 2222;
        }
        checkEndpoints({ networkConfiguration: { endpointConfiguration } }, '2022-10-01.16.0');
        assert.equal(endpointConfiguration.inboundNATPools.length, inboundNATPools.length + 1);
      }
    });
  }
}
