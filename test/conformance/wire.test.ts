import assert from 'node:assert/strict';
import { request } from 'node:http';
import { after, before, describe, test } from 'node:test';
import { type Held, startHeld } from './heldSimulator.ts';
import { newVersion, oldVersion, poolBody, type RawOptions, type RawReply } from './rawClient.ts';

let held: Held;

before(async () => {
  held = await startHeld();
});

after(() => held.simulator.close());

function assertRefused(reply: RawReply, status: number, code: string, values?: Readonly<Record<string, string>>): void {
  assert.deepEqual([reply.status, reply.body.code], [status, code], reply.text);
  if (values !== undefined) {
    const given = Object.fromEntries((reply.body.values ?? []).map(({ key, value }) => [key, value]));
    assert.deepEqual({ ...given, ...values }, given);
  }
}

describe('authentication', () => {
  test('a request without authorization is refused as recorded', async () => {
    const reply = await fetch(`${held.simulator.url}/jobs?api-version=${oldVersion}`);
    assert.equal(reply.status, 400);
    const body = (await reply.json()) as RawReply['body'];
    assert.equal(body.code, 'MissingRequiredHeader');
    assert.deepEqual(body.values, [{ key: 'HeaderName', value: 'Authorization' }]);
  });

  const refused: readonly (readonly [why: string, options: RawOptions, status: number, code: string])[] = [
    ['a wrong key', { key: Buffer.from('wrong').toString('base64') }, 403, 'AuthenticationFailed'],
    ['another scheme', { headers: { authorization: 'Basic abc' } }, 400, 'InvalidAuthenticationInfo'],
    ['no account', { headers: { authorization: 'SharedKey abc' } }, 400, 'InvalidAuthenticationInfo'],
    ['another account', { headers: { authorization: 'SharedKey other:abc=' } }, 403, 'AuthenticationFailed'],
    ['a token of somebody else', { headers: { authorization: 'Bearer a.b.c' } }, 401, 'AuthenticationFailed'],
  ];
  for (const [why, options, status, code] of refused) {
    test(`a request with invalid authorization is refused: ${why}`, async () => {
      assertRefused(await held.client.send('GET /jobs', options), status, code);
    });
  }

  test('the date may differ by 15 minutes at most', async () => {
    const nowMs = held.clock.now();
    for (const minutes of [-14, 14]) {
      assert.equal((await held.client.send('GET /jobs', { dateMs: nowMs + minutes * 60_000 })).status, 200);
    }
    for (const minutes of [-16, 16]) {
      const reply = await held.client.send('GET /jobs', { dateMs: nowMs + minutes * 60_000 });
      assertRefused(reply, 403, 'AuthenticationFailed');
    }
  });
});

