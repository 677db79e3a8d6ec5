import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type RefusalReason, readRefusalReason } from './refusalReason.ts';

const refusals: readonly (readonly [said: string, reason: RefusalReason | undefined])[] = [
  ['The MAC signature found in the HTTP request is not the same as any computed signature', 'key'],
  ['The ocp-date header is out of range', 'clock'],
  ['The access token has been obtained for wrong audience', 'token'],
  ['Shared Key authentication is not allowed for this account', 'noKeys'],
  ['AuthorizationFailure This request is not authorized to perform this operation.', 'network'],
  [
    'AuthorizationPermissionMismatch This request is not authorized to perform this operation using this permission.',
    'role',
  ],
  ['InsufficientAccountPermissions The account has not enough permissions', 'role'],
  ['The client does not have authorization to perform action Microsoft.Batch/batchAccounts/read', 'role'],
  ['Public network access is disabled', 'network'],
  ['Make sure the value of Authorization header is formed correctly including the signature.', undefined],
];

for (const [said, reason] of refusals) {
  test(`${JSON.stringify(said)} is read as ${reason}`, () => assert.equal(readRefusalReason(said), reason));
}
