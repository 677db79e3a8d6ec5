import assert from 'node:assert/strict';
import { test } from 'node:test';
import { explainLog } from '../../explainLog.ts';

/** Forms in which clients print an uncaught response with a code. */
const clients: Readonly<Record<string, (code: string, message: string) => string>> = {
  'Python, old': (code, message) =>
    `Traceback (most recent call last):\n  File "submit.py", line 41, in <module>\n    client.pool.add(new)\nazure.batch.models._models_py3.BatchErrorException: Request encountered an exception.\nCode: ${code}\nMessage: {'lang': 'en-US', 'value': '${message}\\nRequestId:0a\\nTime:2026-11-20T05:00:00Z'}\n`,
  'Python, new': (code, message) =>
    `Traceback (most recent call last):\n  File "submit.py", line 41, in <module>\n  File "/usr/lib/python3/azure/batch/_operations.py", line 9, in create\nazure.core.exceptions.HttpResponseError: (${code}) ${message}\nCode: ${code}\nMessage: ${message}\n`,
  'Python, several tasks': (code, message) =>
    `Traceback (most recent call last):\n  File "submit.py", line 41, in <module>\nazure.batch.custom.custom_errors.CreateTasksErrorException: Task with id \`a\` failed due to client error - ${code}::{'lang': 'en-US', 'value': '${message}'}\n`,
  '.NET, old': (code, message) =>
    `Unhandled exception. Microsoft.Azure.Batch.Common.BatchException: Operation returned an invalid status code 'Conflict'\n   at Microsoft.Azure.Batch.Protocol.BatchRequest.ExecuteAsync()\nRequest Information\nError Code = ${code}, Lang=en-US, Message = ${message}\n`,
  '.NET, new': (code, message) =>
    `Unhandled exception. Azure.RequestFailedException: ${message}\nStatus: 409 (Conflict)\nErrorCode: ${code}\n\n   at Azure.Compute.Batch.BatchClient.CreateJobAsync()\n`,
  Java: (code, message) =>
    `Exception in thread "main" com.azure.compute.batch.models.BatchErrorException: Status code 409, "{"code":"${code}","message":{"lang":"en-US","value":"${message}"}}"\n\tat com.azure.compute.batch.BatchClient.createPool(BatchClient.java:12)\n`,
  Go: (code, message) =>
    `panic: POST https://contoso.westeurope.batch.azure.com/pools\n--------------------------------------------------------------------------------\nRESPONSE 409: 409 Conflict\nERROR CODE: ${code}\n--------------------------------------------------------------------------------\n{"code": "${code}", "message": "${message}"}\n`,
  'Azure CLI': (code, message) => `ERROR: (${code}) ${message}\nRequestId:0a\nRun az batch pool list to see them.\n`,
};

const codes = [
  ['PoolNotFound', 'The specified pool does not exist.'],
  ['JobExists', 'The specified job already exists.'],
  ['AuthenticationFailed', 'Server failed to authenticate the request.'],
  ['ActiveJobAndScheduleQuotaReached', 'The active job and job schedule quota is reached.'],
] as const;

test('an answer of the Batch service is explained by the catalog for Batch, whatever client printed it', () => {
  for (const [client, print] of Object.entries(clients))
    for (const [code, message] of codes) {
      const explained = explainLog(print(code, message), { exitCode: 1, stream: 'stderr' });
      const isLong = code === 'ActiveJobAndScheduleQuotaReached';
      assert.match(explained?.title ?? '', isLong ? /quota/ : /^Azure Batch/, `${client} ${code}`);
      assert.ok((explained?.fixes.length ?? 0) > 0, `${client} ${code}`);
      assert.notEqual(explained?.category, 'auth-storage');
    }
});

test('the same codes from storage, Key Vault, and Resource Manager are explained by their own meaning', () => {
  const logs = [
    'azure.core.exceptions.ClientAuthenticationError: Server failed to authenticate the request.\nErrorCode:AuthenticationFailed\nGET https://contoso.blob.core.windows.net/in/a\n',
    'azure.core.exceptions.HttpResponseError: (AuthorizationFailed) The client does not have authorization to perform action\nCode: AuthorizationFailed\nhttps://management.azure.com/subscriptions\n',
    'azure.core.exceptions.HttpResponseError: (Forbidden) no secrets get permission on key vault\nCode: Forbidden\nhttps://contoso.vault.azure.net\n',
    'requests.exceptions.HTTPError: 403\n{"code": "InvalidInput"}\n',
  ];
  for (const log of logs)
    assert.doesNotMatch(explainLog(log, { exitCode: 1, stream: 'stderr' })?.title ?? '', /Azure Batch/, log);
});

test('a refusal above the stack of another exception does not explain it', () => {
  const log = `ERROR: (PoolNotFound) The specified pool does not exist.
Code: PoolNotFound
falling back to the default pool
Traceback (most recent call last):
  File "run.py", line 3, in <module>
    x = d["pool"]
KeyError: 'pool'
`;
  const { title = '', category } = explainLog(log, { exitCode: 1, stream: 'stderr' }) ?? {};
  assert.doesNotMatch(title, /Azure Batch/);
  assert.equal(category, 'exception-in-user-code');
});

test('the step for a program that Batch did not identify is about the program, not about who reads its log', () => {
  const { '.NET, old': print } = clients;
  const steps = (message: string) =>
    (explainLog(print?.('AuthenticationFailed', message) ?? '', { exitCode: 1, stream: 'stderr' })?.fixes ?? []).map(
      ({ text }) => text,
    );
  assert.match(steps('The MAC signature found in the HTTP request is not the same.').join(), /^Give the program/);
  assert.match(steps('Server failed to authenticate the request.').join(), /^Check the credentials that the program/);
});
