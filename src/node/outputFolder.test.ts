import assert from 'node:assert/strict';
import { linkSync, readFileSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { temporaryFolder } from '../../test/fakes/temporaryFolder.ts';
import { BatchError } from '../core/model/batchError.ts';
import { partEnding } from '../core/text/safePath.ts';
import { sortInsideOut, toOutputFolder } from './outputFolder.ts';

test('folders are sorted so that each one comes after all folders inside it', () => {
  const folders = ['/out/job/u', '/out/job', '/out/job/t', '/out/job/t/wd'];
  const sorted = sortInsideOut(folders);
  assert.deepEqual([...sorted].sort(), [...folders].sort());
  for (const folder of sorted)
    for (const other of sorted)
      if (other.startsWith(`${folder}/`)) assert.ok(sorted.indexOf(other) < sorted.indexOf(folder), other);
});

const measure = { size: 100, modifiedMs: Date.parse('2026-11-01T00:00:00Z') };
const whole = 'x'.repeat(measure.size);

for (const [kind, link] of [
  ['a hard link', linkSync],
  ['a link', symlinkSync],
] as const) {
  for (const content of ['', 'theirs', whole, `${whole}more`]) {
    for (const isOfSameTime of [false, true]) {
      const which = `${content.length} bytes, ${isOfSameTime ? 'of the time of the download' : 'of another time'}`;
      test(`${kind} to a file of ${which}, in place of an incomplete download, leaves that file as it was`, async () => {
        using place = temporaryFolder();
        using output = temporaryFolder();
        const theirs = path.join(place.path, 'theirs');
        writeFileSync(theirs, content);
        if (isOfSameTime) utimesSync(theirs, measure.modifiedMs / 1000, measure.modifiedMs / 1000);
        link(theirs, path.join(output.path, `stdout.txt${partEnding}`));
        await assert.rejects(
          toOutputFolder(output.path).begin(['stdout.txt'], measure),
          (error) => BatchError.is(error, 'InvalidInput') && error.message.includes(`stdout.txt${partEnding}`),
        );
        assert.equal(readFileSync(theirs, 'utf8'), content);
      });
    }
  }
}

test('an incomplete download continues where it stopped, and a download of an earlier file starts from the beginning', async () => {
  using output = temporaryFolder();
  const part = path.join(output.path, `stdout.txt${partEnding}`);
  for (const modifiedMs of [measure.modifiedMs, measure.modifiedMs + 60_000]) {
    writeFileSync(part, whole.slice(40));
    utimesSync(part, modifiedMs / 1000, modifiedMs / 1000);
    const isContinued = modifiedMs === measure.modifiedMs;
    const file = await toOutputFolder(output.path).begin(['stdout.txt'], measure);
    assert.equal(file?.size, isContinued ? 60 : 0);
    await file?.append(Buffer.from(whole.slice(file.size)));
    await file?.close();
    assert.equal(readFileSync(part, 'utf8'), whole);
  }
});
