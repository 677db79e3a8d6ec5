import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { redactSecrets } from './redact.ts';

const secret = 'S3cr3tValueThatMustNotSurvive';

const carriers: readonly string[] = [
  `https://a.blob.core.windows.net/c/f?sv=2020&sr=b&sig=${secret}`,
  `https://a.blob.core.windows.net/c/f?sig=${secret}&sv=2020`,
  `https%3A%2F%2Fa.blob.core.windows.net%2Fc%3Fsv%3D2020%26sig%3D${secret}%26sp%3Dr`,
  `sig%253D${secret}`,
  `two: https://a/b?sig=x1 https://c/d?se=2026&sig=${secret}&sp=r.`,
  `<a href="https://a/b?x=1&amp;sig=${secret}">`,
  `https://user:${secret}@host/path`,
  `https://host/hook?code=${secret}`,
  `DefaultEndpointsProtocol=https;AccountName=n;AccountKey=${secret};EndpointSuffix=core.windows.net`,
  `SharedAccessSignature=${secret}`,
  `Authorization: SharedKey account:${secret}`,
  `{"Authorization": "Bearer ${secret}"}`,
  `authorization=Basic ${secret}`,
  `AZ_BATCH_AUTHENTICATION_TOKEN=${secret}`,
  `"password": "${secret} with spaces"`,
  `{\\"registryPassword\\": \\"${secret}\\"}`,
  `password = '${secret}'`,
  `MYSQL_PWD=${secret}`,
  `client_secret: ${secret}`,
  `azcopy --account-key ${secret} --recursive`,
  `docker login --password ${secret}`,
  `az --sas-token "${secret}"`,
  `-----BEGIN RSA PRIVATE KEY-----\n${secret}\n-----END RSA PRIVATE KEY-----`,
  `api-key: ${secret}`,
  `Cookie: session=${secret}`,
];

for (const carrier of carriers) {
  test(`hides the secret of ${carrier.replaceAll('\n', ' ').replaceAll(secret, '…')}`, () => {
    const shown = redactSecrets(`before ${carrier} after`);
    assert.ok(!shown.includes(secret), shown);
    assert.ok(shown.startsWith('before '), shown);
  });
}

test('keys, tokens and signatures are recognised without a name', () => {
  const key = `${'aB3+'.repeat(21)}xy==`;
  const signature = `${'aB3/'.repeat(10)}xyz=`;
  const token = `eyJ${'abcd'.repeat(4)}.eyJ${'efgh'.repeat(4)}.sig-nature`;
  for (const bare of [key, signature, token, encodeURIComponent(key), encodeURIComponent(signature)]) {
    assert.equal(redactSecrets(`x ${bare} y`), 'x REDACTED y');
  }
});

test('what grants nothing stays', () => {
  for (const harmless of [
    'https://contosodata.blob.core.windows.net/inputs/input-0001.exr?se=2026-11-21T08:00:00Z&sp=r',
    "FileNotFoundError: [Errno 2] No such file or directory: 'weights.pt'",
    'SyntaxError: Unexpected token } in JSON at position 3',
    'sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
    'design=flat keyboard: us',
  ]) {
    assert.equal(redactSecrets(harmless), harmless);
  }
});

test('idempotent, and no planted secret survives in any surroundings', () => {
  const piece = fc.oneof(
    fc.constantFrom(...carriers),
    fc.string({ maxLength: 12 }),
    fc.constantFrom(' ', '\n', '&', '"', "'", '?', ';', ', '),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
      const once = redactSecrets(pieces.join('\n'));
      assert.ok(!once.includes(secret), once);
      assert.equal(redactSecrets(once), once);
    }),
    { numRuns: 500 },
  );
});

test('linear on hostile text', () => {
  for (const unit of ['sig=', 'password="', '--key ', 'eyJaaaaaa.', 'https://', '-----BEGIN PRIVATE KEY-----', '%3D']) {
    const started = performance.now();
    redactSecrets(unit.repeat(200_000 / unit.length));
    assert.ok(performance.now() - started < 1000, unit);
  }
});
