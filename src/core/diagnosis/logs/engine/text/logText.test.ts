import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { isProgress, LogText } from './logText.ts';

test('lines keep their numbers', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('a', '\n', '\r', '\u001b', '[') }), (text) => {
      const log = new LogText(text);
      assert.equal(log.lineCount, text.split('\n').length);
      assert.equal(log.text(log.lineCount), '');
      assert.equal(log.text(-1), '');
    }),
  );
});

test('colors, times, and ranks are removed from a line', () => {
  const lines = [
    '\u001b[31mboom\u001b[0m',
    '2026-11-20T08:14:02.123Z stderr F boom',
    '[2026/Nov/20] boom',
    '[1,3]<stderr>:boom',
    '[rank2]: boom',
    'worker_1  | boom',
    'Nov 20 08:14:02 node1 render[412]: boom',
  ];
  const log = new LogText(lines.join('\r\n'));
  assert.deepEqual(
    lines.map((_, line) => log.text(line)),
    ['boom', 'boom', '[2026/Nov/20] boom', 'boom', 'boom', 'boom', 'boom'],
  );
});

test('overwritten progress is read in its final state', () => {
  assert.equal(new LogText('\r 10%\r 20%\r 30% done\r\n').text(0), ' 30% done');
});

test('the lines of one rank are read together', () => {
  const log = new LogText('[1,0]<stderr>:a\n[1,1]<stderr>:x\n[1,0]<stderr>: b\n[1,1]<stderr>:y');
  assert.equal(log.next(0), 2);
  assert.equal(log.previous(3), 1);
  assert.equal(log.next(3), -1);
});

test('a very long line is read around the relevant part', () => {
  const log = new LogText(`${'x'.repeat(100_000)}here${'y'.repeat(100_000)}`);
  log.focusOn(0, 100_000);
  assert.match(log.text(0), /xherey/);
  assert.ok(log.text(0).length < 10_000);
});

test('the relevant part of a line is found even if the line begins with a space', () => {
  const log = new LogText(`${'x'.repeat(100_000)} Error: no ${'y'.repeat(100_000)}`);
  log.focusOn(0, 100_000);
  assert.match(log.text(0).slice(log.findSignal(0)), /^Error: no y/);
});

test('the indentation of quoted output is removed', () => {
  const log = new LogText('Command error:\n  Traceback\n    File\n\nWork dir:');
  log.quoteBelow(0);
  assert.deepEqual(
    [1, 2, 3, 4].map((line) => log.text(line)),
    ['Traceback', '  File', '', 'Work dir:'],
  );
});

const bars = [
  'Training:  42%|████▏     | 42/100 [00:12<00:14,  3.90it/s, loss=0.4]',
  ' 37%|###########3                   | 371/1000 [02:11<03:42,  2.83it/s]',
  '   ━━━━━━━━━━━━━━━━━━━━ 12.2/77.0 MB 9.8 MB/s eta 0:00:07',
  '300/938 [=========>....................] - ETA: 1s - loss: 0.5',
  '    50K .......... .......... .......... .......... ..........  4% 1.21M 1s',
  'a3ed95caeb02: Downloading [==>      ]  3.1MB/45MB',
];

for (const bar of bars)
  test(`a progress bar is recognized: ${bar}`, () => {
    assert.ok(isProgress(bar));
  });

for (const line of ['disk 100% full', '50% done, then: Killed', 'Progress:  42%|████ Killed', '2/3 [error] failed'])
  test(`a line that contains more than progress is kept: ${line}`, () => {
    assert.ok(!isProgress(line));
  });

test('progress bars between lines are skipped', () => {
  const log = new LogText(['Traceback:', bars[0], '  main()', bars[1], 'ValueError: x'].join('\n'));
  assert.equal(log.next(0), 2);
  assert.equal(log.next(2), 4);
  assert.equal(log.previous(4), 2);
});
