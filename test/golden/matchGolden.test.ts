import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { matchGolden } from './matchGolden.ts';

test('a text that differs from the reviewed one is refused with the command that writes it', (context) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'golden-'));
  context.after(() => rmSync(folder, { recursive: true }));
  const file = path.join(folder, 'menus.txt');
  writeFileSync(file, 'Copy ID\n');
  const match = (text: string, isUpdate = false): void =>
    matchGolden(pathToFileURL(file), text, 'test/house/menus.test.ts', { isUpdate });
  match('Copy ID\n');
  assert.throws(
    () => match('Copy Link\n'),
    // The stack is what the runner shows.
    ({ stack = '' }: Error) =>
      /menus\.txt differs\. If the new text is right: UPDATE_GOLDEN=1 npm test -- test\/house\/menus\.test\.ts\n[\s\S]*Copy ID/.test(
        stack,
      ),
  );
  match('Copy Link\n', true);
  match('Copy Link\n');
});
