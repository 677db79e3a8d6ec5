import assert from 'node:assert/strict';
import { test } from 'node:test';
import { redactText } from './redact.ts';
import { redactJson } from './redactJson.ts';
import { toVisibleJson } from './visibleJson.ts';

const secret = 'c2VjcmV0U2VjcmV0U2VjcmV0';

test('secrets of a task are hidden anywhere in its JSON', () => {
  const task = {
    id: 'frame-1',
    commandLine: `fetch "https://a/c?sig=${secret}"`,
    resourceFiles: [{ httpUrl: `https://a/c/b?sv=1&sig=${secret}`, filePath: 'b' }],
    containerSettings: { imageName: 'x', registry: { username: 'u', password: secret } },
    environmentSettings: [
      { name: 'STORAGE_KEY', value: secret },
      { name: 'KEEP', value: 'x' },
      { name: 'PLAIN', value: secret + secret },
    ],
  };
  const redacted = redactJson(task);
  const text = JSON.stringify(redacted);
  assert.ok(!text.includes(secret), text);
  assert.ok(text.includes('"KEEP","value":"x"'));
  assert.ok(text.includes('"username":"u"'));
});

test('numbers, booleans, and null are kept unchanged', () => {
  const value = { exitCode: 1, none: null, list: [true, 2, 'x'] };
  assert.deepEqual(redactJson(value), value);
});

test('A9-46 values of environment settings are hidden by name and by appearance', () => {
  for (const name of ['PW', 'PIN', 'APP_AUTH', 'SENTRY', 'DB_PASS', 'MY_SAS', 'key', 'clientSecret']) {
    assert.deepEqual(redactJson({ name, value: 'hunter2' }), { name, value: '[hidden]' });
  }
  assert.deepEqual(redactJson({ name: 'X', value: 'S3cr3tValueThatMustNotSurvive' }), { name: 'X', value: '[hidden]' });
});

test('the reason why a task failed is kept', () => {
  const settings = [
    { name: 'CUDA_VISIBLE_DEVICES', value: '0,1' },
    { name: 'INPUT', value: '/mnt/batch/tasks/Shared/input-0001.exr' },
    { name: 'PIN_MEMORY', value: 'true' },
    { name: 'KEY_VAULT_NAME', value: 'contoso' },
    { name: 'RUN_ID', value: '00000000-1111-2222-3333-444444444444' },
    { name: 'TOKEN_COUNT', value: '512' },
    { name: 'DB_PASS', value: '$FROM_VAULT' },
  ];
  assert.deepEqual(redactJson(settings), settings);
  const job = { authenticationTokenSettings: { access: ['job'] }, sshPublicKey: 'ssh-ed25519 AAAA', keyUrl: 'x' };
  assert.deepEqual(redactJson(job), job);
});

test('values after options in a list of arguments, and names that contain a secret, are hidden', () => {
  assert.deepEqual(redactJson(['tool', '--password', 'x y', '-v', 'z']), ['tool', '--password', '[hidden]', '-v', 'z']);
  assert.deepEqual(redactJson({ 'https://a/c?sig=abc123': 1 }), { 'https://a/c?sig=[hidden]': 1 });
  assert.deepEqual(redactJson({ registryPassword: 'x', clientSecret: 'y' }), {
    registryPassword: '[hidden]',
    clientSecret: '[hidden]',
  });
});

test('short IDs, which no rule would hide, are shown', () => {
  const ids = [
    'task-00001',
    'tvmps_1_d',
    'AKIA1234567890',
    'xoxb-123456789',
    'ghp_0123456789',
    'sk-01234567890',
    'SG.a.b',
  ];
  assert.deepEqual(redactJson(ids), ids);
  assert.deepEqual(ids.map(redactText), ids);
});

test('objects nested deeper than any in Batch are omitted, and marked as such', () => {
  const depth = 20_000;
  for (const [open, close] of [
    ['{"a":', '}'],
    ['[', ']'],
  ] as const) {
    const nested: unknown = JSON.parse(`${open.repeat(depth)}"sig=${secret}"${close.repeat(depth)}`);
    const shown = toVisibleJson(nested);
    assert.ok(shown.includes('[nested too deeply]'), shown.slice(0, 200));
    assert.ok(!shown.includes(secret));
    assert.doesNotThrow(() => JSON.parse(shown));
  }
});
