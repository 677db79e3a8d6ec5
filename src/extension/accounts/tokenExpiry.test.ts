import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readExpiry } from './tokenExpiry.ts';

function toToken(claims: unknown): string {
  return `head.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.signature`;
}

test('the expiry of a token is its exp claim', () => {
  assert.equal(readExpiry(toToken({ exp: 1_700_000_000 }), 0), 1_700_000_000_000);
});

test('a token without an expiry is used for a short time', () => {
  for (const token of ['opaque', toToken({}), toToken({ exp: 'soon' }), toToken(null), 'a.!.c']) {
    assert.equal(readExpiry(token, 1000), 1000 + 600_000);
  }
});
