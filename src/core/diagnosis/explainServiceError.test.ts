import assert from 'node:assert/strict';
import { test } from 'node:test';
import { explainServiceError } from './explainServiceError.ts';

test('the code of the service decides, whatever its casing', () => {
  const { category, code, confidence, remedies } = explainServiceError({ status: 409, code: 'jobcompleted' });
  assert.deepEqual([category, code, confidence, remedies], ['conflict', 'jobcompleted', 'certain', ['task.resubmit']]);
});

test('a code that nobody knows leaves the status, and is less sure', () => {
  assert.equal(explainServiceError({ status: 503, code: 'NewCode' }).category, 'service');
  assert.equal(explainServiceError({ status: 429 }).category, 'throttled');
  assert.equal(explainServiceError({ status: 401 }).category, 'permission');
  assert.equal(explainServiceError({ status: 409, message: 'quota reached' }).category, 'quota');
  assert.equal(explainServiceError({ status: 400, code: 'NewCode' }).confidence, 'likely');
});

test('a request that never arrived is told from an answer that was lost', () => {
  assert.match(explainServiceError({ message: 'connect ECONNREFUSED 1.2.3.4:443' }).cause, /never got to the service/);
  assert.match(explainServiceError({ message: 'socket hang up' }).cause, /may have done what was asked/);
  assert.equal(explainServiceError({ message: 'getaddrinfo ENOTFOUND x' }).category, 'network-dns');
  assert.equal(
    explainServiceError({ message: 'self-signed certificate in certificate chain' }).category,
    'network-tls',
  );
  assert.match(explainServiceError({ message: 'something odd' }).cause, /may have been done/);
});

test('what the service asks to wait is evidence, and details too', () => {
  const { evidence } = explainServiceError({
    status: 429,
    code: 'TooManyRequests',
    retryAfterMs: 12_000,
    values: [{ key: 'Reason', value: 'burst' }],
  });
  assert.deepEqual(
    evidence.map(({ text }) => text),
    ['429 TooManyRequests', 'Reason = burst', 'The service asks to wait 12 s.'],
  );
});

test('the body of an answer is read as it is on the wire', () => {
  const body = {
    code: 'NewCode',
    message: { lang: 'en-US', value: 'Not now.\nRequestId:1' },
    values: [{ key: 'a', value: 'b' }],
  };
  const { title, evidence } = explainServiceError({ status: 409, ...body });
  assert.equal(title, 'The request failed: Not now');
  assert.deepEqual(
    evidence.map(({ text }) => text),
    ['409 NewCode: "Not now."', 'a = b'],
  );
});

test('a quota that has room by now is not to be raised', () => {
  const quotas = { limits: { poolQuota: 3 }, pools: [{ id: 'a' }] };
  const fixes = explainServiceError({ status: 409, code: 'PoolQuotaReached', quotas }).fixes.map(({ text }) => text);
  assert.ok(fixes.includes('By now there is room for 2 more pools.'), fixes.join());
  assert.ok(!fixes.some((fix) => fix.startsWith('Ask')));
});
