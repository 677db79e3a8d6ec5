import assert from 'node:assert/strict';
import { test } from 'node:test';
import { redactText } from '../../core/text/redact.ts';
import { findEnvironmentKey } from './environmentKey.ts';

const whole = {
  AZURE_BATCH_ACCOUNT: 'contoso',
  AZURE_BATCH_ACCESS_KEY: 'QUJD',
  AZURE_BATCH_ENDPOINT: 'https://contoso.westeurope.batch.azure.com/',
};

test('the three variables identify an account', () => {
  assert.deepEqual(findEnvironmentKey(whole), {
    name: 'contoso',
    key: 'QUJD',
    endpoint: {
      url: 'https://contoso.westeurope.batch.azure.com',
      host: 'contoso.westeurope.batch.azure.com',
      accountName: 'contoso',
    },
  });
});

test('an environment without a key defines no account', () => {
  assert.equal(findEnvironmentKey({ AZURE_TENANT_ID: 'x', AZURE_BATCH_ACCOUNT: ' ' }), undefined);
});

test('a missing or wrong value is described by the name of its variable, without the key', () => {
  const problem = (changes: Readonly<Record<string, string>>): string => {
    const found = findEnvironmentKey({ ...whole, ...changes });
    assert.ok(found !== undefined && 'problem' in found);
    return found.problem;
  };
  assert.match(
    problem({ AZURE_BATCH_ACCESS_KEY: '', AZURE_BATCH_ENDPOINT: '' }),
    /ACCESS_KEY and AZURE_BATCH_ENDPOINT/,
  );
  assert.match(
    problem({ AZURE_BATCH_ENDPOINT: 'http://contoso.example' }),
    /^AZURE_BATCH_ENDPOINT is not valid\. .*https/,
  );
  assert.match(problem({ AZURE_BATCH_ACCOUNT: 'No Name' }), /^AZURE_BATCH_ACCOUNT is not valid\. /);
  const secret = problem({ AZURE_BATCH_ACCESS_KEY: 'not a secret?' });
  assert.match(secret, /^AZURE_BATCH_ACCESS_KEY is not valid\. A key consists/);
  assert.equal(redactText(secret), secret);
  assert.doesNotMatch(secret, /not a secret/);
});
