import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Answer, BatchServer, failure, json, text } from '../../../../test/fakes/batchServer.ts';
import { connectTo } from '../../../../test/fakes/connect.ts';

/** A service that knows only the older version, and refuses the newer one with `refusal`. */
function older(refusal: Answer, answer: Answer): Answer {
  return (response, request) => (request.url.includes('2022-10-01.16.0') ? answer : refusal)(response, request);
}

const refusals: readonly (readonly [name: string, refusal: Answer])[] = [
  ['UnsupportedRequestVersion', failure(400, 'UnsupportedRequestVersion')],
  [
    'InvalidQueryParameterValue',
    failure(400, 'InvalidQueryParameterValue', {
      values: { QueryParameterName: 'api-version', QueryParameterValue: '2025-06-01' },
    }),
  ],
  ['InvalidQueryParameterValue without a name', failure(400, 'InvalidQueryParameterValue')],
  ['410 naming the version', failure(410, 'Gone', { message: 'Version 2025-06-01 is gone.' })],
  ['404 naming the version', text(404, '{"code":"NotFound","message":"No api-version 2025-06-01 here."}')],
];

for (const [name, refusal] of refusals) {
  test(`the API version falls back after ${name}, once for the account`, async () => {
    await using server = await BatchServer.start(older(refusal, json({ id: 'j1' })));
    const { service, versions } = connectTo(server.url);
    assert.equal((await service.jobs.getJob('j1')).id, 'j1');
    assert.equal((await service.jobs.getJob('j1')).id, 'j1');
    assert.deepEqual(versions, ['2022-10-01.16.0']);
    assert.equal(service.apiVersion, '2022-10-01.16.0');
    assert.deepEqual(
      server.requests.map(({ url }) => new URL(url, server.url).searchParams.get('api-version')),
      ['2025-06-01', '2022-10-01.16.0', '2022-10-01.16.0'],
    );
  });
}

test('concurrent requests fall back together', async () => {
  await using server = await BatchServer.start(older(failure(400, 'UnsupportedRequestVersion'), json({ id: 'j1' })));
  const { service, versions } = connectTo(server.url);
  await Promise.all(Array.from({ length: 4 }, () => service.jobs.getJob('j1')));
  assert.deepEqual(versions, ['2022-10-01.16.0']);
});

test('after a fallback, a changing request is sent once, with the accepted version', async () => {
  const refusal = failure(400, 'UnsupportedRequestVersion');
  await using server = await BatchServer.start(older(refusal, text(204)));
  const { service } = connectTo(server.url);
  await service.tasks.reactivateTask('j1', 't1');
  assert.equal(server.requests.length, 2);
});

test('another wrong parameter does not cause a fallback', async () => {
  const values = { QueryParameterName: '$filter', QueryParameterValue: 'x' };
  await using server = await BatchServer.start(failure(400, 'InvalidQueryParameterValue', { values }));
  const { service } = connectTo(server.url);
  await assert.rejects(service.jobs.getJob('j1'), { code: 'InvalidQueryParameterValue' });
  assert.equal(server.requests.length, 1);
  assert.equal(service.apiVersion, '2025-06-01');
});

test('an unnamed wrong parameter does not cause a fallback after a version is settled', async () => {
  await using server = await BatchServer.start(json({ value: [] }), failure(400, 'InvalidQueryParameterValue'));
  const { service } = connectTo(server.url);
  await service.verify();
  await assert.rejects(service.jobs.getJob('j1'), { code: 'InvalidQueryParameterValue' });
  assert.equal(service.apiVersion, '2025-06-01');
});

