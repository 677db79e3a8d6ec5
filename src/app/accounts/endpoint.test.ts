import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { findAccountNameProblem, findKeyProblem, parseEndpoint } from './endpoint.ts';

test('an endpoint is recognized with and without its scheme', () => {
  const expected = {
    endpoint: {
      url: 'https://contoso.westeurope.batch.azure.com',
      host: 'contoso.westeurope.batch.azure.com',
      accountName: 'contoso',
    },
  };
  assert.deepEqual(parseEndpoint(' contoso.westeurope.batch.azure.com '), expected);
  assert.deepEqual(parseEndpoint('https://Contoso.WestEurope.batch.azure.com/'), expected);
});

test('plain http is accepted only for this computer', () => {
  assert.deepEqual(parseEndpoint('http://127.0.0.1:8080'), {
    endpoint: { url: 'http://127.0.0.1:8080', host: '127.0.0.1:8080' },
  });
  assert.ok('endpoint' in parseEndpoint('http://localhost:1'));
  assert.ok('endpoint' in parseEndpoint('http://[::1]:1'));
  assert.ok('problem' in parseEndpoint('http://contoso.westeurope.batch.azure.com'));
  assert.ok('problem' in parseEndpoint('http://127.0.0.1.example.com'));
});

for (const text of [
  '',
  'contoso',
  'ftp://contoso.westeurope.batch.azure.com',
  'https://user:secret@contoso.westeurope.batch.azure.com',
  'https://contoso.westeurope.batch.azure.com/jobs',
  'https://contoso.westeurope.batch.azure.com/?a=b',
  'https://contoso west.batch.azure.com',
  'javascript://x.y/',
]) {
  test(`${JSON.stringify(text)} is not an endpoint, and the broken rule is described`, () => {
    const result = parseEndpoint(text);
    assert.ok('problem' in result && result.problem.length > 20);
  });
}

test('a key is base64', () => {
  assert.equal(findKeyProblem(Buffer.alloc(64, 7).toString('base64')), undefined);
  assert.equal(findKeyProblem(` ${Buffer.alloc(64, 7).toString('base64')}\n`), undefined);
  assert.notEqual(findKeyProblem(''), undefined);
  assert.notEqual(findKeyProblem('abc'), undefined);
  assert.notEqual(findKeyProblem('ab c'), undefined);
});

test('a secret pasted instead of an endpoint is not repeated, and a key is recognized as one', () => {
  const bytes = fc.uint8Array({ minLength: 30, maxLength: 96 }).map((each) => Buffer.from(each));
  const key = bytes.map((each) => each.toString('base64'));
  const wrapped = fc.constantFrom<(secret: string) => string>(
    (secret) => secret,
    (secret) => ` ${secret}\n`,
    (secret) => `https://${secret}`,
    (secret) =>
      `DefaultEndpointsProtocol=https;AccountName=contoso;AccountKey=${secret};EndpointSuffix=core.windows.net`,
    (secret) => `sv=2022-11-02&sr=c&sip=1.2.3.4&sig=${encodeURIComponent(secret)}`,
    (secret) => `sig=${secret}`,
    (secret) => `contoso:${secret}`,
    (secret) => `https://contoso:${secret}@contoso.westeurope.batch.azure.com`,
    (secret) => `https://contoso.westeurope.batch.azure.com/${secret}`,
  );
  // Prefixes that the URL standard reads as an account name or as an address.
  const odd = fc.constantFrom('abcdefgh/', '08/', '3232235777/').map((begin) => `${begin}${'A'.repeat(40)}=`);
  fc.assert(
    fc.property(fc.oneof(key, odd), wrapped, (secret, wrap) => {
      const result = parseEndpoint(wrap(secret));
      assert.ok('problem' in result, 'accepted');
      const said = result.problem.toLowerCase();
      // A part of the key is as sensitive as the whole; host names are in lower case.
      for (const part of secret.toLowerCase().match(/[a-z0-9]{8}/g) ?? []) assert.ok(!said.includes(part), said);
      if (wrap(secret).trim() === secret) assert.match(result.problem, /^This looks like an account key\./);
    }),
  );
});

test('an account name is short and consists of lower-case letters and digits', () => {
  assert.equal(findAccountNameProblem('contoso1'), undefined);
  assert.notEqual(findAccountNameProblem('ab'), undefined);
  assert.notEqual(findAccountNameProblem('Contoso'), undefined);
});

test('common mistakes in an endpoint are reported with the expected form', () => {
  const problem = (text: string): string => {
    const result = parseEndpoint(text);
    return 'problem' in result ? result.problem : 'accepted';
  };
  assert.match(problem('myaccount'), /including the account's region: myaccount\.<region>\.batch\.azure\.com$/);
  assert.match(problem('my-server'), /^The host name isn't complete/);
  assert.match(problem('myaccount/jobs'), /including the account's region: myaccount\./);
  const account = 'resource/subscriptions/1/resourceGroups/g/providers/Microsoft.Batch/batchAccounts/contoso/overview';
  for (const portal of ['https://portal.azure.com/', 'https://ms.portal.azure.com/', 'portal.azure.us/'])
    assert.match(problem(`${portal}#@t/${account}`), /^This is an Azure portal address\. .*“Account endpoint”/);
  for (const id of ['/subscriptions/1/resourceGroups/g', 'Subscriptions/1/resourceGroups/g'])
    assert.match(problem(id), /^This is a resource ID\. .*“Account endpoint”/);
  for (const host of ['contoso.blob.core.windows.net', 'contoso.file.core.usgovcloudapi.net'])
    assert.match(
      problem(`https://${host}/logs`),
      new RegExp(`^${host} is a storage account\\. .*batch\\.azure\\.com$`),
    );
  assert.equal(problem('contoso.westeurope.batch.azure.com'), 'accepted');
});
