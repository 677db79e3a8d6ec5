import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HttpHeaders, RequestPolicyOptions, WebResource, type WebResourceLike } from '@azure/ms-rest-js';
import { FakeClock } from '../../../../test/fakes/fakeClock.ts';
import { HastyClock } from '../../../../test/fakes/hastyClock.ts';
import { settled } from '../../../../test/fakes/liveStore.ts';
import { BatchError } from '../../../core/model/batchError.ts';
import { Slots } from '../../slots.ts';
import { attemptsPolicy, isLastAttempt, maxRetryAfterMs, Pause, toDelayMs } from './attempts.ts';
import { toPolicy } from './requestPolicy.ts';

test('the range of random delays doubles up to a limit, and begins at seconds', () => {
  const attempts = [1, 2, 3, 4, 5, 20];
  assert.deepEqual(
    attempts.map((attempt) => toDelayMs(attempt, undefined, () => 1)),
    [4_000, 8_000, 8_000, 8_000, 8_000, 8_000],
  );
  assert.deepEqual(
    attempts.map((attempt) => toDelayMs(attempt, undefined, () => 0)),
    [2_000, 2_000, 2_000, 2_000, 2_000, 2_000],
  );
});

test('A9-1 requests that cannot be sent are abandoned sooner than unanswered ones', () => {
  const lastOf = (code: string): number => {
    const error = new BatchError({ code, message: 'It failed.', retryable: true });
    return [1, 2, 3, 4, 5, 6].find((attempt) => isLastAttempt(attempt, error)) ?? 0;
  };
  assert.deepEqual(['HostNotFound', 'NetworkUnreachable', 'ConnectionReset', 'ServerBusy'].map(lastOf), [3, 3, 5, 5]);
});

test("the service's delay is respected, with a small random addition", () => {
  assert.equal(
    toDelayMs(1, 2000, () => 0),
    2000,
  );
  assert.equal(
    toDelayMs(4, 2000, () => 0.5),
    2500,
  );
});

test('no delay is returned if it would be too long', () => {
  assert.equal(
    toDelayMs(1, maxRetryAfterMs + 1, () => 0),
    undefined,
  );
});

for (const code of ['HostNotFound', 'NetworkUnreachable'])
  test(`a host that was never reached is abandoned at once, and one that was reached is retried: ${code}`, async () => {
    const answers: (BatchError | 'answer')[] = [];
    const outcomes: unknown[] = [];
    const policy = attemptsPolicy({
      clock: new HastyClock(),
      random: () => 0,
      slots: new Slots(1),
      pause: new Pause(),
      credential: { policy: toPolicy((request, send) => send(request)) },
      onAttempt: ({ code, status }) => outcomes.push(code ?? status),
      onStep: () => undefined,
    });
    const send = async (request: WebResourceLike) => {
      const answer = answers.shift();
      if (answer instanceof BatchError) throw answer;
      return { request, status: 200, headers: new HttpHeaders() };
    };
    const ask = () =>
      policy.create({ sendRequest: send }, new RequestPolicyOptions()).sendRequest(new WebResource('https://a.b/'));
    const unsent = new BatchError({ code, message: 'No.', retryable: true });
    answers.push(unsent);
    await assert.rejects(ask(), (error) => BatchError.is(error, code));
    answers.push('answer', unsent, unsent, 'answer');
    await ask();
    await ask();
    assert.deepEqual(outcomes, [code, 200, code, code, 200]);
  });

test('the longest delay that is waited for applies to all requests, and a longer one to none', async () => {
  for (const [retryAfterMs, leftMs] of [
    [maxRetryAfterMs, maxRetryAfterMs],
    [maxRetryAfterMs + 1, 0],
  ] as const) {
    const clock = new FakeClock();
    const pause = new Pause();
    const policy = attemptsPolicy({
      clock,
      random: () => 0,
      slots: new Slots(1),
      pause,
      credential: { policy: toPolicy((request, send) => send(request)) },
      onAttempt: () => undefined,
      onStep: () => undefined,
    });
    const busy = new BatchError({ code: 'ServerBusy', message: 'No.', status: 503, retryable: true, retryAfterMs });
    const sendRequest = () => Promise.reject(busy);
    const asked = policy
      .create({ sendRequest }, new RequestPolicyOptions())
      .sendRequest(new WebResource('https://a.b/'));
    asked.catch(() => undefined);
    await settled();
    assert.equal(pause.leftMs(clock.elapsedMs()), leftMs);
  }
});
