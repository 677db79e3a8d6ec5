import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isRefusal } from '../refusals/refusalReason.ts';
import { BatchError } from './batchError.ts';
import { isMissing } from './missing.ts';
import { needsSignIn } from './needsSignIn.ts';
import { toServiceStatus } from './serviceStatus.ts';

const answer = (code: string, status: number) => new BatchError({ code, message: 'It says why.', status });

test("the status of an intermediary's answer says nothing about keys, permissions, or resources", () => {
  for (const status of [401, 403, 404]) {
    const error = answer('NotBatchService', status);
    assert.equal(toServiceStatus(error), undefined);
    assert.deepEqual([isRefusal(error), needsSignIn(error), isMissing(error)], [false, false, false], `${status}`);
  }
});

test('the status of an answer from the service says something about keys, permissions, or resources', () => {
  assert.equal(toServiceStatus(answer('JobNotFound', 404)), 404);
  assert.deepEqual([isMissing(answer('JobNotFound', 404)), isMissing(answer('Forbidden', 403))], [true, false]);
  assert.deepEqual([isRefusal(answer('Forbidden', 403)), isRefusal(answer('JobNotFound', 404))], [true, false]);
  assert.deepEqual(
    [needsSignIn(answer('AuthenticationFailed', 401)), needsSignIn(answer('Forbidden', 403))],
    [true, false],
  );
});
