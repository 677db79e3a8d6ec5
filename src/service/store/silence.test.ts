import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FakeClock } from '../../../test/fakes/fakeClock.ts';
import { Silence } from './silence.ts';

function listen() {
  const clock = new FakeClock();
  const said: (string | undefined)[] = [];
  const toTime = (ms: number): string => new Date(ms).toISOString().slice(11, 19);
  const silence = new Silence(clock, (sinceMs) => said.push(sinceMs === undefined ? undefined : toTime(sinceMs)));
  return { clock, silence, said };
}

test('after 15 s without an answer it is said since when the oldest request waits, until the first answer', () => {
  const { clock, silence, said } = listen();
  silence.note('sent');
  clock.advance(5_000);
  silence.note('sent');
  clock.advance(9_999);
  assert.deepEqual(said, []);
  clock.advance(1);
  assert.deepEqual(said, ['09:00:00']);
  clock.advance(600_000);
  assert.deepEqual(said, ['09:00:00']);
  silence.note('answered');
  assert.deepEqual(said, ['09:00:00', undefined]);
});

test('a request that is still unanswered after the answer to another counts from that answer', () => {
  const { clock, silence, said } = listen();
  silence.note('sent');
  silence.note('sent');
  clock.advance(10_000);
  silence.note('answered');
  clock.advance(14_999);
  assert.deepEqual(said, []);
  clock.advance(1);
  assert.deepEqual(said, ['09:00:10']);
});

test('an answer that comes in small parts is no silence, one that stops half-way is', () => {
  const { clock, silence, said } = listen();
  silence.note('sent');
  for (let part = 0; part < 6; part++) {
    clock.advance(10_000);
    silence.note('heard');
  }
  assert.deepEqual(said, []);
  clock.advance(15_000);
  assert.deepEqual(said, ['09:01:00']);
  silence.note('heard');
  assert.deepEqual(said, ['09:01:00', undefined]);
});

test('it stays said after requests were given up, and what is cancelled before says nothing', () => {
  const { clock, silence, said } = listen();
  silence.note('sent');
  silence.note('ended');
  clock.advance(60_000);
  assert.deepEqual([said, clock.pending], [[], 0]);
  silence.note('sent');
  clock.advance(15_000);
  silence.note('ended');
  silence.note('sent');
  clock.advance(60_000);
  assert.deepEqual(said, ['09:01:00']);
  silence.note('answered');
  assert.deepEqual([said.at(-1), clock.pending], [undefined, 0]);
});

test('what is disposed of holds no timer', () => {
  const { clock, silence } = listen();
  silence.note('sent');
  silence.dispose();
  assert.equal(clock.pending, 0);
});
