import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { test } from 'node:test';

interface Hmac {
  setHMACKey(key: Uint8Array, format: 'ARRAYBUFFER'): void;
  update(bytes: Uint8Array): void;
  getHMAC(format: 'B64'): string;
}
type HmacClass = new (variant: 'SHA-256', format: 'ARRAYBUFFER') => Hmac;

const load = createRequire(import.meta.url);
const StandIn: HmacClass = load('../../scripts/lib/standIns/jssha.cjs');
const Original: HmacClass = load('jssha');

/** As @azure/batch signs a request. */
function sign(Hash: HmacClass, key: string, text: string): string {
  const hash = new Hash('SHA-256', 'ARRAYBUFFER');
  hash.setHMACKey(Buffer.from(key, 'base64'), 'ARRAYBUFFER');
  hash.update(Buffer.from(text, 'utf8'));
  return hash.getHMAC('B64');
}

test('bundles sign as the library does whose place Node takes', () => {
  const short = Buffer.from('key').toString('base64');
  const long = Buffer.alloc(100, 'k').toString('base64');
  for (const key of [short, long])
    for (const text of ['', 'GET\n\n\n', 'ocp-date:Sun, 22 Nov 2026 00:00:00 GMT\n/contoso/jobs/über'])
      assert.equal(sign(StandIn, key, text), sign(Original, key, text));
});
