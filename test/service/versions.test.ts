import assert from 'node:assert/strict';
import type { ApiVersion } from '../../src/service/ports.ts';
import { testBothVersions } from './simulated.ts';

testBothVersions(
  'the accepted API version is determined and reported once',
  async ({ connect, version, simulator }) => {
    const said: ApiVersion[] = [];
    const service = connect({ onVersion: (accepted) => said.push(accepted) });
    await service.verify();
    await service.verify();
    assert.deepEqual(said, [version]);
    assert.equal(service.apiVersion, version);
    assert.equal(simulator.requests.length, version === '2025-06-01' ? 2 : 3);
  },
);

testBothVersions('every attempt is reported with its API version', async ({ service, attempts, version }) => {
  await service.verify();
  assert.deepEqual(
    attempts.map((attempt) => attempt.apiVersion),
    version === '2025-06-01' ? [version] : ['2025-06-01', version],
  );
});
