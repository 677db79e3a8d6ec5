import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isPlainValue, judgeName, looksSecret } from './secretNames.ts';

const certain =
  'password DB_PASSWORD dbPassword pgpassword client_secret SECRET_KEY_BASE AZ_BATCH_AUTHENTICATION_TOKEN accountKey ' +
  'STORAGE_ACCOUNT_KEY aws_secret_access_key API-KEY sasToken ConnectionString MY_CONNECTION_STRING PASSWORD_2 ' +
  'tokenBase64 DB_PASS sshpass SharedAccessKey primaryKey InstrumentationKey Cookie';
const likely = 'X_PASS PW PIN APP_AUTH SENTRY SENTRY_DSN WANDB_KEY MY_SAS AZURE_PAT FOO_CREDS key';
const no =
  'PIN_MEMORY PASSED compass bypass SSH_AUTH_SOCK KEY_VAULT_NAME PUBLIC_KEY sshPublicKey sort_key pad_token max_tokens ' +
  'tokenizer PASSWORD_FILE SECRET_NAME TOKEN_COUNT monkey keyboard author PATH commandLine authenticationTokenSettings';

test('the words of a name decide if its value is secret', () => {
  for (const name of certain.split(' ')) assert.equal(judgeName(name), 'certain', name);
  for (const name of likely.split(' ')) assert.equal(judgeName(name), 'likely', name);
  for (const name of no.split(' ')) assert.equal(judgeName(name), 'no', name);
});

test('a count, a switch, and a variable are not secrets', () => {
  for (const value of ['', '2', '"2"', 'true', '$X', `"\${DB_PASS}"`, '%PASS%', `\${{ secrets.X }}`]) {
    assert.ok(isPlainValue(value), value);
  }
  for (const value of ['1234', 'x', '$x$y', '"a b"']) assert.ok(!isPlainValue(value), value);
});

test('only long text with mixed characters looks like a secret', () => {
  for (const value of ['S3cr3tValueThatMustNotSurvive', 'a'.repeat(40), 'aB3+aB3+aB3+aB3+aB3+==']) {
    assert.ok(looksSecret(value), value);
  }
  for (const value of [
    '/mnt/Batch/tasks/Job1/wd/in',
    '00000000-1111-2222-3333-444444444444',
    'C:\\Batch\\Tasks1\\workitems',
    'westeurope',
    'Release-2026.11.20',
    'two words of 30 Characters long',
  ]) {
    assert.ok(!looksSecret(value), value);
  }
});
