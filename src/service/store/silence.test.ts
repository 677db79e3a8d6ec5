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

test('after 15 s without an answer, the start of the oldest request is reported as the start of silence, until the next answer', () => {
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

test('if another request was answered, the silence of an older request counts from that answer', () => {
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

test('an answer that arrives in small parts is not silence, and one that stops halfway is', () => {
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

test('the silence continues after requests were abandoned, and an earlier cancellation has no effect', () => {
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

test('a disposed silence detector has no timer left', () => {
  const { clock, silence } = listen();
  silence.note('sent');
  silence.dispose();
  assert.equal(clock.pending, 0);
});
