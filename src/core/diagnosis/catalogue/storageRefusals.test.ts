import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { RefusedRequest } from './refusalMeanings.ts';
import { type RefusalKind, readStorageRefusal, storageRefusals } from './storageRefusals.ts';

const sas: RefusedRequest = {
  access: 'sas',
  operation: 'read',
  place: 'a.exr in container inputs in storage account contoso',
  account: 'contoso',
  identity: undefined,
};
const identity: RefusedRequest = {
  ...sas,
  access: 'identity',
  identity: { name: 'render-id', resourceId: 'render-id', ofPool: [], evidence: { text: '', source: '' } },
};
const autoStorage: RefusedRequest = { ...sas, access: 'autoStorage' };
const failedToAuthenticate =
  'Server failed to authenticate the request. Make sure the value of Authorization header is formed correctly including the signature.';
const notAuthorized = 'This request is not authorized to perform this operation';

/** Messages from storage, as Batch, programs, and storage itself report them. */
const said: readonly (readonly [string, RefusalKind | undefined])[] = [
  [`<Code>AuthenticationFailed</Code><Message>${failedToAuthenticate}</Message>`, 'authentication'],
  [`403 AuthorizationFailure: ${failedToAuthenticate}`, 'authentication'],
  ['InvalidAuthenticationInfo', 'token'],
  ['401 Please refer to the information in the www-authenticate header.', 'unidentified'],
  [`AuthenticationFailed ${failedToAuthenticate} Request date header too old: 'Fri'`, 'clock'],
  ['The request may be blocked by network rules of storage account.', 'network'],
  [`AuthenticationFailed\n${failedToAuthenticate}\nSignature did not match. String to sign used was r`, 'signature'],
  ['AuthenticationFailed: Signature not valid in the specified time frame: Start [a] - Expiry [b]', 'time'],
  ['Signed expiry time [Tue] must be after signed start time [Wed]', 'time'],
  ['AuthenticationFailed SAS identifier cannot be found for specified signed identifier', 'policy'],
  ['AuthenticationFailed The specified signed resource is not allowed for the this resource level', 'resource'],
  ['AuthorizationResourceTypeMismatch', 'resource'],
  [`${notAuthorized} using this service.`, 'resource'],
  ['AuthorizationProtocolMismatch', 'protocol'],
  ['400 The account being accessed does not support http.', 'protocol'],
  [`${notAuthorized} using this source IP 20.50.2.4.`, 'source'],
  ['ErrorCode:AuthorizationPermissionMismatch', 'permission'],
  [`Status code: 403, "${notAuthorized} using this permission."`, 'permission'],
  [`AuthorizationFailure: ${notAuthorized}.`, 'network'],
  ['HttpStatusCode 403 AuthorizationFailure', 'network'],
  ['KeyBasedAuthenticationNotPermitted', 'keysOff'],
  ['409 Public access is not permitted on this storage account.', 'anonymous'],
  [`NoAuthenticationInformation: ${failedToAuthenticate}`, 'anonymous'],
  ['The specified account is disabled.', 'disabled'],
  ['InsufficientAccountPermissions', 'accountLimited'],
  ['The storage service answered 403', undefined],
  ['AuthorizationFailed: The client has no authorization to perform action', undefined],
  ['', undefined],
];

describe('the reason for a refusal by storage', () => {
  for (const [text, kind] of said)
    test(`the refusal reason read from ${text} is ${kind ?? 'nothing'}`, () =>
      assert.equal(readStorageRefusal(text), kind));
});

test('each reason has its own remedy, and only network rules call for the firewall', () => {
  const firstFix = (kind: RefusalKind, request = sas) => storageRefusals[kind].explain(request).fixes[0] ?? '';
  assert.match(firstFix('signature'), /^Create a new signature \(SAS\) for a\.exr/);
  assert.match(firstFix('authentication', autoStorage), /^Synchronize the keys of the auto-storage account/);
  assert.match(firstFix('permission', identity), /render-id the role "Storage Blob Data Reader"/);
  const written = { ...identity, operation: 'write' } as const;
  assert.match(firstFix('permission', written), /render-id the role "Storage Blob Data Contributor"/);
  assert.match(firstFix('keysOff'), /use a managed identity .*user delegation key/);
  assert.match(firstFix('anonymous', { ...sas, access: 'public' }), /^Add a signature \(SAS\)/);
  for (const [kind, { explain, advise }] of Object.entries(storageRefusals)) {
    assert.ok(advise().length > 0, kind);
    assert.equal(/firewall|subnet/.test(advise().join()), kind === 'network', `${kind}: ${advise().join()}`);
    for (const request of [sas, identity, autoStorage, { ...sas, access: 'unknown' } as const]) {
      const { reason, fixes } = explain(request);
      assert.ok(fixes.length > 0 && reason.endsWith('.'), kind);
      assert.equal(/firewall|subnet/.test(fixes.join()), kind === 'network', `${kind}: ${fixes.join()}`);
    }
  }
});

test('a refusal because of the signature calls for a new signature, and a refusal by the network does not', () => {
  const needed = (kind: RefusalKind, request = sas) => storageRefusals[kind].explain(request).needsAddress;
  for (const kind of ['time', 'signature', 'authentication', 'permission', 'resource', 'source', 'protocol'] as const)
    assert.equal(needed(kind), true, kind);
  assert.equal(needed('network'), false);
  assert.equal(needed('permission', identity), false);
  assert.equal(needed('keysOff'), 'unknown');
});
