import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type RefusalKind, storageRefusals } from '../../catalogue/storageRefusals.ts';
import { explainLog } from '../../explainLog.ts';

const failedToAuthenticate =
  'Server failed to authenticate the request. Make sure the value of Authorization header is formed correctly including the signature.';

/** Codes from storage, and the sentences that accompany them. */
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

const storageHost = '# PUT https://contoso.blob.core.windows.net/in/a';

test('a refused authentication is blamed on storage only if the log names it', () => {
  const log = 'azure.core.exceptions.ClientAuthenticationError: AuthenticationFailed\n';
  const { title, fixes } = explainLog(log, { exitCode: 1 }) ?? {};
  assert.equal(title, 'Azure refused the credentials');
  assert.match(fixes?.[0]?.text ?? '', /^Check the credentials that the program sends to Azure/);
  assert.match(explainLog(`${log}${storageHost}\n`, { exitCode: 1 })?.title ?? '', /^Storage/);
});

/** Forms in which programs print a response of storage. */
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

describe('for a program that storage refused, the advice matches the code from storage', () => {
  for (const [form, print] of Object.entries(forms))
    for (const [code, message, kind] of answers)
      test(`the advice fits the code (${form}): ${code}`, () =>
        // Other services use the code of a refused authentication, too, so only the address distinguishes them.
        assert.deepEqual(adviseOf(`${print(code, message)}${storageHost}\n`), storageRefusals[kind].advise()));
});

