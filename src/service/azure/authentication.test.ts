import assert from 'node:assert/strict';
import { type Answer, BatchServer, failure, json, text } from '../../../test/fakes/batchServer.ts';
import { testVersions } from '../../../test/fakes/connect.ts';
import { BatchError } from '../../core/model/batchError.ts';
import { Cancelled } from '../../core/model/cancelled.ts';
import type { AccessToken, TokenRequest, TokenSource } from '../auth/tokenSource.ts';

interface Asked {
  readonly scopes: readonly string[];
  readonly claims: string | undefined;
}

/** A source of tokens t1, t2, … that never expire, and a record of the requests to it. */
function tokens(): { readonly source: TokenSource; readonly asked: Asked[] } {
  const asked: Asked[] = [];
  return {
    asked,
    source: {
      async getToken(scopes, request: TokenRequest = {}): Promise<AccessToken> {
        asked.push({ scopes, claims: request.claims });
        return { token: `t${asked.length}`, expiresOnMs: Number.MAX_SAFE_INTEGER };
      },
    },
  };
}

/** Returns a service that accepts only one token. */
function accepting(token: string, headers: Readonly<Record<string, string>> = {}): Answer {
  return (response, request) => {
    const isAccepted = request.headers.authorization === `Bearer ${token}`;
    (isAccepted ? json({ id: 'j1' }) : failure(401, 'AuthenticationFailed', { headers }))(response, request);
  };
}

testVersions('one token serves all requests, and on loopback it has no Azure audience', async ({ connectTo }) => {
  await using server = await BatchServer.start(accepting('t1'));
  const { source, asked } = tokens();
  const { service } = connectTo(server.url, { credential: { kind: 'token', source } });
  await Promise.all(Array.from({ length: 10 }, () => service.jobs.getJob('j1')));
  assert.deepEqual(asked, [{ scopes: ['https://batch.simulator.invalid//.default'], claims: undefined }]);
});

testVersions(
  'A9-9 a refused token is renewed once for all refused requests, with the required claims',
  async ({ connectTo }) => {
    const claims = '{"access_token":{"nbf":{"essential":true}}}';
    const challenge = `Bearer error="insufficient_claims", claims="${Buffer.from(claims).toString('base64')}"`;
    await using server = await BatchServer.start(accepting('t2', { 'www-authenticate': challenge }));
    const { source, asked } = tokens();
    const { service, attempts } = connectTo(server.url, { credential: { kind: 'token', source } });
    await Promise.all(Array.from({ length: 5 }, () => service.jobs.getJob('j1')));
    assert.deepEqual(
      asked.map((request) => request.claims),
      [undefined, claims],
    );
    assert.equal(attempts.filter(({ status }) => status === 200).length, 5);
  },
);

testVersions(
  'A9-9 after 401 in the middle of several lists, the token is renewed once and every item is listed once',
  async ({ connectTo }) => {
    let accepted = 't1';
    await using server = await BatchServer.start((response, request) => {
      if (request.headers.authorization !== `Bearer ${accepted}`)
        return failure(401, 'AuthenticationFailed')(response, request);
      const [, list = '', second] = /^\/(\w+)\?(.*skiptoken)?/.exec(request.url) ?? [];
      const next = { 'odata.nextLink': `http://${request.headers.host}/${list}?$skiptoken=2` };
      json({ value: [{ id: `${list} ${second === undefined ? 1 : 2}` }], ...(second === undefined ? next : {}) })(
        response,
        request,
      );
    });
    const { source, asked } = tokens();
    const { service } = connectTo(server.url, { credential: { kind: 'token', source } });
    const lists = [service.jobs.listJobs(), service.pools.listPools(), service.jobs.listJobs()].map((pages) =>
      pages[Symbol.asyncIterator](),
    );
    const next = () =>
      Promise.all(
        lists.map(async (pages) => (await pages.next()).value?.map((item: { readonly id: string }) => item.id)),
      );
    assert.deepEqual(await next(), [['jobs 1'], ['pools 1'], ['jobs 1']]);
    accepted = 't2';
    assert.deepEqual(await next(), [['jobs 2'], ['pools 2'], ['jobs 2']]);
    assert.deepEqual(await next(), [undefined, undefined, undefined]);
    assert.equal(asked.length, 2);
  },
);

