import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { hiddenText, redactJson, redactText } from './redact.ts';

const secret = 'c2VjcmV0U2VjcmV0U2VjcmV0';

const carriers: Readonly<Record<string, string>> = {
  'a signature in the middle': `https://a.blob.core.windows.net/c/b?sv=2022-11-02&sig=${secret}%3D&se=2026-11-21`,
  'a signature at the end': `https://a.blob.core.windows.net/c/b?sv=1&sig=${secret}`,
  'a signature without a version': `https://a.blob.core.windows.net/c?sig=${secret}&sp=r`,
  'a percent-encoded query': `u=https%3A%2F%2Fa%2Fc%3Fsv%3D1%26sig%3D${secret}%26se%3D2`,
  'a query encoded twice': `u=c%253Fsv%253D1%2526sig%253D${secret}%2526se%253D2`,
  'two addresses': `cp "https://a/c?sig=abc123" 'https://b/c?sv=1&sig=${secret}'`,
  'a connection string': `DefaultEndpointsProtocol=https;AccountName=a;AccountKey=${secret}==;EndpointSuffix=x`,
  'a shared access signature': `BlobEndpoint=https://a;SharedAccessSignature=sv=1&sig=${secret}`,
  'an authorization header': `Authorization: Bearer ${secret}`,
  'a shared key header': `SharedKey account:${secret}`,
  'a JSON web token': `token is eyJhbGciOi.${secret}.${secret}`,
  'an option': `azcopy --account-key ${secret} --recursive`,
  'a quoted password': `login(password='${secret}')`,
  'a JSON property': `{"client_secret": "${secret}"}`,
  'a user in an address': `https://user:${secret}@registry.example.com/x`,
  'a private key': `-----BEGIN RSA PRIVATE KEY-----\n${secret}\n-----END RSA PRIVATE KEY-----`,
  'a private key that is cut off': `-----BEGIN PRIVATE KEY-----\n${secret}`,
};

for (const [name, text] of Object.entries(carriers)) {
  test(`hides ${name}`, () => {
    const result = redactText(text);
    assert.ok(!result.includes(secret), result);
    assert.ok(result.includes(hiddenText));
  });
}

test('keeps what surrounds a secret', () => {
  assert.equal(
    redactText(`GET https://a/c?sv=1&sig=${secret}&se=2026-11-21 failed`),
    `GET https://a/c?sv=1&sig=${hiddenText}&se=2026-11-21 failed`,
  );
});

test('leaves ordinary text alone', () => {
  for (const text of [
    'design=modern; the signal was 9',
    'KeyError: "weights"',
    'Basic authentication failed',
    'File "/mnt/batch/tasks/wd/train.py", line 42, in <module>',
    'https://contoso.westeurope.batch.azure.com/jobs?api-version=2025-06-01',
  ]) {
    assert.equal(redactText(text), text);
  }
});

test('changes nothing more the second time', () => {
  const piece = fc.oneof(fc.constantFrom(...Object.values(carriers)), fc.string());
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 4 }), (pieces) => {
      const once = redactText(pieces.join(' '));
      assert.equal(redactText(once), once);
    }),
  );
});

test('hides secrets of a task wherever its JSON holds them', () => {
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

test('keeps numbers, booleans and null as they are', () => {
  const value = { exitCode: 1, none: null, list: [true, 2, 'x'] };
  assert.deepEqual(redactJson(value), value);
});
