import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FakeClock } from '../../../test/fakes/fakeClock.ts';
import { TokenCache } from './tokenCache.ts';
import type { AccessToken, TokenSource } from './tokenSource.ts';

const hourMs = 3_600_000;

function start() {
  const clock = new FakeClock();
  const asked: (string | undefined)[] = [];
  const source: TokenSource = {
    async getToken(_scopes, { claims } = {}): Promise<AccessToken> {
      asked.push(claims);
      return { token: `t${asked.length}`, expiresOnMs: clock.now() + hourMs };
    },
  };
  return { clock, asked, cache: new TokenCache(source, 'scope', clock) };
}

test('concurrent requests get the same token', async () => {
  const { cache, asked } = start();
  assert.deepEqual(await Promise.all([cache.get(), cache.get(), cache.get()]), ['t1', 't1', 't1']);
  assert.equal(asked.length, 1);
});

test('a token is kept until shortly before it expires', async () => {
  const { cache, clock } = start();
  await cache.get();
  clock.advance(hourMs - 6 * 60_000);
  assert.equal(await cache.get(), 't1');
  clock.advance(60_000);
  assert.equal(await cache.get(), 't2');
});

test('a refused token is renewed once, however many requests were refused with it', async () => {
  const { cache, asked } = start();
  await cache.get();
  assert.deepEqual(await Promise.all([cache.renew('t1', 'c'), cache.renew('t1', 'c')]), ['t2', 't2']);
  assert.equal(await cache.renew('t1', 'c'), 't2');
  assert.deepEqual(asked, [undefined, 'c']);
});

test('a token from before a sign-in or sign-out is no longer used', async () => {
  const state = { session: 0, asked: 0 };
  const source: TokenSource = {
    get session() {
      return state.session;
    },
    async getToken() {
      state.asked += 1;
      return { token: `t${state.asked}`, expiresOnMs: Number.MAX_SAFE_INTEGER };
    },
  };
  const cache = new TokenCache(source, 'scope', new FakeClock());
  assert.deepEqual([await cache.get(), await cache.get()], ['t1', 't1']);
  state.session += 1;
  assert.deepEqual([await cache.get(), await cache.get()], ['t2', 't2']);
});

test('a failed request for a token is repeated', async () => {
  let fails = true;
  const source: TokenSource = {
    async getToken() {
      if (fails) throw new Error('not signed in');
      return { token: 't', expiresOnMs: Number.MAX_SAFE_INTEGER };
    },
  };
  const cache = new TokenCache(source, 'scope', new FakeClock());
  await assert.rejects(cache.get(), /not signed in/);
  fails = false;
  assert.equal(await cache.get(), 't');
});