testVersions(
  'A9-36 a token that expires at item 400 of 1,000 is renewed once, and every item is processed once',
  async ({ connectTo }) => {
    const acted: string[] = [];
    await using server = await BatchServer.start((response, request) => {
      const accepted = acted.length < 400 ? 't1' : 't2';
      if (request.headers.authorization !== `Bearer ${accepted}`) {
        failure(401, 'AuthenticationFailed')(response, request);
        return;
      }
      acted.push(request.url.split('/')[4] ?? '');
      text(204)(response, request);
    });
    const { source, asked } = tokens();
    const { service } = connectTo(server.url, { credential: { kind: 'token', source } });
    const ids = Array.from({ length: 1000 }, (_, index) => `t${index}`);
    await Promise.all(ids.map((id) => service.tasks.reactivateTask('j', id)));
    assert.deepEqual(acted.toSorted(), ids.toSorted());
    assert.equal(asked.length, 2);
  },
);

testVersions('a token that is refused again is not renewed again', async ({ connectTo }) => {
  await using server = await BatchServer.start(accepting('none'));
  const { source, asked } = tokens();
  const { service } = connectTo(server.url, { credential: { kind: 'token', source } });
  await assert.rejects(service.jobs.getJob('j1'), { code: 'AuthenticationFailed', status: 401 });
  assert.equal(asked.length, 2);
  assert.equal(server.requests.length, 2);
});

testVersions('a refused request that changes something is sent again, too', async ({ connectTo }) => {
  await using server = await BatchServer.start(failure(401, 'AuthenticationFailed'), text(204));
  const { service } = connectTo(server.url, { credential: { kind: 'token', source: tokens().source } });
  await service.tasks.reactivateTask('j1', 't1');
  assert.equal(server.requests.length, 2);
});

testVersions('nothing is sent without a sign-in', async ({ connectTo }) => {
  await using server = await BatchServer.start(json({ id: 'j1' }));
  const notSignedIn = new BatchError({ code: 'NotSignedIn', message: 'Sign in first.' });
  const source: TokenSource = { getToken: () => Promise.reject(notSignedIn) };
  const { service } = connectTo(server.url, { credential: { kind: 'token', source } });
  await assert.rejects(service.jobs.getJob('j1'), { code: 'NotSignedIn' });
  assert.equal(server.requests.length, 0);
});

testVersions('a request that is canceled during a sign-in ends immediately', async ({ connectTo }) => {
  await using server = await BatchServer.start(json({ id: 'j1' }));
  const asked = Promise.withResolvers<void>();
  const signedIn = Promise.withResolvers<AccessToken>();
  const source: TokenSource = {
    getToken() {
      asked.resolve();
      return signedIn.promise;
    },
  };
  const { service } = connectTo(server.url, { credential: { kind: 'token', source } });
  const abort = new AbortController();
  const impatient = service.jobs.getJob('j1', { signal: abort.signal });
  const patient = service.jobs.getJob('j1', { signal: new AbortController().signal });
  await asked.promise;
  abort.abort();
  await assert.rejects(impatient, Cancelled.is);
  signedIn.resolve({ token: 't1', expiresOnMs: Number.MAX_SAFE_INTEGER });
  assert.equal((await patient).id, 'j1');
  assert.equal(server.requests.length, 1);
});

testVersions('a request with a wrong key is not repeated', async ({ connectTo }) => {
  await using server = await BatchServer.start(failure(403, 'AuthenticationFailed'));
  const { service } = connectTo(server.url);
  await assert.rejects(service.verify(), { code: 'AuthenticationFailed', status: 403 });
  assert.equal(server.requests.length, 1);
});

testVersions('reports of attempts contain no secret', async ({ connectTo }) => {
  await using server = await BatchServer.start(json({ value: [] }));
  const { source } = tokens();
  const { service, attempts } = connectTo(server.url, { credential: { kind: 'token', source } });
  await service.verify();
  assert.doesNotMatch(JSON.stringify(attempts), /t1|Bearer/);
});

testVersions('a missing key is reported before anything is sent', ({ connectTo }) => {
  const credential = { kind: 'sharedKey', accountName: 'simacct', key: '' } as const;
  assert.throws(() => connectTo('http://127.0.0.1:1', { credential }), { code: 'NotSignedIn' });
});
