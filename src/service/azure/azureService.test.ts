import assert from 'node:assert/strict';
import { BatchServer, json } from '../../../test/fakes/batchServer.ts';
import { testVersions } from '../../../test/fakes/connect.ts';

testVersions(
  'requests have the newer API version, and answers keep the JSON of the service',
  async ({ connectTo, version }) => {
    await using server = await BatchServer.start(
      json({ 'odata.metadata': '…', id: 'j1', creationTime: '2026-11-20T08:00:00.1234567Z', brandNew: { a: [1] } }),
    );
    const { service, versions } = connectTo(server.url);
    const job = await service.jobs.getJob('j1');
    assert.deepEqual(job, { id: 'j1', creationTime: '2026-11-20T08:00:00.1234567Z', brandNew: { a: [1] } });
    assert.equal(server.requests[0]?.url, `/jobs/j1?api-version=${version}`);
    assert.match(server.requests[0]?.headers.authorization ?? '', /^SharedKey simacct:/);
    assert.deepEqual(versions, [version]);
  },
);
