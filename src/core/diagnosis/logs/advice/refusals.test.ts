import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type RefusalKind, storageRefusals } from '../../evidence/storageRefusals.ts';
import { explainLog } from '../../explainLog.ts';

const failedToAuthenticate =
  'Server failed to authenticate the request. Make sure the value of Authorization header is formed correctly including the signature.';

/** Codes of storage, and the sentences that come with them. */
const answers: readonly (readonly [code: string, message: string, kind: RefusalKind])[] = [
  ['AuthenticationFailed', failedToAuthenticate, 'authentication'],
  [
    'AuthorizationPermissionMismatch',
    'This request is not authorized to perform this operation using this permission.',
    'permission',
  ],
  ['AuthorizationFailure', 'This request is not authorized to perform this operation.', 'network'],
  [
    'KeyBasedAuthenticationNotPermitted',
    'Key based authentication is not permitted on this storage account.',
    'keysOff',
  ],
  ['PublicAccessNotPermitted', 'Public access is not permitted on this storage account.', 'anonymous'],
  [
    'AuthorizationResourceTypeMismatch',
    'This request is not authorized to perform this operation using this resource type.',
    'resource',
  ],
  [
    'AuthorizationServiceMismatch',
    'This request is not authorized to perform this operation using this service.',
    'resource',
  ],
  [
    'AuthorizationSourceIPMismatch',
    'This request is not authorized to perform this operation using this source IP 20.50.2.4.',
    'source',
  ],
  [
    'AuthorizationProtocolMismatch',
    'This request is not authorized to perform this operation using this protocol.',
    'protocol',
  ],
  ['AccountIsDisabled', 'The specified account is disabled.', 'disabled'],
  [
    'InsufficientAccountPermissions',
    'The account being accessed does not have sufficient permissions to execute this operation.',
    'accountLimited',
  ],
];

/** How programs print an answer of storage. */
const forms: Readonly<Record<string, (code: string, message: string) => string>> = {
  Python: (code, message) =>
    `azure.core.exceptions.HttpResponseError: ${message}\nRequestId:b\nTime:2026-11-20T09:14:07Z\nErrorCode:${code}\n`,
  AzCopy: (code, message) =>
    `INFO: Scanning...\n${'-'.repeat(80)}\nRESPONSE 403: 403 ${message}\nERROR CODE: ${code}\n${'-'.repeat(80)}\n`,
  Spark: (code, message) =>
    `: Operation failed: "${message}", 403, HEAD, https://contoso.dfs.core.windows.net/a/b?timeout=90, ${code}, ""\n`,
  curl: (code) =>
    `< HTTP/1.1 403 refused\n< x-ms-error-code: ${code}\n< Date: Fri, 20 Nov 2026 09:14:07 GMT\ncurl: (22) The requested URL returned error: 403\n`,
};

function adviseOf(log: string): readonly string[] {
  return (explainLog(log, { exitCode: 1 })?.fixes ?? []).map(({ text }) => text);
}

describe('what helps a program that storage refused is what its code calls for, and nothing else', () => {
  for (const [form, print] of Object.entries(forms))
    for (const [code, message, kind] of answers)
      test(`${form}: ${code}`, () => assert.deepEqual(adviseOf(print(code, message)), storageRefusals[kind].advise()));
});

test('of a refused authentication its detail decides, wherever it is in the answer', () => {
  const withDetail = (detail: string) =>
    adviseOf(
      `azure.core.exceptions.ClientAuthenticationError: ${failedToAuthenticate}\nErrorCode:AuthenticationFailed\nauthenticationerrordetail:${detail}\n`,
    );
  assert.deepEqual(
    withDetail('SAS identifier cannot be found for specified signed identifier'),
    storageRefusals.policy.advise(),
  );
  assert.deepEqual(
    withDetail('The specified signed resource is not allowed for the this resource level'),
    storageRefusals.resource.advise(),
  );
  assert.deepEqual(
    withDetail('Signature not valid in the specified time frame: Start [a] - Expiry [b]'),
    storageRefusals.time.advise(),
  );
  assert.deepEqual(withDetail('Signature did not match.'), storageRefusals.signature.advise());
  // Another answer is of another request.
  assert.deepEqual(withDetail('AuthorizationFailure'), storageRefusals.authentication.advise());
});

test('without a code the firewall is suspected of a bare refusal, and not of credentials that are missing or wrong', () => {
  assert.match(adviseOf('curl: (22) The requested URL returned error: 403\n').join(), /rights of the SAS.*firewall/);
  for (const line of [
    'azure.core.exceptions.ClientAuthenticationError: DefaultAzureCredential failed to retrieve a token from the included credentials.',
    'server says 401 Unauthorized',
    'Storage account key rejected',
    'no credentials found for account weatherdata',
  ]) {
    const advice = adviseOf(`${line}\n`);
    assert.ok(advice.length > 0, line);
    assert.doesNotMatch(advice.join(), /firewall/, line);
  }
});