describe('versions', () => {
  test('an unknown version is refused as the service does', async () => {
    const reply = await held.client.send('GET /jobs', { version: '2019-01-01' });
    assertRefused(reply, 400, 'InvalidQueryParameterValue', {
      QueryParameterName: 'api-version',
      QueryParameterValue: '2019-01-01',
    });
  });

  for (const version of ['2020-03-01.11.0', '2021-06-01.14.0', '2023-11-01.18.0', '2024-07-01.20.0']) {
    test(`a client of ${version} receives the supported versions`, async () => {
      const { status, body } = await held.client.send('GET /jobs', { version });
      const reason = body.values?.find(({ key }) => key === 'Reason')?.value ?? '';
      assert.equal(status, 400);
      assert.ok(reason.includes(oldVersion) && reason.includes(newVersion), reason);
    });
  }

  test('a missing version is refused', async () => {
    assertRefused(await held.client.send('GET /jobs', { version: '' }), 400, 'MissingRequiredQueryParameter');
  });

  test('each version refuses what only the other supports', async () => {
    const id = 'versions';
    assert.equal((await held.client.send('POST /pools', { body: poolBody(id, 1) })).status, 201);
    await held.clock.advance(5_000);
    const [node] = (await held.client.send(`GET /pools/${id}/nodes`)).body.value ?? [];
    const path = `/pools/${id}/nodes/${String(node?.['id'])}`;
    assertRefused(await held.client.send(`POST ${path}/deallocate`), 404, 'ResourceNotFound');
    assertRefused(await held.client.send(`GET ${path}/rdp`), 409, 'OperationNotValidOnNode');
    assertRefused(await held.client.send(`GET ${path}/rdp`, { version: newVersion }), 404, 'ResourceNotFound');
    assertRefused(await held.client.send('GET /certificates', { version: newVersion }), 404, 'ResourceNotFound');
    assertRefused(await held.client.send('GET /certificates'), 501, 'NotImplemented');
    assertRefused(await held.client.send(`POST ${path}/reimage`), 409, 'OperationNotValidOnNode');
    assert.equal((await held.client.send(`POST ${path}/reimage`, { version: newVersion })).status, 202);
    const reimaging = await held.client.send(`GET ${path}`, { version: newVersion });
    assert.equal(reimaging.body['state'], 'reimaging');
    await held.clock.advance(5_000);
    assert.equal((await held.client.send(`POST ${path}/deallocate`, { version: newVersion })).status, 202);
    await held.clock.advance(5_000);
    assert.equal((await held.client.send(`GET ${path}`, { version: newVersion })).body['state'], 'deallocated');
    assert.equal((await held.client.send(`GET ${path}`)).body['state'], 'offline');
    const counts = await held.client.send('GET /nodecounts', { version: newVersion });
    assert.equal(Reflect.get(Object(counts.body.value?.[0]?.['dedicated']), 'deallocated'), 1);
    const older = await held.client.send('GET /nodecounts');
    assert.equal('deallocated' in Object(older.body.value?.[0]?.['dedicated']), false);
    assert.equal((await held.client.send(`POST ${path}/start`, { version: newVersion })).status, 202);
    await held.clock.advance(5_000);
    assert.equal((await held.client.send(`GET ${path}`, { version: newVersion })).body['state'], 'idle');
  });

  test('properties depend on the version', async () => {
    const certificates = { body: poolBody('certs', 0, { certificateReferences: [] }) };
    assert.equal((await held.client.send('POST /pools', certificates)).status, 201);
    const refusal = await held.client.send('POST /pools', {
      version: newVersion,
      body: poolBody('certs2', 0, { certificateReferences: [] }),
    });
    assertRefused(refusal, 400, 'UnsupportedProperty', { PropertyName: 'certificateReferences' });
    const upgrade = { body: poolBody('upgrade', 0, { upgradePolicy: { mode: 'manual' } }) };
    assertRefused(await held.client.send('POST /pools', upgrade), 400, 'UnsupportedProperty');
    assert.equal((await held.client.send('POST /pools', { version: newVersion, ...upgrade })).status, 201);
    const old = await held.client.send('GET /pools/upgrade');
    assert.equal('upgradePolicy' in old.body, false);
    const young = await held.client.send('GET /pools/upgrade', { version: newVersion });
    assert.equal('upgradePolicy' in young.body, true);
  });

  test('the communication mode of nodes is returned only before 2024-07-01, once there are nodes', async () => {
    await held.client.send('POST /pools', { body: poolBody('talking', 1) });
    assert.equal('currentNodeCommunicationMode' in (await held.client.send('GET /pools/talking')).body, false);
    await held.clock.advance(20_000);
    const modes: unknown[] = [];
    for (const version of [oldVersion, newVersion]) {
      modes.push((await held.client.send('GET /pools/talking', { version })).body['currentNodeCommunicationMode']);
    }
    assert.deepEqual(modes, ['simplified', undefined]);
  });

  test('remote login is mapped by default only before 2024-07-01', async () => {
    const nat = {
      networkConfiguration: {
        endpointConfiguration: {
          inboundNATPools: [
            { name: 'ssh', protocol: 'tcp', backendPort: 22, frontendPortRangeStart: 1000, frontendPortRangeEnd: 1100 },
          ],
        },
      },
    };
    assertRefused(
      await held.client.send('POST /pools', { body: poolBody('nat0', 1, nat) }),
      400,
      'InvalidPropertyValue',
    );
    const version = newVersion;
    assert.equal((await held.client.send('POST /pools', { version, body: poolBody('nat1', 1, nat) })).status, 201);
    assert.equal((await held.client.send('POST /pools', { version, body: poolBody('nat2', 1) })).status, 201);
    await held.clock.advance(5_000);
    const settings = async (pool: string): Promise<RawReply> => {
      const [node] = (await held.client.send(`GET /pools/${pool}/nodes`, { version })).body.value ?? [];
      return held.client.send(`GET /pools/${pool}/nodes/${String(node?.['id'])}/remoteloginsettings`, { version });
    };
    assert.equal((await settings('nat1')).status, 200);
    assertRefused(await settings('nat2'), 409, 'OperationNotValidOnNode');
  });

  test('only the new version supports a forced end', async () => {
    const query = { force: 'true' };
    const body = { id: 'forced', poolInfo: { poolId: 'certs' } };
    assert.equal((await held.client.send('POST /jobs', { body })).status, 201);
    assertRefused(await held.client.send('DELETE /jobs/forced', { query }), 400, 'UnsupportedQueryParameter');
    assert.equal((await held.client.send('DELETE /jobs/forced', { query, version: newVersion })).status, 202);
  });
});

