import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FailedAnswer } from './failedAnswer.ts';
import { toRetryAfterMs, toServiceError } from './serviceError.ts';

const nowMs = Date.parse('2026-11-20T09:00:00Z');

interface AnswerParts {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

function answer(status: number, { method = 'GET', headers = {}, body = '' }: AnswerParts = {}): FailedAnswer {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return { method, status, header: (name) => headers[name], body: text };
}

const conflict = {
  code: 'OperationNotValidOnNode',
  message: { lang: 'en-US', value: 'The operation is not valid on the node.\nRequestId:1\nTime:2026-11-20T09:00:00Z' },
  values: [{ key: 'Reason', value: 'It is rebooting.' }, { key: 'Odd' }, null],
};

test('the code, sentence, details, status, and request ID of an error are kept', () => {
  const error = toServiceError(answer(409, { headers: { 'request-id': 'r1' }, body: conflict }), nowMs);
  assert.equal(error.code, 'OperationNotValidOnNode');
  assert.equal(error.message, 'The operation is not valid on the node.');
  assert.deepEqual(error.details, [{ name: 'Reason', value: 'It is rebooting.' }]);
  assert.equal(error.status, 409);
  assert.equal(error.requestId, 'r1');
  assert.equal(error.retryable, false);
});

test('a byte order mark does not hide the error', () => {
  const error = toServiceError(answer(409, { body: `\uFEFF${JSON.stringify(conflict)}` }), nowMs);
  assert.equal(error.code, 'OperationNotValidOnNode');
});

test('an answer without a body is described by its status', () => {
  assert.equal(toServiceError(answer(404, { method: 'HEAD' }), nowMs).code, 'ResourceNotFound');
  assert.equal(toServiceError(answer(418, { headers: { 'request-id': 'r1' } }), nowMs).code, 'Unknown');
});

const oddBodies = ['[]', 'null', '"text"', '{"code":7}', '{"code":""}', '{"error":{"code":"X"}}', '{', '\u0000'];
for (const body of oddBodies) {
  test(`reading an error with the body ${JSON.stringify(body)} does not throw`, () => {
    const error = toServiceError(answer(500, { body }), nowMs);
    assert.equal(error.code, 'InternalError');
    assert.notEqual(error.message, '');
  });
}

test('a page of a proxy is not taken for an answer of the service, and a busy gateway is retried', () => {
  const page = '<!DOCTYPE html><html><body>Sign in</body></html>';
  assert.equal(toServiceError(answer(403, { body: page }), nowMs).code, 'NotBatchService');
  const busy = toServiceError(answer(503, { body: page }), nowMs);
  assert.equal(busy.code, 'ServerBusy');
  assert.equal(busy.retryable, true);
  assert.doesNotMatch(busy.message, /html/);
});

test('a refusal without the request ID of Batch is attributed to another server', () => {
  assert.equal(toServiceError(answer(404, { body: { message: 'no route' } }), nowMs).code, 'NotBatchService');
});

test('a clock that is far off is reported instead of the failed authentication', () => {
  const body = { code: 'AuthenticationFailed', message: { value: 'Failed.' } };
  const date = 'Fri, 20 Nov 2026 09:20:00 GMT';
  const error = toServiceError(answer(403, { headers: { date }, body }), nowMs);
  assert.equal(error.code, 'ClockSkew');
  assert.match(error.message, /20 min behind/);
});

test('a clock that is slightly off is reported only if the service complains about the date', () => {
  const headers = { date: 'Fri, 20 Nov 2026 08:54:00 GMT' };
  const body = { code: 'AuthenticationFailed', message: { value: 'Failed.' } };
  assert.equal(toServiceError(answer(403, { headers, body }), nowMs).code, 'AuthenticationFailed');
  const values = [{ key: 'AuthenticationErrorDetail', value: 'The ocp-date header is outside of the window.' }];
  const complaint = toServiceError(answer(403, { headers, body: { ...body, values } }), nowMs);
  assert.equal(complaint.code, 'ClockSkew');
  assert.match(complaint.message, /6 min ahead/);
});

const acting: readonly (readonly [method: string, status: number, headers: Record<string, string>, may: boolean])[] = [
  ['GET', 500, {}, false],
  ['POST', 500, {}, true],
  ['POST', 408, {}, true],
  ['DELETE', 503, {}, true],
  ['DELETE', 503, { 'retry-after': '1' }, false],
  ['POST', 429, {}, false],
  ['POST', 409, {}, false],
];
for (const [method, status, headers, may] of acting) {
  const given = 'retry-after' in headers ? ' with Retry-After' : '';
  test(`after ${status}${given}, a ${method} ${may ? 'may' : 'cannot'} have been carried out`, () => {
    assert.equal(toServiceError(answer(status, { method, headers }), nowMs).mayHaveActed, may);
  });
}

for (const [status, says] of [
  [401, /sign-in/],
  [403, /denied access/],
  [404, /couldn't find/],
  [418, /418/],
  [429, /too many requests/],
  [503, /busy/],
] as const) {
  test(`a ${status} without a message gets a sentence`, () => {
    assert.match(toServiceError(answer(status, { headers: { 'request-id': 'r1' } }), nowMs).message, says);
  });
}

const cases: readonly (readonly [header: string | undefined, expected: number | undefined])[] = [
  ['2', 2000],
  [' 0 ', 0],
  ['3600', 3_600_000],
  ['Fri, 20 Nov 2026 09:00:05 GMT', 5000],
  ['Friday, 20-Nov-26 09:00:05 GMT', 5000],
  ['Fri, 20 Nov 2026 08:59:00 GMT', 0],
  ['-1', undefined],
  ['1.5', undefined],
  ['soon', undefined],
  ['99999999999', undefined],
  ['', undefined],
  [undefined, undefined],
];

for (const [header, expected] of cases) {
  test(`Retry-After ${JSON.stringify(header)} means a wait of ${expected} ms`, () => {
    assert.equal(toRetryAfterMs(header, nowMs), expected);
  });
}
