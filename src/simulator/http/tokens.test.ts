import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TokenAuthority } from './tokens.ts';

const nowMs = Date.UTC(2026, 10, 20);
const audience = 'https://batch.core.windows.net/';
const authority = new TokenAuthority('tenant');

test('a token is valid for its audience until it expires', () => {
  const token = authority.issue(audience, nowMs, 60_000);
  assert.equal(authority.findFault(token, audience, nowMs), undefined);
  assert.equal(authority.findFault(token, audience, nowMs + 59_000), undefined);
  assert.match(authority.findFault(token, audience, nowMs + 60_000) ?? '', /expiry/);
  assert.match(authority.findFault(token, audience.slice(0, -1), nowMs) ?? '', /wrong audience/);
});

test('tokens from other issuers are refused', () => {
  const other = new TokenAuthority('tenant').issue(audience, nowMs);
  assert.match(authority.findFault(other, audience, nowMs) ?? '', /authority/);
  const [header, , signature] = authority.issue(audience, nowMs).split('.');
  const claims = Buffer.from(JSON.stringify({ aud: audience, tid: 'tenant', exp: 9e9 })).toString('base64url');
  assert.match(authority.findFault(`${header}.${claims}.${signature}`, audience, nowMs) ?? '', /authority/);
  assert.match(authority.findFault('', audience, nowMs) ?? '', /authority/);
});
