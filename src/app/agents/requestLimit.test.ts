import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import { FakeClock } from '../../../test/fakes/fakeClock.ts';
import { settled } from '../../../test/fakes/liveStore.ts';
import { Emitter } from '../../core/event.ts';
import { Cancelled } from '../../core/model/cancelled.ts';
import type { Attempt } from '../../service/ports.ts';
import { mostHeldMs, mostRequests, RequestLimit } from './requestLimit.ts';

const accountId = 'account';
const minuteMs = 60_000;

suite('the limit on requests of agents to an account', () => {
  const start = () => {
    const clock = new FakeClock();
    const attempted = new Emitter<Attempt>();
    const limit = new RequestLimit({ onDidAttempt: attempted.event }, clock);
    const sentMs: number[] = [];
    const counting = limit.begin(accountId);
    return {
      clock,
      limit,
      sentMs,
      counting,
      send() {
        sentMs.push(clock.elapsedMs());
        attempted.fire({ accountId, method: 'GET', path: '/', attempt: 1, durationMs: 1, apiVersion: '' });
      },
    };
  };
  const { signal } = new AbortController();

  test('the limit on requests holds in every minute, however many requests are announced or sent at once', async () => {
    const works = fc.array(
      fc.record({
        atMs: fc.nat(90_000),
        most: fc.integer({ min: 1, max: 200 }),
        part: fc.double({ min: 0, max: 1, noNaN: true }),
      }),
      { maxLength: 60 },
    );
    await fc.assert(
      fc.asyncProperty(works, async (planned) => {
        const { clock, limit, sentMs, send } = start();
        limit.begin(accountId);
        let left = planned.length;
        for (const { atMs, most, part } of planned)
          clock.schedule(atMs, () => {
            const count = Math.floor(Math.min(most, mostRequests) * part);
            const work = async (): Promise<void> => {
              for (let n = 0; n < count; n += 1) {
                await settled();
                send();
              }
            };
            void limit.inTurn(accountId, work, most, signal, Infinity).then(() => (left -= 1));
          });
        while (left > 0) {
          clock.advance(1000);
          await settled();
        }
        for (const from of sentMs)
          assert.ok(sentMs.filter((at) => at >= from && at < from + minuteMs).length <= mostRequests);
      }),
      { numRuns: 20 },
    );
  });

  test('work that fits the limit starts at once, other work starts in order when there is room, and canceled work never starts', async () => {
    const { clock, limit, send } = start();
    for (let n = 0; n < mostRequests - 1; n += 1) send();
    const started: string[] = [];
    const begin = (name: string) => async () => void started.push(name);
    await limit.inTurn(accountId, begin('first'), 1, signal, 0);
    await limit.inTurn('another', begin('another'), mostRequests, signal, 0);
    const abort = new AbortController();
    const givenUp = limit.inTurn(accountId, begin('given up'), 50, abort.signal, Infinity);
    const second = limit.inTurn(accountId, begin('second'), 2, signal, Infinity);
    const third = limit.inTurn(accountId, begin('third'), 1, signal, Infinity);
    await settled();
    assert.deepEqual(started, ['first', 'another']);
    abort.abort();
    await assert.rejects(givenUp, Cancelled);
    clock.advance(minuteMs - 1);
    await settled();
    assert.deepEqual(started, ['first', 'another']);
    clock.advance(1);
    await Promise.all([second, third]);
    assert.deepEqual(started, ['first', 'another', 'second', 'third']);
    assert.equal(clock.pending, 0);
  });

  test('work that has waited too long is refused, with the time when there will be room', async () => {
    const { clock, limit, send } = start();
    for (let n = 0; n < mostRequests; n += 1) send();
    const patienceMs = 20_000;
    const refused = limit.inTurn(accountId, async () => assert.fail('it began'), 1, signal, patienceMs);
    const patient = limit.inTurn(accountId, async () => 'began', 1, signal, Infinity);
    clock.advance(patienceMs);
    await assert.rejects(refused, /^Error: Agents have caused 600 requests .* Call again in 40 seconds\.$/);
    clock.advance(minuteMs - patienceMs);
    assert.equal(await patient, 'began');
    assert.equal(clock.pending, 0);
  });

  test('only one call at a time reads an account, and calls that wait too long are refused', async () => {
    const { clock, limit } = start();
    const first = await limit.takeTurn(accountId, signal);
    await limit.takeTurn('another', signal);
    const abort = new AbortController();
    const givenUp = limit.takeTurn(accountId, abort.signal);
    const second = limit.takeTurn(accountId, signal);
    abort.abort();
    await assert.rejects(givenUp, Cancelled);
    let isIn = false;
    void second.then(() => (isIn = true));
    await settled();
    assert.ok(!isIn, 'who gives up lets no other in');
    first.dispose();
    const turn = await second;
    const late = limit.takeTurn(accountId, signal);
    clock.advance(mostHeldMs);
    await assert.rejects(late, /one call at a time/);
    turn.dispose();
    (await limit.takeTurn(accountId, signal)).dispose();
    assert.equal(clock.pending, 0);
  });

  test('work is not started if the limit is used up, and the refusal gives the time when there will be room', () => {
    const { clock, limit, send, counting } = start();
    for (let n = 0; n < mostRequests; n += 1) send();
    clock.advance(20_000);
    assert.throws(
      () => limit.begin(accountId),
      /^Error: Agents have caused 600 requests .* Call again in 40 seconds\.$/,
    );
    clock.advance(40_000);
    counting.dispose();
    send();
    limit.begin(accountId).dispose();
  });
});
