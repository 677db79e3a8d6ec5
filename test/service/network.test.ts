import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startSimulator } from '../../src/simulator/simulator.ts';
import { connectTo } from '../fakes/connect.ts';

test('A9-1 a certificate that nobody vouches for is said, and no credential goes out', async () => {
  const simulator = await startSimulator();
  try {
    const { service, attempts } = connectTo(simulator.armUrl);
    await assert.rejects(service.verify(), { code: 'CertificateInvalid', message: /isn't trusted/ });
    assert.equal(attempts.length, 1);
  } finally {
    await simulator.close();
  }
});
