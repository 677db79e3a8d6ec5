import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Attempt } from '../service/ports.ts';
import { toLogLine } from './attemptLine.ts';

const answered: Attempt = {
  accountId: 'contoso.westeurope.batch.azure.com',
  method: 'GET',
  path: '/jobs?maxresults=100',
  attempt: 1,
  status: 200,
  durationMs: 12.4,
  requestId: 'r-1',
  clientRequestId: 'c-1',
  apiVersion: '2025-06-01',
};

test('an attempt says what was asked and answered, how long it took, and by which ids it is found', () => {
  assert.equal(
    toLogLine(answered),
    'GET /jobs?maxresults=100 200 in 12 ms · attempt 1 · api 2025-06-01 · contoso.westeurope.batch.azure.com · request r-1 · client request c-1',
  );
});

test('a refusal has its code and the wait before the next attempt', () => {
  const line = toLogLine({ ...answered, status: 429, code: 'TooManyRequests', attempt: 2, retryInMs: 1200 });
  assert.match(line, /429 TooManyRequests in 12 ms · attempt 2 .* next attempt in 1200 ms$/);
});

test('an attempt without an answer says so', () => {
  const { status: _status, ...lost } = answered;
  assert.match(toLogLine(lost), /^GET \/jobs\?maxresults=100 no answer in 12 ms/);
  assert.match(toLogLine({ ...lost, code: 'ConnectionReset' }), / ConnectionReset in 12 ms/);
});

test('an attempt that went elsewhere says where', () => {
  const line = toLogLine({
    ...answered,
    host: 'management.azure.com',
    path: '/subscriptions',
    apiVersion: '2022-12-01',
  });
  assert.match(line, /^GET management\.azure\.com\/subscriptions 200 .* api 2022-12-01/);
});
