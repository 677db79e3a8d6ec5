import assert from 'node:assert/strict';
import { testBothVersions } from './simulated.ts';
import { toSource } from './simulatedTokens.ts';

testBothVersions('a token for the audience of Batch is accepted, and serves all requests', async (world) => {
  const source = toSource(world.simulator);
  const service = world.connect({ credential: { kind: 'token', source } });
  await Promise.all([service.verify(), service.verify(), service.verify()]);
  assert.equal(source.asked, 1);
});

testBothVersions('A9-36 a token that has expired is renewed once', async (world) => {
  const source = toSource(world.simulator);
  const service = world.connect({ credential: { kind: 'token', source } });
  await service.verify();
  await world.clock.advance(24 * 3_600_000);
  await Promise.all([service.verify(), service.verify()]);
  assert.equal(source.asked, 2);
});

testBothVersions('a token for an audience without the final slash is refused', async (world) => {
  const source = toSource(world.simulator, (scope) => scope.replace('//.default', '/.default'));
  const service = world.connect({ credential: { kind: 'token', source } });
  await assert.rejects(service.verify(), { code: 'AuthenticationFailed', status: 401 });
  assert.equal(source.asked, 2);
});
