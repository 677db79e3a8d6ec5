import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  checkExpiryHours,
  checkPassword,
  checkSshPublicKey,
  checkUserName,
  generatePassword,
  toExpiryTime,
  toNodeOs,
} from './nodeUser.ts';

test('a plain user name is accepted', () => {
  for (const name of ['ada', '_svc', 'render-ops', 'A1']) assert.equal(checkUserName(name, 'linux'), undefined, name);
});

test('a user name with a special meaning for a shell, an option parser, or a file is refused', () => {
  for (const name of [
    '',
    '-oProxyCommand=x',
    '$(id)',
    'a b',
    'a"b',
    "a'b",
    'a;b',
    'a\nb',
    '../x',
    'ü',
    'a\u202eb',
    'x'.repeat(21),
  ]) {
    assert.ok(checkUserName(name, 'linux'), JSON.stringify(name));
  }
});

test('names of system users are refused only on the system that has them', () => {
  assert.ok(checkUserName('root', 'linux'));
  assert.equal(checkUserName('root', 'windows'), undefined);
  assert.ok(checkUserName('Administrator', 'windows'));
});

test('a generated password satisfies the rule, even if the first draws do not', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 255 }), { maxLength: 200 }),
      fc.constantFrom('ada', 'aaa', '_-_'),
      (bytes, user) => {
        let drawn = 0;
        // After `bytes`, the numbers run through all values, so that every class of characters occurs.
        const randomByte = (): number => bytes[drawn++] ?? (drawn * 37) % 256;
        assert.equal(checkPassword(generatePassword(user, randomByte), user), undefined);
      },
    ),
  );
});

test('a password that contains the user name is drawn again', () => {
  const name = [...'abcdefghijkmnpqrstuvwxyz'].slice(0, 3).join('');
  let drawn = 0;
  // The first 24 bytes spell the name repeatedly.
  const randomByte = (): number => (drawn < 24 ? drawn++ % 3 : (drawn++ * 37) % 256);
  assert.ok(!generatePassword(name, randomByte).toLowerCase().includes(name));
});

test('weak passwords are refused with the broken rule', () => {
  assert.match(checkPassword('Short1-', 'ada') ?? '', /12 to 72/);
  assert.match(checkPassword('alllowercaseletters', 'ada') ?? '', /three of these/);
  assert.match(checkPassword('Render-ops-2026', 'render-ops') ?? '', /contain the user name/);
  assert.match(checkPassword('Tab\tinside-2026', 'ada') ?? '', /no tabs/);
});

test('a private key is recognized and refused before anything else', () => {
  assert.match(checkSshPublicKey('-----BEGIN OPENSSH PRIVATE KEY-----\nabc') ?? '', /private key/);
});

test('public keys of the usual types are accepted, and other text is not', () => {
  const body = 'AAAAC3NzaC1lZDI1NTE5AAAAIGxlYWQtdGhlLXdheS10by10aGUtbm9kZS1oZXJl';
  assert.equal(checkSshPublicKey(`ssh-ed25519 ${body} me@laptop\n`), undefined);
  assert.equal(checkSshPublicKey(`ssh-rsa ${body}${body}`), undefined);
  for (const text of ['', 'hello', `ssh-ed25519 ${body}\nssh-rsa ${body}`, 'ssh-ed25519 not/base64!', 'ssh-dss AAAA']) {
    assert.ok(checkSshPublicKey(text), JSON.stringify(text));
  }
});

test('the lifetime of a user is a whole number of hours within a year', () => {
  for (const text of ['1', '24', '8760']) assert.equal(checkExpiryHours(text), undefined);
  for (const text of ['', '0', '1.5', '-1', '1e3', '9000', ' 2']) assert.ok(checkExpiryHours(text), text);
  assert.equal(toExpiryTime(2, Date.UTC(2026, 0, 1)), '2026-01-01T02:00:00.000Z');
});

test('the node agent identifies the operating system', () => {
  assert.equal(toNodeOs('batch.node.windows amd64'), 'windows');
  assert.equal(toNodeOs('batch.node.ubuntu 22.04'), 'linux');
  assert.equal(toNodeOs(undefined), 'linux');
});
