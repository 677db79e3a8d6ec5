import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Attempt } from '../../service/ports.ts';
import { toRequestShape } from './requestShape.ts';

const attempt: Attempt = {
  accountId: 'contoso.westeurope.batch.azure.com',
  method: 'GET',
  path: '/jobs',
  attempt: 1,
  status: 200,
  durationMs: 11.7,
  apiVersion: '2025-06-01',
};

for (const [path, shape] of [
  ["/jobs?$filter=id eq 'render'", '/jobs'],
  ['/jobs/render/tasks/frame-1/files/wd/out/secret.txt', '/jobs/…/tasks/…/files/…'],
  ['/jobs/files/tasks/files', '/jobs/…/tasks/…'],
  ['/pools/render/nodes/tvm-1/users/anna', '/pools/…/nodes/…/users/…'],
  ['/jobs/render/reactivate#x', '/jobs/…/reactivate'],
  ['/sub%20scriptions/1/a b/2', '/…/…/…/…'],
] as const)
  test(`${path} is shown without names`, () => {
    assert.equal(toRequestShape({ ...attempt, path })['request'], `GET ${shape}`);
  });

test('the result of a request is shown, and nothing that only resembles it', () => {
  const failed: Attempt = { ...attempt, status: 409, code: 'TaskCompleted', requestId: '7c5f-1', retryInMs: 1000.2 };
  assert.deepEqual(toRequestShape(failed), {
    request: 'GET /jobs',
    answer: 409,
    code: 'TaskCompleted',
    ms: 12,
    attempt: 1,
    apiVersion: '2025-06-01',
    requestId: '7c5f-1',
    retryInMs: 1000,
  });
  const odd = toRequestShape({ ...failed, code: 'sig=abc&se=1', requestId: 'sig=abc&se=1' });
  assert.deepEqual([odd['code'], odd['requestId']], ['…', undefined]);
});

test('a request without an answer is shown as such', () => {
  const { status: _status, ...lost } = attempt;
  assert.equal(toRequestShape(lost)['answer'], 'none');
});
