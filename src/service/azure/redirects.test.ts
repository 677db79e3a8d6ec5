import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BatchServer, json, text } from '../../../test/fakes/batchServer.ts';
import { connectTo } from '../../../test/fakes/connect.ts';

for (const status of [301, 302, 307, 308]) {
  test(`a redirect (${status}) to another host is refused, and nothing is sent there`, async () => {
    await using other = await BatchServer.start(json({ id: 'j1' }));
    await using server = await BatchServer.start(text(status, '', { location: `${other.url}/jobs/j1` }));
    const { service } = connectTo(server.url);
    await assert.rejects(service.jobs.getJob('j1'), { code: 'ForeignOrigin' });
    assert.equal(other.requests.length, 0);
  });
}

test('a redirect within the host is no answer of Batch', async () => {
  await using server = await BatchServer.start(text(302, '', { location: '/login' }));
  const { service } = connectTo(server.url);
  await assert.rejects(service.jobs.getJob('j1'), { code: 'NotBatchService' });
  assert.equal(server.requests.length, 1);
});

for (const id of ['..', '.', '../pools', '%2e%2e']) {
  test(`the id ${id} reaches no other address`, async () => {
    await using server = await BatchServer.start(json({ id }));
    const { service } = connectTo(server.url);
    const asked = service.jobs.getJob(id);
    if (/^\.+$/.test(id)) await assert.rejects(asked, { code: 'InvalidInput' });
    else await asked;
    for (const { url } of server.requests) assert.equal(url, `/jobs/${encodeURIComponent(id)}?api-version=2025-06-01`);
  });
}

test('credentials are not sent unencrypted to another computer', () => {
  assert.throws(() => connectTo('http://account.westus.batch.azure.com'), { code: 'InvalidInput' });
});
