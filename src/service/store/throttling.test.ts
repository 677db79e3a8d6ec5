import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Attempt } from '../ports.ts';
import { toThrottledUntil } from './throttling.ts';

const now = Date.parse('2026-11-20T09:00:00Z');

function attempt(outcome: Pick<Attempt, 'status' | 'retryInMs' | 'host'>): Attempt {
  return {
    accountId: 'a',
    method: 'GET',
    path: '/jobs',
    attempt: 1,
    durationMs: 1,
    apiVersion: '2025-06-01',
    ...outcome,
  };
}

test('a request that is tried again after a wait tells until when the service throttles', () => {
  assert.equal(toThrottledUntil(undefined, attempt({ status: 429, retryInMs: 4_000 }), now), now + 4_000);
  assert.equal(toThrottledUntil(now + 9_000, attempt({ status: 503, retryInMs: 4_000 }), now), now + 9_000);
});

test('what succeeds during the wait was sent beside the throttled request, and does not end it', () => {
  assert.equal(toThrottledUntil(now + 4_000, attempt({ status: 200 }), now + 10), now + 4_000);
  assert.equal(toThrottledUntil(now + 4_000, attempt({ status: 200 }), now + 4_000), undefined);
});

test('a request that is given up ends it, one that got no answer or another error says nothing', () => {
  assert.equal(toThrottledUntil(now + 4_000, attempt({ status: 429 }), now), undefined);
  assert.equal(toThrottledUntil(now + 4_000, attempt({}), now), now + 4_000);
  assert.equal(toThrottledUntil(now + 4_000, attempt({ status: 404 }), now), now + 4_000);
});

test('what another host answers says nothing of the account', () => {
  const elsewhere = { host: 'management.azure.com' };
  assert.equal(toThrottledUntil(undefined, attempt({ ...elsewhere, status: 429, retryInMs: 4_000 }), now), undefined);
  assert.equal(toThrottledUntil(now + 4_000, attempt({ ...elsewhere, status: 429 }), now), now + 4_000);
});
