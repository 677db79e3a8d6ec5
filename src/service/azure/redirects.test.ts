import assert from 'node:assert/strict';
import { BatchServer, json, text } from '../../../test/fakes/batchServer.ts';
import { testVersions } from '../../../test/fakes/connect.ts';

for (const status of [301, 302, 307, 308]) {
  testVersions(
    `a redirect (${status}) to another host is refused, and nothing is sent there`,
    async ({ connectTo }) => {
      await using other = await BatchServer.start(json({ id: 'j1' }));
      await using server = await BatchServer.start(text(status, '', { location: `${other.url}/jobs/j1` }));
      const { service } = connectTo(server.url);
      await assert.rejects(service.jobs.getJob('j1'), { code: 'ForeignOrigin' });
      assert.equal(other.requests.length, 0);
    },
  );
}

testVersions('a redirect within the host is not taken for an answer of Batch', async ({ connectTo }) => {
  await using server = await BatchServer.start(text(302, '', { location: '/login' }));
  const { service } = connectTo(server.url);
  await assert.rejects(service.jobs.getJob('j1'), { code: 'NotBatchService' });
  assert.equal(server.requests.length, 1);
});

for (const id of ['..', '.', '../pools', '%2e%2e']) {
  testVersions(`the ID ${id} does not lead to another address`, async ({ connectTo, version }) => {
    await using server = await BatchServer.start(json({ id }));
    const { service } = connectTo(server.url);
    const asked = service.jobs.getJob(id);
    if (/^\.+$/.test(id)) await assert.rejects(asked, { code: 'InvalidInput' });
    else await asked;
    for (const { url } of server.requests) assert.equal(url, `/jobs/${encodeURIComponent(id)}?api-version=${version}`);
  });
}

testVersions('credentials are not sent unencrypted to another computer', ({ connectTo }) => {
  assert.throws(() => connectTo('http://account.westus.batch.azure.com'), { code: 'InvalidInput' });
});