describe('strictness', () => {
  const refused: readonly (readonly [what: string, options: RawOptions, status: number, code: string])[] = [
    ['GET /nothing', {}, 404, 'ResourceNotFound'],
    ['PUT /pools', { body: {} }, 405, 'UnsupportedHttpVerb'],
    ['LINK /pools', {}, 400, 'InvalidHttpVerb'],
    ['GET /pools', { query: { nonsense: '1' } }, 400, 'UnsupportedQueryParameter'],
    ['GET /pools', { query: { $orderby: 'id' } }, 400, 'UnsupportedQueryParameter'],
    ['GET /pools', { query: { maxResults: '-5' } }, 400, 'InvalidQueryParameterValue'],
    ['GET /pools', { query: { maxresults: '1001' } }, 400, 'InvalidQueryParameterValue'],
    ['GET /nodecounts', { query: { maxresults: '11' } }, 400, 'InvalidQueryParameterValue'],
    ['GET /pools', { query: { timeout: 'soon' } }, 400, 'InvalidQueryParameterValue'],
    ['GET /pools', { query: { $select: 'id,nonsense' } }, 400, 'InvalidQueryParameterValue'],
    ['GET /pools', { query: { $expand: 'nodes' } }, 400, 'InvalidQueryParameterValue'],
    ['GET /pools', { query: { $filter: 'nonsense' } }, 400, 'InvalidQueryParameterValue'],
    ['GET /pools', { query: { $skiptoken: 'nonsense' } }, 400, 'InvalidQueryParameterValue'],
    ['GET /pools', { headers: { 'if-match': '0x1' } }, 400, 'UnsupportedHeader'],
    ['GET /pools', { headers: { 'client-request-id': 'x' } }, 400, 'InvalidHeaderValue'],
    ['POST /pools', {}, 400, 'InvalidRequestBody'],
    ['POST /pools', { text: '{"id":' }, 400, 'InvalidRequestBody'],
    ['POST /pools', { text: '[]' }, 400, 'InvalidRequestBody'],
    ['POST /pools', { text: '{}', headers: { 'content-type': 'text/plain' } }, 400, 'InvalidHeaderValue'],
    ['POST /pools', { body: { vmSize: 'standard_a1' } }, 400, 'MissingRequiredProperty'],
    ['POST /pools', { body: poolBody('x', 0, { colour: 'red' }) }, 400, 'UnsupportedProperty'],
    ['POST /pools', { body: poolBody('x', 0, { taskSlotsPerNode: '2' }) }, 400, 'InvalidPropertyValue'],
    ['POST /pools', { body: poolBody('x', 0, { resizeTimeout: '15 minutes' }) }, 400, 'InvalidPropertyValue'],
    [
      'POST /pools',
      { body: poolBody('x', 0, { taskSchedulingPolicy: { nodeFillType: 'heap' } }) },
      400,
      'InvalidPropertyValue',
    ],
    ['POST /jobs', { body: { id: 'x', poolInfo: {} } }, 400, 'InvalidPropertyValue'],
  ];
  for (const [what, options, status, code] of refused) {
    test(`the request ${what} ${JSON.stringify(options)} gives ${code}`, async () => {
      assertRefused(await held.client.send(what, options), status, code);
    });
  }

  test('invalid page sizes are refused with the recorded values', async () => {
    const reply = await held.client.send('GET /pools', { query: { maxResults: '-5' } });
    assertRefused(reply, 400, 'InvalidQueryParameterValue', {
      QueryParameterName: 'maxresults',
      QueryParameterValue: '-5',
      Reason: 'MaxResults cannot be less than 1',
    });
  });

  test('nulls count as absent, and enums are case-insensitive', async () => {
    const body = poolBody('cases', 0, { displayName: null, taskSchedulingPolicy: { nodeFillType: 'PACK' } });
    assert.equal((await held.client.send('POST /pools', { body })).status, 201);
    const pool = await held.client.send('GET /pools/cases');
    assert.equal('displayName' in pool.body, false);
    assert.deepEqual(pool.body['taskSchedulingPolicy'], { nodeFillType: 'Pack' });
  });

  test('durations are returned normalized', async () => {
    const body = {
      id: 'durations',
      poolInfo: { poolId: 'certs' },
      constraints: { maxWallClockTime: 'P3Y6M4DT12H30M5S' },
    };
    assert.equal((await held.client.send('POST /jobs', { body })).status, 201);
    const job = await held.client.send('GET /jobs/durations');
    assert.equal(Reflect.get(Object(job.body['constraints']), 'maxWallClockTime'), 'P1279DT12H30M5S');
  });

  test('secrets are never returned', async () => {
    const body = poolBody('secrets', 0, { userAccounts: [{ name: 'ada', password: 'hunter2' }] });
    assert.equal((await held.client.send('POST /pools', { body })).status, 201);
    assert.doesNotMatch((await held.client.send('GET /pools/secrets')).text, /hunter2/);
  });
});

