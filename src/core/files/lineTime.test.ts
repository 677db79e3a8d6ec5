import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compareLineTimes, parseTime, readLineTime, toDayBefore } from './lineTime.ts';

const ms = (h: number, m: number, s = 0, f = 0): number => ((h * 60 + m) * 60 + s) * 1000 + f;

test('times in lines are read in the formats of loggers', () => {
  for (const [line, day, at] of [
    ['2026-11-20T09:14:07.123Z INFO frame 1', '2026-11-20', ms(9, 14, 7, 123)],
    ['2026-11-20 09:14:07,5 INFO frame 1', '2026-11-20', ms(9, 14, 7, 500)],
    ['[2026/11/20 09:14:07] frame', '2026-11-20', ms(9, 14, 7)],
    ['{"level":"info","time":"2026-11-20T09:14:07+01:00"}', '2026-11-20', ms(9, 14, 7)],
    ['10.0.0.4 - - [20/Nov/2026:09:14:07 +0000] "GET /"', '2026-11-20', ms(9, 14, 7)],
    ['Nov  3 09:14:07 node-1 kernel: oom', '11-03', ms(9, 14, 7)],
    ['E1120 09:14:07.000001 12 mesh.cc:88] failed', '11-20', ms(9, 14, 7)],
    ['INFO [09:14:07] frame', undefined, ms(9, 14, 7)],
    ['23:59:60 leap', undefined, ms(23, 59, 60)],
  ] as const)
    assert.deepEqual(readLineTime(line), { day, ms: at }, line);
  for (const line of [
    'frame 1 of 9',
    'ratio 16:09',
    'http://host:10:20',
    '1:2:3',
    '99:99:99',
    `${'x'.repeat(200)} 09:14:07`,
  ])
    assert.equal(readLineTime(line), undefined, line);
});

test('a time may be typed in part', () => {
  assert.deepEqual(parseTime(' 09:14 '), { day: undefined, ms: ms(9, 14) });
  assert.deepEqual(parseTime('2026-11-20 09:14:07'), { day: '2026-11-20', ms: ms(9, 14, 7) });
  assert.deepEqual(parseTime('2026-11-20T09:14:07.5Z'), { day: '2026-11-20', ms: ms(9, 14, 7, 500) });
  assert.deepEqual(parseTime('Nov 20 09:14'), { day: '11-20', ms: ms(9, 14) });
  for (const text of ['1234', '50%', '09:14 x', '25:00', '']) assert.equal(parseTime(text), undefined, text);
});

test('times are ordered as far as they can be compared', () => {
  const at = (text: string) => parseTime(text) ?? assert.fail(text);
  const inOrder = ['2026-11-19 23:00', '2026-11-20 09:14', '2026-11-20 09:15:30'].map(at);
  for (const [index, one] of inOrder.entries())
    for (const [other, time] of inOrder.entries())
      assert.equal(Math.sign(compareLineTimes(one, time)), Math.sign(index - other));
  assert.ok(compareLineTimes(at('Nov 20 09:00'), at('2026-11-19 23:00')) > 0);
  assert.ok(compareLineTimes(at('09:00'), at('2026-11-19 08:00')) > 0);
  assert.equal(toDayBefore('2026-03-01'), '2026-02-28');
  assert.equal(toDayBefore('11-20'), undefined);
});
