import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { runs } from '../../../test/builders/nightly.ts';
import { CredentialTarget, type HostKind, toHostKind } from './credentialTarget.ts';

const hosts: readonly (readonly [endpoint: string, kind: HostKind])[] = [
  ['https://a.westus.batch.azure.com', 'azure'],
  ['https://a.chinanorth.batch.chinacloudapi.cn', 'azure'],
  ['https://a.usgovvirginia.batch.usgovcloudapi.net', 'azure'],
  ['https://a.westus.privatelink.batch.azure.com', 'azure'],
  ['https://a.privatelink.westus.batch.azure.com', 'azure'],
  ['https://A.WestUS.Batch.Azure.COM', 'azure'],
  ['https://a.westus.batch.azure.com:443', 'azure'],
  // The URL standard treats these Unicode dots as dots, so this is the same host.
  ['https://a。westus．batch｡azure.com', 'azure'],

  ['https://a.westus.batch.azure.com.attacker.io', 'other'],
  ['https://a.westus.batch.azure.com:8443', 'other'],
  ['https://batch.azure.com', 'other'],
  ['https://evilbatch.azure.com', 'other'],
  ['https://a.westus.batch.azure.com@attacker.io', 'unusable'],
  ['https://a.westus.batch.azure.com:443@attacker.io', 'unusable'],
  ['https://user:secret@a.westus.batch.azure.com', 'unusable'],
  ['https://attacker.io\\.batch.azure.com', 'other'],
  ['https://attacker.io/.batch.azure.com', 'other'],
  ['https://attacker.io?.batch.azure.com', 'other'],
  ['https://attacker.io#.batch.azure.com', 'other'],
  ['https://attacker.io%2f.batch.azure.com', 'unusable'],
  // A Cyrillic “а”, and a full-width one that the URL standard maps to the Latin letter.
  ['https://a.westus.b\u0430tch.azure.com', 'other'],
  ['https://a.westus.bａtch.azure.com', 'azure'],
  ['https://a.westus.batch.azure.com.', 'unusable'],
  ['https://a.westus.batch.azure.com..', 'unusable'],
  ['https://a..batch.azure.com', 'unusable'],
  ['https://.batch.azure.com', 'unusable'],
  ['https://-a.westus.batch.azure.com', 'unusable'],
  ['http://a.westus.batch.azure.com', 'unusable'],
  ['ftp://a.westus.batch.azure.com', 'unusable'],
  ['https://single', 'unusable'],
  ['a.westus.batch.azure.com', 'unusable'],
  ['', 'unusable'],

  ['http://127.0.0.1:1234', 'thisMachine'],
  ['https://127.0.0.1', 'thisMachine'],
  ['http://localhost:1', 'thisMachine'],
  ['http://[::1]:1', 'thisMachine'],
  ['http://127.8.9.10', 'thisMachine'],
  ['https://2130706433', 'thisMachine'],
  ['https://0x7f000001', 'thisMachine'],
  ['https://0177.0.0.1', 'thisMachine'],
  ['https://127.1', 'thisMachine'],
  ['https://10.0.0.4', 'other'],
  ['https://0', 'unusable'],
  ['https://0.0.0.0', 'unusable'],
  ['https://[::]', 'unusable'],
  ['https://[::ffff:127.0.0.1]', 'unusable'],
  ['https://[fe80::1]', 'unusable'],
  ['https://batch.localhost', 'unusable'],
  ['http://127.0.0.1.attacker.io', 'unusable'],
  ['https://127.0.0.1.attacker.io', 'other'],
];

for (const [endpoint, kind] of hosts) {
  test(`A9-25 the endpoint ${JSON.stringify(endpoint)} is classified as ${kind}`, () => {
    assert.equal(toHostKind(endpoint), kind);
  });
}

const scopes: readonly (readonly [endpoint: string, scope: string])[] = [
  ['https://a.westus.batch.azure.com', 'https://batch.core.windows.net//.default'],
  ['https://a.chinanorth.batch.chinacloudapi.cn', 'https://batch.chinacloudapi.cn//.default'],
  ['https://a.usgovvirginia.batch.usgovcloudapi.net', 'https://batch.core.usgovcloudapi.net//.default'],
];
for (const [endpoint, scope] of scopes) {
  test(`the endpoint ${endpoint} accepts tokens for ${scope}`, () =>
    assert.equal(CredentialTarget.of(endpoint).scope, scope));
}