describe('answers', () => {
  test('answers have the headers of the service', async () => {
    const clientRequestId = '11111111-2222-3333-4444-555555555555';
    const headers = { 'client-request-id': clientRequestId, 'return-client-request-id': 'True' };
    const reply = await held.client.send('GET /jobs', { headers });
    assert.equal(reply.headers['content-type'], 'application/json;odata=minimalmetadata');
    assert.equal(reply.headers['dataserviceversion'], '3.0');
    assert.equal(reply.headers['x-content-type-options'], 'nosniff');
    assert.match(String(reply.headers['request-id']), /^[0-9a-f-]{36}$/);
    assert.equal(reply.headers['client-request-id'], clientRequestId);
    assert.equal(reply.headers['etag'], undefined);
    assert.equal(reply.body['odata.metadata'], `${held.simulator.url}/$metadata#jobs`);
  });

  test('creating an item returns its location and the version', async () => {
    const reply = await held.client.send('POST /pools', { body: poolBody('created') });
    assert.equal(reply.status, 201);
    assert.equal(reply.text, '');
    assert.equal(reply.headers['location'], `${held.simulator.url}/pools/created`);
    assert.equal(reply.headers['dataserviceid'], `${held.simulator.url}/pools/created`);
    assert.match(String(reply.headers['etag']), /^0x[0-9A-F]{15}$/);
  });

  test('an error has its first line as reason phrase, its request ID and its time', async () => {
    const reply = await held.client.send('GET /jobs/absent');
    const requestId = String(reply.headers['request-id']);
    assert.equal(reply.reason, 'The specified job does not exist.');
    assert.equal(reply.headers['content-length'], String(Buffer.byteLength(reply.text)));
    assert.match(
      reply.body.message?.value ?? '',
      new RegExp(`^The specified job does not exist\\.\nRequestId:${requestId}\nTime:\\d{4}-.*Z$`),
    );
    assert.match(reply.body['odata.metadata'] ?? '', /Container\.errors\/@Element$/);
  });

  test('the last page has no link', async () => {
    for (const id of ['p3', 'p1', 'p2']) {
      await held.client.send('POST /jobs', { body: { id: `page-${id}`, poolInfo: { poolId: 'certs' } } });
    }
    const query = { $filter: "startswith(id,'page-')", maxresults: '2', $select: 'id' };
    const first = await held.client.send('GET /jobs', { query });
    assert.deepEqual(first.body.value, [{ id: 'page-p1' }, { id: 'page-p2' }]);
    const next = new URL(first.body['odata.nextLink'] ?? '');
    assert.ok(next.searchParams.has('$skiptoken'));
    const second = await held.client.send('GET /jobs', { query: Object.fromEntries(next.searchParams) });
    assert.deepEqual(second.body.value, [{ id: 'page-p3' }]);
    assert.equal('odata.nextLink' in second.body, false);
  });
});

describe('loopback', () => {
  const ask = (headers: Record<string, string>): Promise<number> =>
    new Promise((resolve, reject) => {
      const outgoing = request(`${held.simulator.url}/jobs`, { headers, agent: false }, (response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      });
      outgoing.on('error', reject);
      outgoing.end();
    });

  test('web pages and rebound names are refused before any other check', async () => {
    assert.equal(await ask({ origin: 'https://evil.example' }), 403);
    assert.equal(await ask({ origin: 'null' }), 403);
    assert.equal(await ask({ host: 'evil.example' }), 403);
    assert.equal(await ask({ host: `localhost:${new URL(held.simulator.url).port}` }), 400);
  });

  test('headers and bodies have limits', async () => {
    assert.equal(await ask({ 'x-long': 'x'.repeat(64 * 1024) }), 431);
    const body = { text: ' '.repeat(2 * 1024 * 1024) };
    assertRefused(await held.client.send('POST /pools', body), 413, 'RequestBodyTooLarge');
  });
});
