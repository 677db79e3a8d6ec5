import assert from 'node:assert/strict';
import { test } from 'node:test';
import ssh2 from 'ssh2';
import { namedHostKey, randomHostKey } from './hostKey.ts';

function publicPart(key: string): string {
  const parsed = ssh2.utils.parseKey(key);
  assert.ok(!(parsed instanceof Error) && !Array.isArray(parsed));
  assert.ok(parsed.verify('x', parsed.sign('x')));
  return parsed.getPublicSSH().toString('base64');
}

test('the key for a name is always the same, and different names have different keys', () => {
  assert.equal(publicPart(namedHostKey('a')), publicPart(namedHostKey('a')));
  assert.notEqual(publicPart(namedHostKey('a')), publicPart(namedHostKey('b')));
});

/** Enough keys for every kind of first and last byte. */
const manyKeys = 2000;

test('every key can be read, whatever its bytes', () => {
  for (let index = 0; index < manyKeys; index += 1) publicPart(namedHostKey(String(index)));
});

test('two random keys are never equal', () => {
  assert.notEqual(publicPart(randomHostKey()), publicPart(randomHostKey()));
});
