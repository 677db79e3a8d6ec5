import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { redactJson } from '../text/redactJson.ts';
import { isAddress, revealHidden, toShown } from './hiddenValues.ts';

const url = (blob: string, signature: string) =>
  `https://s.blob.core.windows.net/in/${blob}?sv=2022-11-02&sp=r&sig=${signature}`;
const task = {
  id: 't',
  commandLine: 'run --password hunter2hunter2 --fast',
  resourceFiles: [
    { httpUrl: url('a', 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA%3D'), filePath: 'a' },
    { httpUrl: url('b', 'BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB%3D'), filePath: 'b' },
  ],
  environmentSettings: [
    { name: 'API_KEY', value: 'one-secret-value' },
    { name: 'DB_PASSWORD', value: 'other-secret-value' },
  ],
};
type Shown = typeof task;
const shown = redactJson(task) as Shown;
const reveal = (value: unknown, entered = new Map<string, string>()) => revealHidden(value, task, entered);

test('text that was shown without its secrets is sent with them', () => {
  assert.doesNotMatch(JSON.stringify(shown), /secret-value|hunter2|AAAA|BBBB/);
  assert.deepEqual(reveal(shown), { value: task });
});

test('text that was edited around a hidden secret keeps the secret', () => {
  const edited = { ...shown, commandLine: `/bin/sh -c '${shown.commandLine}'` };
  assert.deepEqual(reveal(edited), { value: { ...task, commandLine: `/bin/sh -c '${task.commandLine}'` } });
});

test('moved or removed items never get the secret of another item', () => {
  const [first, second] = shown.environmentSettings;
  const [keyA, keyB] = task.environmentSettings;
  assert.deepEqual(reveal({ ...shown, environmentSettings: [second, first] }), {
    value: { ...task, environmentSettings: [keyB, keyA] },
  });
  assert.deepEqual(reveal({ ...shown, environmentSettings: [second] }), {
    value: { ...task, environmentSettings: [keyB] },
  });
  const renamed = { ...shown, environmentSettings: [{ name: 'NEW_KEY', value: '[hidden]' }] };
  assert.deepEqual(reveal(renamed), { unknownAt: ['environmentSettings', 0, 'value'] });
  assert.deepEqual(reveal({ ...shown, resourceFiles: shown.resourceFiles.slice(1) }), {
    value: { ...task, resourceFiles: task.resourceFiles.slice(1) },
  });
});

test('a secret is never sent to another host, and an ambiguous one is not restored', () => {
  const elsewhere = shown.resourceFiles.map((file) => ({ ...file, httpUrl: file.httpUrl.replace('//s.', '//evil.') }));
  assert.deepEqual(reveal({ ...shown, resourceFiles: elsewhere }), { unknownAt: ['resourceFiles', 0, 'httpUrl'] });
  assert.deepEqual(reveal({ ...shown, displayName: 'x [hidden]' }), { unknownAt: ['displayName'] });
});

test('a value that the user entered replaces its displayed form', () => {
  const fresh = url('a', 'CCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCC%3D').replace('sp=r', 'sp=rl');
  const { shown: hidden, isSecret } = toShown(fresh);
  assert.ok(isSecret);
  const edited = { ...shown, resourceFiles: [{ httpUrl: hidden, filePath: 'a' }] };
  assert.deepEqual(reveal(edited, new Map([[hidden, fresh]])), {
    value: { ...task, resourceFiles: [{ httpUrl: fresh, filePath: 'a' }] },
  });
});

test('text that continues after an address is not an address, since it could reveal the signature', () => {
  const wanted = url('a', 'CCCC%2BCC+CC/CC%3D');
  assert.ok(isAddress(wanted));
  for (const spoilt of ['"CCCC"', "CC'CC", 'CC CC', 'CC<CC>', 'CC\\CC', 'CC`CC', 'CC"'])
    assert.equal(isAddress(url('a', spoilt)), false, spoilt);
  for (const none of ['', 'a', 'https://', 'ftp://a/b', `"${wanted}"`]) assert.equal(isAddress(none), false, none);
  fc.assert(
    fc.property(fc.stringMatching(/^[!-~ ]{12,40}$/), (tail) => {
      const given = url('a', `SIGNED${tail.replaceAll('&', '')}SIGNED`);
      if (isAddress(given)) assert.doesNotMatch(toShown(given).shown, /SIGNED/);
    }),
  );
});

test('a property whose name contains a secret gets its name back, unless two look the same', () => {
  const given = { 'PW=:': false, other: 1 };
  assert.deepEqual(revealHidden(redactJson(given), given, new Map()), { value: given });
  const alike = { in: { 'PW=a': 1, 'PW=b': 2 } };
  assert.deepEqual(revealHidden(redactJson(alike), alike, new Map()), { unknownAt: ['in'] });
});

test('unedited data is restored unchanged, whatever it is', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (json) => {
      const given: unknown = JSON.parse(JSON.stringify(json));
      const revealed = revealHidden(redactJson(given), given, new Map());
      if (revealed.unknownAt === undefined) assert.deepEqual(revealed.value, given);
    }),
  );
});
