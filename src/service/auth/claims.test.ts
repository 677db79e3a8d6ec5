import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findClaims } from './claims.ts';

test('the claims of a challenge are decoded', () => {
  const claims = '{"access_token":{}}';
  const header = `Bearer realm="", error="insufficient_claims", claims="${Buffer.from(claims).toString('base64')}"`;
  assert.equal(findClaims(header), claims);
});

for (const header of [undefined, '', 'Bearer error="invalid_token"', 'Bearer claims="{}"']) {
  test(`no claims are found in ${JSON.stringify(header)}`, () => {
    assert.equal(findClaims(header), undefined);
  });
}
