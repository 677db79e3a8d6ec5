import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readLogfmt } from './logfmt.ts';

test('the message, the error, and the level of a logfmt record are read', () => {
  assert.deepEqual(readLogfmt('time=2026-11-20T08:14:02Z level=error msg="cannot \\"load\\"" err="no such file"'), [
    { said: ['no such file', 'cannot "load"'], below: [], level: 'error' },
  ]);
});

test('a message of one word among other logfmt fields is read', () => {
  assert.deepEqual(readLogfmt('ts=1 lvl=info msg=starting unit=4'), [{ said: ['starting'], below: [], level: 'info' }]);
});

test('the time that a logger puts before logfmt fields is kept', () => {
  assert.deepEqual(readLogfmt('2026/11/20 11:40:21 level=info msg=bye')?.[0]?.said, ['2026/11/20 11:40:21 bye']);
});

test('the indentation of a logfmt message and unescaped quotes are kept', () => {
  const line = 'level=info msg="  File "/mnt/wd/main.py", line 8, in <module>" job=7';
  assert.deepEqual(readLogfmt(line)?.[0]?.said, ['  File "/mnt/wd/main.py", line 8, in <module>']);
});

for (const line of ['solve --level=3 msg=x', 'usage: run msg=TEXT', 'level=info and so on msg=x'])
  test(`a line that is not a logfmt record is ignored: ${line}`, () => {
    assert.equal(readLogfmt(line), undefined);
  });
