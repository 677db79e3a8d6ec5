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

test('leaves a log without records as it is', () => {
  const text = `${output.join('\r\n')}\n{"a": 1}\n`;
  assert.equal(unwrap(text).text, text);
  assert.equal(unwrap(text).toOriginal(3), 3);
});

test('gives each line of a record the number of its line in the log', () => {
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

test('reads records in the lines of records', () => {
  const inner = JSON.stringify({ level: 'error', msg: 'no scene' });
  const log = toLog([{ log: `${inner}\n`, stream: 'stderr', time: '2026-11-20T08:14:02Z' }]);
  assert.deepEqual(listLines(log), [['no scene', 0]]);
  assert.equal(log.level(0), 'error');
});

test('hears what records say of themselves', () => {
  const log = toLog(['info', 'warning', 'error'].map((level) => ({ level, msg: `${level} it is` })));
  assert.deepEqual(
    [0, 1, 2].map((line) => log.level(line)),
    ['info', 'warning', 'error'],
  );
});

test('does not hear a level with which a program is relayed that failed', () => {
  const relayed = output.map((msg) => ({ level: 'info', msg }));
  const log = toLog([...relayed, { level: 'error', msg: 'task failed' }]);
  assert.deepEqual(
    Array.from({ length: log.lineCount }, (_, line) => log.level(line)),
    [...output.map(() => undefined), 'error'],
  );
});

test('does not hear that all is well where nothing says else', () => {
  assert.equal(toLog([{ level: 'info', msg: 'cannot open a.dat' }]).level(0), undefined);
});

test('counts lines of the log, whatever it holds', () => {
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