test('for a refused authentication, the detail determines the advice, wherever it is in the answer', () => {
  const withDetail = (detail: string) =>
    adviseOf(
      `azure.core.exceptions.ClientAuthenticationError: ${failedToAuthenticate}\nErrorCode:AuthenticationFailed\nauthenticationerrordetail:${detail}\n${storageHost}\n`,
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
  // A response with a different code belongs to a different request.
  assert.deepEqual(withDetail('AuthorizationFailure'), storageRefusals.authentication.advise());
});

const seeHeader =
  'Server failed to authenticate the request. Please refer to the information in the www-authenticate header.';

/** Forms of a refused authentication whose code or detail follows the sentence. */
const inLinesThatFollow: readonly (readonly [kind: RefusalKind, log: string])[] = [
  [
    'anonymous',
    `azure.core.exceptions.ClientAuthenticationError: ${seeHeader}\nErrorCode:NoAuthenticationInformation\n`,
  ],
  ['anonymous', `RESPONSE 401: 401 ${seeHeader}\nERROR CODE: NoAuthenticationInformation\n`],
  [
    'anonymous',
    `Unhandled exception. Azure.RequestFailedException: ${seeHeader}\nRequestId:a\nStatus: 401 (${seeHeader})\nErrorCode: NoAuthenticationInformation\n\nContent:\n   at App.Main() in /src/Program.cs:line 14\n`,
  ],
  [
    'token',
    `azure.core.exceptions.ClientAuthenticationError: ${seeHeader}\nErrorCode:InvalidAuthenticationInfo\nauthenticationerrordetail:Lifetime validation failed. The token is expired.\n`,
  ],
  ['token', `RESPONSE 401: 401 ${seeHeader}\nERROR CODE: InvalidAuthenticationInfo\n`],
  ['unidentified', `azure.core.exceptions.ClientAuthenticationError: ${seeHeader}\nRequestId:a\n`],
  [
    'clock',
    `azure.core.exceptions.ClientAuthenticationError: ${failedToAuthenticate}\nErrorCode:AuthenticationFailed\nauthenticationerrordetail:Request date header too old: 'Fri, 20 Nov 2026 07:00:00 GMT'\n`,
  ],
];

for (const [kind, log] of inLinesThatFollow)
  test(`a refusal without a SAS is not blamed on a SAS: ${log.slice(0, 40)} … ${kind}`, () => {
    const { title, fixes } = explainLog(log, { exitCode: 1 }) ?? {};
    assert.equal(title, storageRefusals[kind].says());
    assert.deepEqual(
      fixes?.map(({ text }) => text),
      storageRefusals[kind].advise(),
    );
    assert.doesNotMatch(`${title} ${adviseOf(log).join()}`, /copied whole/);
  });

const titleOf = (log: string) => explainLog(log, { exitCode: 1 })?.title;

test("the title follows storage's message, whatever the type of the exception", () => {
  const spark = (message: string) =>
    `Exception in thread "main" java.nio.file.AccessDeniedException: Operation failed: "${message}", 403, GET, https://contoso.dfs.core.windows.net/data?upn=false\n\tat org.apache.hadoop.fs.azurebfs.AzureBlobFileSystem.checkException(AzureBlobFileSystem.java:1384)\n`;
  for (const [, message, kind] of answers.filter(([code]) => code !== 'InsufficientAccountPermissions'))
    assert.equal(titleOf(spark(message)), storageRefusals[kind].says(), message);
  assert.match(storageRefusals.network.says(), /firewall/);
});

test('the network rules that the Azure CLI suspects are those of the storage account', () => {
  const log =
    "ERROR: \nThe request may be blocked by network rules of storage account. Please check network rule set using 'az storage account show -n accountname --query networkRuleSet'.\nIf you want to change the default action to apply when no rule matches, please use 'az storage account update'.\n                        \n";
  assert.equal(titleOf(log), storageRefusals.network.says());
  assert.equal(explainLog(log, { exitCode: 1 })?.category, 'auth-storage');
  assert.deepEqual(adviseOf(log), storageRefusals.network.advise());
});

test("a status that curl prints with storage's reason is not explained by its number", () => {
  const log =
    'curl: (22) The requested URL returned error: 409 Public access is not permitted on this storage account.\n';
  assert.equal(titleOf(log), storageRefusals.anonymous.says());
  assert.deepEqual(adviseOf(log), storageRefusals.anonymous.advise());
});

test('a server that is not storage is named, and no storage account is suspected', () => {
  for (const [host, log] of [
    [
      'artifactory.example.com',
      '+ curl -fsS https://artifactory.example.com/libs/a.tgz -o a.tgz\ncurl: (22) The requested URL returned error: 403\n',
    ],
    [
      'huggingface.co',
      'requests.exceptions.HTTPError: 403 Client Error: Forbidden for url: https://huggingface.co/models/a\n',
    ],
    [
      'download.example.com',
      '--2026-11-20 09:00:00--  https://download.example.com/a.bin\nHTTP request sent, awaiting response... 403 Forbidden\n2026-11-20 09:00:00 ERROR 403: Forbidden.\n',
    ],
  ] as const) {
    assert.equal(titleOf(log), `The server ${host} refused the request`);
    assert.ok(adviseOf(log)[0]?.includes(host), adviseOf(log).join());
    assert.doesNotMatch(adviseOf(log).join(), /storage|SAS|firewall/i);
  }
  const ofStorage =
    "+ curl -fsS 'https://contoso.blob.core.windows.net/in/a' -o a\ncurl: (22) The requested URL returned error: 403\n";
  assert.equal(titleOf(ofStorage), 'Storage refused the request');
  assert.match(adviseOf(ofStorage).join(), /storage account's firewall/);
  assert.doesNotMatch(
    titleOf('ACCESS_REFUSED - Login was refused using authentication mechanism PLAIN\n') ?? '',
    /storage/i,
  );
});

test('without a code, a firewall is suspected for a bare refusal, but not for missing or wrong credentials', () => {
  assert.match(
    adviseOf('curl: (22) The requested URL returned error: 403\n').join(),
    /permissions of the SAS.*firewall/,
  );
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

test("Key Vault's reason determines the advice", () => {
  const print = (said: string, inner: string) =>
    [
      `Unhandled exception. Azure.RequestFailedException: ${said}`,
      'If role assignments changed recently, please observe propagation time.',
      'Caller: appid=1;oid=2;iss=https://sts.windows.net/3/',
      "Action: 'Microsoft.KeyVault/vaults/secrets/getSecret/action'",
      "Resource: '/subscriptions/x/resourcegroups/y/providers/microsoft.keyvault/vaults/contosokv/secrets/db'",
      'Assignment: (not found)',
      'Vault: contosokv;location=westeurope',
      '',
      'Status: 403 (Forbidden)',
      'ErrorCode: Forbidden',
      '',
      'Content:',
      `{"error":{"code":"Forbidden","message":"${said}","innererror":{"code":"${inner}"}}}\n`,
    ].join('\n');
  const refused = 'Caller is not authorized to perform action on resource.';
  assert.match(adviseOf(print(refused, 'ForbiddenByRbac')).join(), /role on the key vault contosokv/);
  assert.match(
    adviseOf(
      print(
        "The user, group or application 'appid=1' does not have secrets get permission on key vault 'contosokv'.",
        'ForbiddenByPolicy',
      ),
    ).join(),
    /access policies/,
  );
  assert.match(adviseOf(print('Client address is not authorized.', 'ForbiddenByFirewall')).join(), /pool's subnet/);
});

test('a file that is no archive may be an error page that was saved in its place', () => {
  for (const log of [
    '\ngzip: stdin: not in gzip format\ntar: Child returned status 1\n',
    'tarfile.ReadError: not a gzip file\n',
    'tar: This does not look like a tar archive\n',
  ])
    assert.match(adviseOf(log)[0] ?? '', /error page/, log);
});
