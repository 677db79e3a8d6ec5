import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.join(import.meta.dirname, '../..');

/**
 * Compares a text with the one in a file that people have reviewed; with `UPDATE_GOLDEN=1`, writes it for another
 * review. `tests` are the files that write it: a failure names them.
 */
export function matchGolden(
  file: URL,
  text: string,
  tests: string,
  { isUpdate = process.env['UPDATE_GOLDEN'] === '1' } = {},
): void {
  const place = fileURLToPath(file);
  if (isUpdate) {
    mkdirSync(path.dirname(place), { recursive: true });
    writeFileSync(place, text);
  }
  try {
    assert.equal(text, readFileSync(place, 'utf8'));
  } catch (error) {
    if (!(error instanceof assert.AssertionError)) throw error;
    const name = path.relative(root, place);
    const toDo = `${name} differs. If the new text is right: UPDATE_GOLDEN=1 npm test -- ${tests}`;
    // A new error, because the runner shows the message that an error was made with.
    throw new assert.AssertionError({ message: `${toDo}\n${error.message}`, operator: error.operator });
  }
}
