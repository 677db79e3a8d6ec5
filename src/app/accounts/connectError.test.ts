import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Account } from '../../core/model/account.ts';
import { BatchError } from '../../core/model/batchError.ts';
import { toConnectProblem } from './connectError.ts';

const account: Account = {
  id: 'contoso.westeurope.batch.azure.com',
  name: 'contoso',
  endpoint: 'https://contoso.westeurope.batch.azure.com',
  authentication: 'sharedKey',
};

function problemOf(code: string, status?: number, on: Account = account): string | undefined {
  const init = { code, message: `sentence of ${code}`, ...(status === undefined ? {} : { status }) };
  return toConnectProblem(new BatchError(init), on);
}

test('each possible problem with a new account is described', () => {
  const cases = [
    ['HostNotFound', undefined, /no host named contoso\.westeurope/],
    ['NetworkUnreachable', undefined, /isn't responding/],
    ['CertificateInvalid', undefined, /certificate/],
    ['NotBatchService', 200, /isn't Azure Batch/],
    ['NotBatchService', 407, /sentence of NotBatchService/],
    ['ClockSkew', 403, /sentence of ClockSkew/],
    ['AuthenticationFailed', 403, /sentence of AuthenticationFailed/],
    ['ServerBusy', 503, /sentence of ServerBusy/],
  ] as const;
  for (const [code, status, expected] of cases) assert.match(problemOf(code, status) ?? '', expected);
});

test('an error that does not concern the connection is not described as a connection problem', () => {
  assert.equal(toConnectProblem(new TypeError('a defect'), account), undefined);
});