test('A9-25 a token that opens an account in Azure is never requested for a program on this computer', () => {
  for (const host of ['127.0.0.1:1', 'localhost', '[::1]', '2130706433']) {
    const { scope } = CredentialTarget.of(`http://${host}`, host);
    assert.match(scope, /^https:\/\/[a-z.]+\.invalid\//);
  }
});

test('an account is looked up only in the Resource Manager of its own cloud', () => {
  const at = (endpoint: string, confirmedHost?: string) => CredentialTarget.of(endpoint, confirmedHost).resourceManager;
  assert.equal(at('https://a.westus.batch.azure.com'), 'https://management.azure.com');
  assert.equal(at('https://a.x.batch.usgovcloudapi.net'), 'https://management.usgovcloudapi.net');
  assert.equal(at('http://127.0.0.1:1234'), undefined);
  assert.equal(at('https://a.batch.azure.com.attacker.io', 'a.batch.azure.com.attacker.io'), undefined);
  assert.equal(at('https://a.westus.batch.azure.com:8443', 'a.westus.batch.azure.com:8443'), undefined);
});

test('A9-25 a confirmation applies to one host and port, and to no other', () => {
  const endpoint = 'https://batch.example.org:8443';
  assert.throws(() => CredentialTarget.of(endpoint), { code: 'UnconfirmedHost' });
  assert.throws(() => CredentialTarget.of(endpoint, 'batch.example.org'), { code: 'UnconfirmedHost' });
  assert.throws(() => CredentialTarget.of(endpoint, 'example.org:8443'), { code: 'UnconfirmedHost' });
  assert.throws(() => CredentialTarget.of(endpoint, ''), { code: 'UnconfirmedHost' });
  assert.equal(CredentialTarget.of(endpoint, 'batch.example.org:8443').origin, endpoint);
  assert.throws(() => CredentialTarget.of('http://batch.example.org', 'batch.example.org'), { code: 'InvalidInput' });
});

/** Fragments that forged hosts are built from. */
const piece = fc.oneof(
  fc.constantFrom(
    ...['.', '..', '@', ':', ':443', '/', '\\', '#', '?', '%2e', '%00', '。', '-', 'xn--', '[', ']', '0x7f.1', '\t'],
    ...['batch.azure.com', '.batch.azure.com', 'batch.chinacloudapi.cn', '.batch.usgovcloudapi.net', 'privatelink'],
    ...['attacker.io', 'localhost', '127.0.0.1', 'b\u0430tch.azure.com', 'azure.com', 'westus'],
  ),
  fc.domain(),
  fc.ipV4(),
  fc.string({ maxLength: 6 }),
);
const forged = fc
  .tuple(fc.constantFrom('https://', 'http://', 'https:\\\\', ''), fc.array(piece, { minLength: 1, maxLength: 6 }))
  .map(([scheme, pieces]) => scheme + pieces.join(''));

test('a token for storage is sent to blobs in the cloud of the account, and on loopback only from an account there', () => {
  const find = (endpoint: string, url: string) =>
    CredentialTarget.of(endpoint, 'batch.example.org').findStorageScope(url);
  const azure = 'https://contoso.westeurope.batch.azure.com';
  const storage = 'https://storage.azure.com/.default';
  assert.equal(find(azure, 'https://contoso.blob.core.windows.net/logs?sig=x'), storage);
  assert.equal(find(azure, 'https://contoso.z11.blob.storage.azure.net/logs'), storage);
  assert.equal(
    find('https://contoso.chinaeast.batch.chinacloudapi.cn', 'https://a.blob.core.chinacloudapi.cn/'),
    storage,
  );
  assert.match(find('http://127.0.0.1:1', 'http://127.0.0.1:2/account/logs') ?? '', /\.invalid\//);
  for (const url of [
    'http://contoso.blob.core.windows.net/logs',
    'https://contoso.blob.core.windows.net:444/logs',
    'https://contoso.blob.core.windows.net.evil.example/logs',
    'https://evilblob.core.windows.net/logs',
    'https://contoso.file.core.windows.net/logs',
    'https://user@contoso.blob.core.windows.net/logs',
    'https://contoso.blob.core.chinacloudapi.cn/logs',
    'https://batch.example.org/logs',
    'http://127.0.0.1:2/account/logs',
    'nonsense',
  ])
    assert.equal(find(azure, url), undefined, url);
  assert.equal(find('https://batch.example.org', 'https://contoso.blob.core.windows.net/logs'), undefined);
  assert.equal(find('http://127.0.0.1:1', 'https://contoso.blob.core.windows.net/logs'), undefined);
});

test('A9-25 no forged host receives a credential for Azure', () => {
  fc.assert(
    fc.property(forged, (endpoint) => {
      let target: CredentialTarget;
      try {
        target = CredentialTarget.of(endpoint);
      } catch (error) {
        assert.match(String(Reflect.get(Object(error), 'code')), /^(InvalidInput|UnconfirmedHost)$/);
        return;
      }
      // The connection parses the origin again, so that parse decides.
      const { hostname, protocol, port, username, pathname } = new URL(target.origin);
      assert.deepEqual([username, pathname], ['', '/']);
      if (target.isOnThisMachine) {
        assert.match(hostname, /^(localhost|\[::1\]|127\.\d+\.\d+\.\d+)$/);
        assert.match(target.scope, /\.invalid\//);
      } else {
        assert.match(
          hostname,
          /^([a-z0-9-]+\.)+batch\.(azure\.com|chinacloudapi\.cn|usgovcloudapi\.net)$/,
          JSON.stringify(endpoint),
        );
        assert.deepEqual([protocol, port], ['https:', '']);
      }
    }),
    { numRuns: runs(20_000) },
  );
});
