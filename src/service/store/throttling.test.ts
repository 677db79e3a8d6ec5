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

test('while a request waits to be retried, the end of throttling is shown', () => {
  assert.equal(toThrottledUntil(undefined, attempt({ status: 429, retryInMs: 4_000 }), now), now + 4_000);
  assert.equal(toThrottledUntil(now + 9_000, attempt({ status: 503, retryInMs: 4_000 }), now), now + 9_000);
});

test('an answer during the wait belongs to a request sent before, and does not end throttling', () => {
  assert.equal(toThrottledUntil(now + 4_000, attempt({ status: 200 }), now + 10), now + 4_000);
  assert.equal(toThrottledUntil(now + 4_000, attempt({ status: 200 }), now + 4_000), undefined);
});

test('an abandoned request ends throttling, and one without an answer or with another error has no effect', () => {
  assert.equal(toThrottledUntil(now + 4_000, attempt({ status: 429 }), now), undefined);
  assert.equal(toThrottledUntil(now + 4_000, attempt({}), now), now + 4_000);
  assert.equal(toThrottledUntil(now + 4_000, attempt({ status: 404 }), now), now + 4_000);
});

test('an answer from another host has no effect on the throttling of the account', () => {
  const elsewhere = { host: 'management.azure.com' };
  assert.equal(toThrottledUntil(undefined, attempt({ ...elsewhere, status: 429, retryInMs: 4_000 }), now), undefined);
  assert.equal(toThrottledUntil(now + 4_000, attempt({ ...elsewhere, status: 429 }), now), now + 4_000);
});
