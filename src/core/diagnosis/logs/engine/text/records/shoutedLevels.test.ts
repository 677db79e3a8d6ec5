import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readShoutedLevels } from './shoutedLevels.ts';

function hear(lines: readonly string[]): string {
  const read = readShoutedLevels('', lines.join('\n'));
  return read?.(lines[0] ?? '')?.[0]?.below[0] ?? lines[0] ?? '';
}

for (const [said, ...lines] of [
  ['a.c:3:1: error: expected ;', 'a.c:3:1: ERROR: expected ;'],
  ['Fortran runtime error: End of file', 'Fortran runtime ERROR: End of file'],
  ['curl: (22) The requested URL returned error: 403', 'curl: (22) The requested URL returned ERROR: 403'],
  ['403 Client Error: Forbidden', '403 Client ERROR: Forbidden'],
  ['Error: no scene', 'ERROR: no scene', '    at load (/opt/app/load.js:3:9)'],
  ['error: no field', 'ERROR: no field', 'ERROR: called from', '    step at line 3 column 5'],
] as const)
  test(`hears what is said in capitals: ${lines[0]}`, () => {
    assert.equal(hear(lines), said);
  });

for (const line of [
  'ERROR: LoadError: boom',
  'EXITING because of fatal ERROR: no memory',
  'psql:load.sql:12: ERROR:  no such relation',
  'INFO: a.c:3 done',
])
  test(`leaves capitals that programs write: ${line}`, () => {
    assert.equal(hear([line]), line);
  });
