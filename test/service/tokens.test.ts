import assert from 'node:assert/strict';
import { FileWindows } from '../../src/app/documents/fileWindows.ts';
import { toRemoteFile } from '../../src/app/evidence/readLog.ts';
import { addJob, addPool, testBothVersions } from './simulated.ts';
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

testBothVersions(
  'A9-36 a token that expires in the middle of a list is renewed, and the list continues',
  async (world) => {
    await addPool(world, 'pool');
    const ids = ['one', 'two', 'three', 'four', 'five'];
    for (const id of ids) await addJob(world, id, 'pool', []);
    const source = toSource(world.simulator);
    const service = world.connect({ credential: { kind: 'token', source } });
    const listed: string[] = [];
    for await (const jobs of service.jobs.listJobs({ pageSize: 2 })) {
      listed.push(...jobs.map(({ id }) => id));
      await world.clock.advance(24 * 3_600_000);
    }
    assert.deepEqual(listed.sort(), ids.toSorted());
    assert.equal(source.asked, 3);
  },
);

testBothVersions(
  'A9-36 a token that expires while a log is followed is renewed, and the log continues',
  async (world) => {
    await addPool(world, 'pool');
    await addJob(world, 'job', 'pool', ['succeed']);
    const source = toSource(world.simulator);
    const service = world.connect({ credential: { kind: 'token', source } });
    const file = toRemoteFile(service.taskFiles, { jobId: 'job', taskId: 'succeed' }, 'stdout.txt');
    const windows = new FileWindows(1024);
    const read = async (): Promise<string> => {
      const { bytes } = await windows.read('stdout', file, await file.getProperties());
      return Buffer.from(bytes).toString('utf8');
    };
    await service.verify();
    assert.equal(await read(), 'done\n');
    await world.clock.advance(2 * 3_600_000);
    assert.equal(await read(), 'done\n');
    assert.equal(source.asked, 2);
  },
);
