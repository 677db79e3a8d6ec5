import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { runs } from '../../../test/builders/nightly.ts';
import { hiddenText } from './hiddenText.ts';
import { redactText } from './redact.ts';

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
  test(`redaction hides ${name}`, () => {
    const result = redactText(text);
    assert.ok(!result.includes(secret), result);
    assert.ok(result.includes(hiddenText));
  });
}

for (const text of [
  'Authorization: Bearer swordfish failed',
  'authorization=Basic swordfish was rejected',
  '{"Authorization": "Token swordfish expired"}',
]) {
  test(`credentials that consist of letters are hidden before the words of a message: ${text}`, () => {
    assert.doesNotMatch(redactText(text), /swordfish/);
  });
}

test('the text around a secret is kept', () => {
  assert.equal(
    redactText(`GET https://a/c?sv=1&sig=${secret}&se=2026-11-21 failed`),
    `GET https://a/c?sv=1&sig=${hiddenText}&se=2026-11-21 failed`,
  );
});

test('ordinary text is left unchanged', () => {
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

test('redacting a second time changes nothing, and redaction never changes the number of lines', () => {
  const piece = fc.oneof(fc.constantFrom(...Object.values(carriers)), fc.string());
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 4 }), (pieces) => {
      const once = redactText(pieces.join(' '));
      assert.equal(redactText(once), once);
      assert.equal(once.split('\n').length, pieces.join(' ').split('\n').length);
    }),
  );
});

const planted = 'S3cr3tValueThatMustNotSurvive';

const moreCarriers: readonly string[] = [
  `https://a.blob.core.windows.net/c/f?sv=2020&sr=b&sig=${planted}`,
  `https://a.blob.core.windows.net/c/f?sig=${planted}&sv=2020`,
  `https%3A%2F%2Fa.blob.core.windows.net%2Fc%3Fsv%3D2020%26sig%3D${planted}%26sp%3Dr`,
  `sig%253D${planted}`,
  `two: https://a/b?sig=x1 https://c/d?se=2026&sig=${planted}&sp=r.`,
  `<a href="https://a/b?x=1&amp;sig=${planted}">`,
  `https://user:${planted}@host/path`,
  `https://host/hook?code=${planted}`,
  `DefaultEndpointsProtocol=https;AccountName=n;AccountKey=${planted};EndpointSuffix=core.windows.net`,
  `SharedAccessSignature=${planted}`,
  `Authorization: SharedKey account:${planted}`,
  `{"Authorization": "Bearer ${planted}"}`,
  `authorization=Basic ${planted}`,
  `AZ_BATCH_AUTHENTICATION_TOKEN=${planted}`,
  `"password": "${planted} with spaces"`,
  `{\\"registryPassword\\": \\"${planted}\\"}`,
  `password = '${planted}'`,
  `MYSQL_PWD=${planted}`,
  `client_secret: ${planted}`,
  `azcopy --account-key ${planted} --recursive`,
  `docker login --password ${planted}`,
  `az --sas-token "${planted}"`,
  `-----BEGIN RSA PRIVATE KEY-----\n${planted}\n-----END RSA PRIVATE KEY-----`,
  `api-key: ${planted}`,
  `Cookie: session=${planted}`,
];

for (const carrier of moreCarriers) {
  test(`the secret is hidden in ${carrier.replaceAll('\n', ' ').replaceAll(planted, '…')}`, () => {
    const shown = redactText(`before ${carrier} after`);
    assert.ok(!shown.includes(planted), shown);
    assert.ok(shown.startsWith('before '), shown);
  });
}

test('keys, tokens, and signatures are recognized without a name', () => {
  const key = `${'aB3+'.repeat(21)}xy==`;
  const signature = `${'aB3/'.repeat(10)}xyz=`;
  const token = `eyJ${'abcd'.repeat(4)}.eyJ${'efgh'.repeat(4)}.sig-nature`;
  for (const bare of [key, signature, token, encodeURIComponent(key), encodeURIComponent(signature)]) {
    assert.equal(redactText(`x ${bare} y`), 'x [hidden] y');
  }
});

test('the number of an issue in an address is kept, and other values of its parameter are not', () => {
  const address = 'https://bugs.contoso.com/show_bug.cgi?id=1234';
  assert.equal(redactText(`see ${address}, or ${address}&x=1).`), `see ${address}, or ${address}&x=[hidden]).`);
  assert.equal(redactText('https://contoso.com/a?id=8f14e45fceea'), 'https://contoso.com/a?id=[hidden]');
});

test('text that only begins like a token does not prevent the next token from being hidden', () => {
  const token = `eyJ${'abcd'.repeat(4)}.eyJ${'efgh'.repeat(4)}.sig-nature`;
  assert.equal(redactText(`eyJnothing, ${token}`), 'eyJnothing, [hidden]');
  assert.equal(redactText(`eyJeyJeyJeyJnothing ${token}`), 'eyJeyJeyJeyJnothing [hidden]');
});

test('text after a self-closing element is not its value, and a command there is not hidden', () => {
  const element = '<add key="DbPassword" value="hunter1"/>';
  const command = 'docker login -u a --password-stdin <<< "hunter2"';
  assert.equal(
    redactText(`${element}\n${command}\nplain text`),
    '<add key="DbPassword" value="[hidden]"/>\ndocker login -u a --password-stdin <<< "[hidden]"\nplain text',
  );
});

test('a line of dashes is not an option, and an option within a word is', () => {
  const ruler = '-'.repeat(200);
  assert.equal(redactText(`${ruler} key`), `${ruler} key`);
  assert.equal(redactText(`${ruler}token-key ${planted}`), `${ruler}token-key [hidden]`);
  assert.equal(redactText(`--a-b-password ${planted}`), '--a-b-password [hidden]');
});

test('text that grants no access is left unchanged', () => {
  for (const harmless of [
    'https://contosodata.blob.core.windows.net/inputs/input-0001.exr?se=2026-11-21T08:00:00Z&sp=r',
    "FileNotFoundError: [Errno 2] No such file or directory: 'weights.pt'",
    'SyntaxError: Unexpected token } in JSON at position 3',
    'sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
    'Loading tokenizer: bert-base',
    'max_tokens: 512',
  ]) {
    assert.equal(redactText(harmless), harmless);
  }
});

test('redaction is idempotent, and no planted secret survives in any context', () => {
  const piece = fc.oneof(
    fc.constantFrom(...moreCarriers),
    fc.string({ maxLength: 12 }),
    fc.constantFrom(' ', '\n', '&', '"', "'", '?', ';', ', '),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
      const once = redactText(pieces.join('\n'));
      assert.ok(!once.includes(planted), once);
      assert.equal(redactText(once), once);
      assert.equal(once.split('\n').length, pieces.join('\n').split('\n').length);
    }),
    { numRuns: runs(500) },
  );
});
