import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startSimulator } from '../../src/simulator/simulator.ts';
import { connectTo } from '../fakes/connect.ts';

test('A9-1 an untrusted certificate is reported, and no credential is sent', async () => {
  const simulator = await startSimulator();
  try {
    const { service, attempts } = connectTo(simulator.armUrl);
    await assert.rejects(service.verify(), { code: 'CertificateInvalid', message: /isn't trusted/ });
    assert.equal(attempts.length, 1);
  } finally {
    await simulator.close();
  }
});
