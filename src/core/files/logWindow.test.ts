import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { cutToLine, planBefore, planTail } from './logWindow.ts';

test('the tail starts one byte early to show where a line begins', () => {
  assert.deepEqual(planTail(1000, 100), { start: 899, end: 999 });
  assert.deepEqual(planTail(50, 100), { start: 0, end: 49 });
  assert.equal(planTail(0, 100), undefined);
});

test('a window begins with a line and shows how much is omitted', () => {
  const file = Buffer.from('first\nsecond\nthird\n');
  const cut = cutToLine(file.subarray(8), 8);
  assert.equal(Buffer.from(cut.bytes).toString(), 'third\n');
  assert.equal(cut.leftOut, 13);
  assert.equal(Buffer.from(cutToLine(file.subarray(5), 5).bytes).toString(), 'second\nthird\n');
  assert.equal(Buffer.from(cutToLine(file, 0).bytes).toString(), file.toString());
});

test('a window does not split the code units of UTF-16', () => {
  const file = Buffer.from('one\ntwo\n', 'utf16le');
  assert.equal(Buffer.from(cutToLine(file.subarray(2), 2).bytes).toString('utf16le'), 'two\n');
});

test('windows read backwards join without gap or overlap', () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ maxLength: 20 }), { maxLength: 40 }),
      fc.integer({ min: 30, max: 90 }),
      (lines, max) => {
        const file = Buffer.from(lines.map((line) => `${line.replaceAll('\n', '')}\n`).join(''));
        let text = '';
        let end = file.length;
        for (let window = planTail(end, max * 4); window !== undefined; window = planBefore(end, max * 4)) {
          const part = cutToLine(file.subarray(window.start, window.end + 1), window.start);
          text = Buffer.from(part.bytes).toString() + text;
          end = part.start;
        }
        assert.equal(text, file.toString());
      },
    ),
  );
});
