import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sortInsideOut } from './outputFolder.ts';

test('a folder comes after what is in it, in whatever order they were made', () => {
  const folders = ['/out/job/u', '/out/job', '/out/job/t', '/out/job/t/wd'];
  const sorted = sortInsideOut(folders);
  assert.deepEqual([...sorted].sort(), [...folders].sort());
  for (const folder of sorted)
    for (const other of sorted)
      if (other.startsWith(`${folder}/`)) assert.ok(sorted.indexOf(other) < sorted.indexOf(folder), other);
});
