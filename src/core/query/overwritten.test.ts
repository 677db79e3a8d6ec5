import assert from 'node:assert/strict';
import { test } from 'node:test';
import { collapseOverwritten } from './overwritten.ts';

test('a line that was overwritten shows its last state, and what else it said before', () => {
  for (const [text, shown] of [
    ['plain\r\ntext\r\n', 'plain\r\ntext\r\n'],
    ['frame 1 of 9\rframe 2 of 9\rframe 9 of 9\ndone\n', 'frame 9 of 9\ndone\n'],
    ['a  10%|#   |\ra 100%|####|\r\n', 'a 100%|####|\r\n'],
    ['epoch 1\rCUDA out of memory\r 12%\r 13%\n', 'epoch 1\u240dCUDA out of memory\u240d 13%\n'],
    ['\r\r\nlast\r', '\r\nlast'],
  ] as const)
    assert.equal(collapseOverwritten(text), shown, JSON.stringify(text));
});

test('lines keep their numbers, and no carriage return is left that would end one', () => {
  const parts = ['a', '1', ' ', '\r', '\n', '\r\n', 'é'];
  let seed = 7;
  const pick = (): string => {
    seed = (seed * 1103515245 + 12345) % 2147483648;
    return parts[seed % parts.length] ?? '';
  };
  for (let round = 0; round < 500; round += 1) {
    const text = Array.from({ length: 60 }, pick).join('');
    const shown = collapseOverwritten(text);
    assert.equal(shown.split('\n').length, text.split('\n').length, JSON.stringify(text));
    assert.doesNotMatch(shown, /\r(?!\n)/, JSON.stringify(text));
  }
});