const dated: readonly (readonly [name: string, answer: Answer])[] = [
  [
    'a filter with a date',
    failure(400, 'InvalidQueryParameterValue', {
      values: { QueryParameterName: '$filter', QueryParameterValue: "creationTime gt datetime'2025-06-01T00:00:00Z'" },
    }),
  ],
  ['a time in its message', failure(404, 'JobNotFound', { message: 'Version: gone since 2025-06-01T10:00:00Z.' })],
  ['a value', failure(400, 'InvalidPropertyValue', { values: { PropertyValue: 'run-2025-06-01' } })],
  ['an address', failure(404, 'NotFound', { values: { BlobSource: 'https://x.example/?api-version=2019' } })],
];
for (const [name, answer] of dated) {
  test(`a settled version is kept if a refusal names a date or the parameter in ${name}`, async () => {
    await using server = await BatchServer.start(json({ value: [] }), answer);
    const { service } = connectTo(server.url);
    await service.verify();
    await assert.rejects(service.jobs.getJob('j1'));
    assert.equal(server.requests.length, 2);
    assert.equal(service.apiVersion, '2025-06-01');
  });
}

test('a settled version that is refused by its parameter is replaced', async () => {
  const values = { QueryParameterName: 'api-version', QueryParameterValue: '2025-06-01' };
  const refusal = failure(400, 'InvalidQueryParameterValue', { values });
  await using server = await BatchServer.start(json({ value: [] }), older(refusal, json({ id: 'j1' })));
  const { service } = connectTo(server.url);
  await service.verify();
  await service.jobs.getJob('j1');
  assert.equal(service.apiVersion, '2022-10-01.16.0');
});

for (const code of ['UnsupportedRequestVersion', 'InvalidQueryParameterValue']) {
  test(`A9-14 a change is not resent after a 500 with code ${code}`, async () => {
    await using server = await BatchServer.start(older(failure(500, code), text(204)));
    const { service } = connectTo(server.url);
    await assert.rejects(service.tasks.reactivateTask('j1', 't1'), { code, mayHaveActed: true });
    await assert.rejects(service.jobs.deleteJob('j1'), { code, mayHaveActed: true });
    assert.equal(server.requests.length, 2);
  });
}

test('an account that is known to use the older version gets requests in that version, until it retires', async () => {
  await using server = await BatchServer.start(older(failure(400, 'UnsupportedRequestVersion'), json({ id: 'j1' })));
  const { service, versions } = connectTo(server.url, { apiVersion: '2022-10-01.16.0' });
  await service.jobs.getJob('j1');
  assert.equal(server.requests.length, 1);
  server.answer((response, request) => {
    const isRetired = request.url.includes('2022-10-01.16.0');
    (isRetired ? failure(400, 'UnsupportedRequestVersion') : json({ id: 'j1' }))(response, request);
  });
  await service.jobs.getJob('j1');
  assert.deepEqual(versions, ['2022-10-01.16.0', '2025-06-01']);
});

test('the error of a service that refuses both versions is reported', async () => {
  await using server = await BatchServer.start(failure(400, 'UnsupportedRequestVersion'));
  const { service, versions } = connectTo(server.url);
  await assert.rejects(service.jobs.getJob('j1'), { code: 'UnsupportedRequestVersion' });
  assert.equal(server.requests.length, 2);
  assert.deepEqual(versions, []);
});

test('a request that requires the newer version is refused before it is sent if the account uses the older one', async () => {
  await using server = await BatchServer.start(older(failure(400, 'UnsupportedRequestVersion'), json({ value: [] })));
  const { service } = connectTo(server.url);
  await service.verify();
  const sent = server.requests.length;
  await assert.rejects(service.nodes.startNode('p', 'n'), { code: 'NeedsNewerVersion' });
  await assert.rejects(service.nodes.deallocateNode('p', 'n', 'requeue'), { code: 'NeedsNewerVersion' });
  await assert.rejects(service.jobs.deleteJob('j1', { force: true }), { code: 'NeedsNewerVersion' });
  await assert.rejects(service.jobs.terminateJob('j1', undefined, { force: true }), { code: 'NeedsNewerVersion' });
  assert.equal(server.requests.length, sent);
});
