import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LogText } from './logText.ts';
import { isProgress } from './progress.ts';

const bars = [
  'Training:  42%|████▏     | 42/100 [00:12<00:14,  3.90it/s, loss=0.4]',
  ' 37%|###########3                   | 371/1000 [02:11<03:42,  2.83it/s]',
  '   ━━━━━━━━━━━━━━━━━━━━ 12.2/77.0 MB 9.8 MB/s eta 0:00:07',
  '300/938 [=========>....................] - ETA: 1s - loss: 0.5',
  '    50K .......... .......... .......... .......... ..........  4% 1.21M 1s',
  'a3ed95caeb02: Downloading [==>      ]  3.1MB/45MB',
];

for (const bar of bars)
  test(`knows progress: ${bar}`, () => {
    assert.ok(isProgress(bar));
  });

for (const line of ['disk 100% full', '50% done, then: Killed', 'Progress:  42%|████ Killed', '2/3 [error] failed'])
  test(`leaves what says more: ${line}`, () => {
    assert.ok(!isProgress(line));
  });

test('reads on behind bars', () => {
  const log = new LogText(['Traceback:', bars[0], '  main()', bars[1], 'ValueError: x'].join('\n'));
  assert.equal(log.next(0), 2);
  assert.equal(log.next(2), 4);
  assert.equal(log.previous(4), 2);
});
