import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { LogText } from '../logText.ts';
import { unwrap } from './unwrap.ts';

const output = ['solving', '', 'Traceback (most recent call last):', '  File "solve.py", line 7', 'ValueError: rho'];

function toLog(fields: readonly object[]): LogText {
  return new LogText(fields.map((each) => JSON.stringify(each)).join('\n'));
}

function listLines(log: LogText): readonly (readonly [text: string, original: number])[] {
  return Array.from({ length: log.lineCount }, (_, line) => [log.text(line), log.toOriginal(line)] as const);
}

test('a log without records is left unchanged', () => {
  const text = `${output.join('\r\n')}\n{"a": 1}\n`;
  assert.equal(unwrap(text).text, text);
  assert.equal(unwrap(text).toOriginal(3), 3);
});

test('each line of a record has its line number in the log', () => {
  const log = toLog([
    { level: 'info', msg: 'starting' },
    { level: 'error', msg: 'failed', stack: 'a\n  b' },
  ]);
  assert.deepEqual(listLines(log), [
    ['starting', 0],
    ['failed', 1],
    ['a', 1],
    ['  b', 1],
  ]);
});

test('nested records are read', () => {
  const inner = JSON.stringify({ level: 'error', msg: 'no scene' });
  const log = toLog([{ log: `${inner}\n`, stream: 'stderr', time: '2026-11-20T08:14:02Z' }]);
  assert.deepEqual(listLines(log), [['no scene', 0]]);
  assert.equal(log.level(0), 'error');
});

test('the levels of records are used', () => {
  const log = toLog(['info', 'warning', 'error'].map((level) => ({ level, msg: `${level} it is` })));
  assert.deepEqual(
    [0, 1, 2].map((line) => log.level(line)),
    ['info', 'warning', 'error'],
  );
});

test('the level with which the output of a failed program is relayed is ignored', () => {
  const relayed = output.map((msg) => ({ level: 'info', msg }));
  const log = toLog([...relayed, { level: 'error', msg: 'task failed' }]);
  assert.deepEqual(
    Array.from({ length: log.lineCount }, (_, line) => log.level(line)),
    [...output.map(() => undefined), 'error'],
  );
});

test('a level such as INFO is ignored if no record has another level', () => {
  assert.equal(toLog([{ level: 'info', msg: 'cannot open a.dat' }]).level(0), undefined);
});

test('line numbers in the log are correct, whatever the log contains', () => {
  const part = fc.constantFrom(
    '{"level":"error","msg":"a\\nb"}',
    '{"msg":',
    'level=info msg="x"',
    '"message": "a",',
    ' > RUN x',
    '1.5 x',
    '[',
    '\r',
    '',
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(part, fc.string())), (lines) => {
      const log = lines.join('\n');
      const unwrapped = unwrap(log);
      const origins = unwrapped.text.split('\n').map((_, line) => unwrapped.toOriginal(line));
      assert.ok(origins.every((line, at) => line >= (origins[at - 1] ?? 0) && line < log.split('\n').length));
    }),
  );
});
