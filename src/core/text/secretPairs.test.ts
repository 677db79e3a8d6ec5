import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { redactText } from './redact.ts';
import { redactJson } from './redactJson.ts';

const planted = 'S3cr3tValueThatMustNotSurvive';

/** A name and a value in either order, in the syntax of several languages. */
const pairs: readonly ((name: string, value: string) => readonly [string, string])[] = [
  (name, value) => [`{"name":"${name}","value":"${value}"}`, `{"value":"${value}","name":"${name}"}`],
  (name, value) => [`{"key":"${name}","value":"${value}"}`, `{"value":"${value}","key":"${name}"}`],
  (name, value) => [`{'Key': '${name}', 'Value': '${value}'}`, `{'Value': '${value}', 'Key': '${name}'}`],
  (name, value) => [
    `{\\"key\\":\\"${name}\\",\\"value\\":\\"${value}\\"}`,
    `{\\"value\\":\\"${value}\\",\\"key\\":\\"${name}\\"}`,
  ],
  (name, value) => [
    `{\n  "name": "${name}",\n  "slotSetting": false,\n  "value": "${value}"\n}`,
    `{\n  "value": "${value}",\n  "slotSetting": false,\n  "name": "${name}"\n}`,
  ],
  (name, value) => [`- name: ${name}\n  value: ${value}`, `- value: ${value}\n  name: ${name}`],
  (name, value) => [`- name: ${name}\r\n  value: "${value}"`, `- value: '${value}'\r\n  name: ${name}`],
  (name, value) => [`- key: ${name}\n  slot: x\n  value: ${value}`, `- value: ${value}\n  slot: x\n  key: ${name}`],
  (name, value) => [`<add key="${name}" value="${value}"/>`, `<add value="${value}" key="${name}"/>`],
  (name, value) => [`name  = "${name}"\nvalue = "${value}"`, `value = "${value}"\nname  = "${name}"`],
  (name, value) => [`{name: ${name}, value: ${value}}`, `{value: ${value}, name: ${name}}`],
  (name, value) => [`{Name:${name},Value:${value}}`, `{Value:${value},Name:${name}}`],
  (name, value) => [`- name: ${name}\n  value: |\n    ${value}`, `- value: |\n    ${value}\n  name: ${name}`],
];

for (const [index, toPair] of pairs.entries()) {
  test(`A9-46 the value of a pair with a secret name is hidden, in either order: ${JSON.stringify(toPair('X', '…'))}`, () => {
    for (const name of ['DB_PASSWORD', 'DB_PW', 'TOKENS', 'KEY1', 'wachtwoord']) {
      for (const secret of [planted, 'hunter2']) {
        for (const text of toPair(name, secret)) {
          const shown = redactText(`a\n${text}\nb`);
          assert.ok(!shown.includes(secret), `${index}: ${shown}`);
          assert.ok(shown.includes(name), shown);
          assert.equal(redactText(shown), shown);
          assert.equal(shown.split('\n').length, `a\n${text}\nb`.split('\n').length);
        }
      }
    }
  });

  test(`the value of a pair without a secret name is left unchanged: ${JSON.stringify(toPair('X', '…'))}`, () => {
    for (const [name, value] of [
      ['FRAMES', 'hunter2'],
      ['DB_PASSWORD_FILE', 'x1'],
      ['TOKENS', '4096'],
      ['KEYS', 'id'],
    ] as const)
      for (const text of toPair(name, value)) assert.equal(redactText(text), text);
  });
}

test('a value between two names belongs to the one before it', () => {
  for (const text of [
    'name = FRAMES\nvalue = hunter2\nname = DB_PASSWORD\nvalue = $FROM_VAULT',
    '{"name":"FRAMES","value":"hunter2"},{"name":"DB_PASSWORD","value":"$FROM_VAULT"}',
    '- name: FRAMES\n  value: hunter2\n- name: DB_PASSWORD\n  value: $FROM_VAULT',
  ])
    assert.equal(redactText(text), text);
});

test('no secret value survives in a list of pairs of any form', () => {
  const pair = fc
    .tuple(fc.constantFrom(...pairs), fc.boolean(), fc.constantFrom('DB_PASSWORD', 'FRAMES', 'API_KEYS'))
    .map(([toPair, isReversed, name]) => toPair(name, name === 'FRAMES' ? '4' : planted)[isReversed ? 1 : 0]);
  fc.assert(
    fc.property(fc.array(pair, { maxLength: 6 }), fc.constantFrom(',', ', ', '\n', ';\n'), (texts, separator) => {
      // A block in YAML ends only with its line: a separator behind it belongs to the value.
      const isBlock = texts.some((text) => text.includes('|\n'));
      const once = redactText(texts.join(isBlock ? '\n' : separator));
      assert.ok(!once.includes(planted), once);
      assert.equal(redactText(once), once);
    }),
  );
});

test('A9-46 values in objects with a name or a key, in lower or upper case, are hidden', () => {
  for (const name of ['DB_PASSWORD', 'TOKENS', 'KEYS', 'HMAC', 'KEY1', 'MOT_DE_PASSE', 'L\u00f6senord', '_auth'])
    for (const toPair of [
      (value: string) => ({ name, value }),
      (value: string) => ({ value, key: name }),
      (value: string) => ({ Key: name, Value: value }),
    ]) {
      assert.deepEqual(redactJson([toPair('hunter2')]), [toPair('[hidden]')]);
    }
  const plain = [
    { key: 'FRAMES', value: 'hunter2' },
    { name: 'TOKENS', value: '4096' },
    { name: 'KEYS', value: 'id,name' },
    { name: 'HMAC', value: 'SHA256' },
  ];
  assert.deepEqual(redactJson(plain), plain);
});
