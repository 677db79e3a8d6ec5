import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { failedTasksOf } from '../../../test/builders/failedTasks.ts';
import { logsAreGone } from '../../../test/builders/logsAreGone.ts';
import { runs } from '../../../test/builders/nightly.ts';
import { CauseExplainer } from '../diagnosis/account/causeExplainer.ts';
import type { Task } from '../model/task.ts';
import { doAtOnce } from '../work.ts';
import { renderFailuresCsv } from './failuresCsv.ts';

const failed = (id: string, message: string): Task => ({
  id,
  state: 'completed',
  creationTime: '2026-11-20T08:00:00Z',
  nodeInfo: { poolId: 'grid', nodeId: 'n1' },
  executionInfo: {
    result: 'failure',
    exitCode: 137,
    endTime: '2026-11-20T09:00:00Z',
    failureInfo: { category: 'UserError', code: 'FailureExitCode', message },
  },
});

function render(tasks: readonly Task[], rest = { unlisted: 0, isWhole: true }, note?: string): readonly string[] {
  const { causes } = doAtOnce(new CauseExplainer(logsAreGone).explain(failedTasksOf('frames', tasks)));
  const noted = note === undefined ? causes : causes.map((cause) => ({ ...cause, note }));
  const text = renderFailuresCsv([{ account: 'contoso', causes: noted, ...rest }]);
  assert.ok(text.endsWith('\r\n'));
  return text.split('\r\n').slice(0, -1);
}

test('each failure has a line, below a line with the column names', () => {
  const [head, line, ...others] = render([failed('t1', 'It ended')]);
  assert.equal(
    head,
    '\ufeffaccount,kind,job,task,pool,node,cause,category,known,exitCode,errorCode,created,failedAt,message,note',
  );
  assert.match(
    line ?? '',
    /^contoso,task,[^,]+,t1,grid,n1,[^,]+,out-of-memory,\w+,137,FailureExitCode,2026-11-20T08:00:00Z,2026-11-20T09:00:00Z,It ended,$/,
  );
  assert.deepEqual(others, []);
});

test('no value in the CSV file is a formula for a spreadsheet program, or breaks its line', () => {
  for (const [given, wanted] of [
    ['=HYPERLINK("https://evil.example")', `"'=HYPERLINK(""https://evil.example"")"`],
    ['+1', `'+1`],
    ['-1+1', `'-1+1`],
    ['@SUM(A1)', `'@SUM(A1)`],
    ['a, "b"', '"a, ""b"""'],
    ['\uff1d1+1', "'\uff1d1+1"],
    [' =1', "' =1"],
    ["x;=cmd|'/C calc'!A0", "x;'=cmd|'/C calc'!A0"],
    ['x; "@A1', `"x; ""'@A1"`],
    ['x;y; z', 'x;y; z'],
  ] as const) {
    const lines = render([failed('t1', given)]);
    assert.equal(lines.length, 2);
    assert.ok(lines[1]?.endsWith(`,${wanted},`), lines[1]);
  }
  const lines = render([failed('t1', 'one\r\n=two')]);
  assert.equal(lines.length, 2, 'a line break is no line of its own');
});

test('no value is a formula with either a comma or a semicolon as separator, in characters of any width', () => {
  const sign = fc.constantFrom('=', '+', '-', '@', '\uff1d', '\uff0b', '\uff0d', '\uff20');
  const part = fc.oneof(sign, fc.constantFrom(';', ',', '"', "'", ' ', '\t', '\n', 'x', '1', '|'));
  const property = fc.property(fc.array(part, { maxLength: 12 }), (parts) => {
    const [, line = ''] = render([failed('t1', parts.join(''))]);
    for (const divider of [',', ';'])
      for (const cell of readCells(line, divider))
        assert.doesNotMatch(cell, /^\s*[=+\-@\uff1d\uff0b\uff0d\uff20]/, line);
  });
  fc.assert(property, { numRuns: runs(2000) });
});

/** Splits a line into cells as spreadsheets do: quotes enclose a cell only if it starts with one. */
function readCells(line: string, divider: string): readonly string[] {
  const cells: string[] = [];
  for (let rest = line; ; ) {
    const [, quoted, behind = ''] = /^"((?:[^"]|"")*)"?(.*)$/s.exec(rest) ?? [];
    const text = quoted === undefined ? rest : behind;
    const at = text.indexOf(divider);
    cells.push((quoted ?? '').replaceAll('""', '"') + (at < 0 ? text : text.slice(0, at)));
    if (at < 0) return cells;
    rest = text.slice(at + 1);
  }
}

test('the note on a cause is in the line of each of its failures', () => {
  const [, ...lines] = render([failed('t1', 'a'), failed('t2', 'b')], undefined, '=see, #12');
  assert.equal(lines.length, 2);
  for (const line of lines) assert.ok(line.endsWith(`,"'=see, #12"`), line);
});

test('no value contains a secret', () => {
  const text = render([
    failed(
      't1',
      'GET https://contoso.blob.core.windows.net/in/a?sv=2024-11-04&sig=abcDEF123456789abcDEF123456789abcDEF1234567%3D',
    ),
  ]).join('\n');
  assert.match(text, /contoso\.blob/);
  assert.doesNotMatch(text, /abcDEF123456789/);
});

test('unread failures are counted', () => {
  assert.equal(
    render([], { unlisted: 12, isWhole: true }).at(-1),
    'contoso,not read,,,,,,,,,,,,12 failed tasks are not in this list,',
  );
  assert.match(render([], { unlisted: 12, isWhole: false }).at(-1) ?? '', /at least 12 failed tasks/);
  assert.equal(render([]).length, 1);
});
