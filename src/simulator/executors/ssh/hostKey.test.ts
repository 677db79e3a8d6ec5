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

test('a named key is always the same, and another for another name', () => {
  assert.equal(publicPart(namedHostKey('a')), publicPart(namedHostKey('a')));
  assert.notEqual(publicPart(namedHostKey('a')), publicPart(namedHostKey('b')));
});

/** Enough for every kind of first and last byte that a key can have. */
const manyKeys = 2000;

test('every key can be read, whatever bytes it is made of', () => {
  for (let index = 0; index < manyKeys; index += 1) publicPart(namedHostKey(String(index)));
});

test('a random key is never the same', () => {
  assert.notEqual(publicPart(randomHostKey()), publicPart(randomHostKey()));
});
