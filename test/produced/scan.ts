import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** Length of a part that reveals a secret. */
const tellingLength = 14;

/** Place of a found secret, without the secret. */
export interface Find {
  readonly kind: string;
  readonly file: string;
  readonly line: number;
}

/** A file that a run left, as text; bytes that are not text, such as those of a database, are one character each. */
export interface ProducedFile {
  readonly file: string;
  readonly text: string;
}

/** Reads all files below `folder`. Throws if there is no such folder. */
export function readProduced(folder: string): readonly ProducedFile[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .map((file) => ({ file: path.relative(folder, file), text: readFileSync(file, 'latin1') }));
}

/** Finds the starts of secrets in produced files, also if split across lines. */
export function findSecrets(
  produced: readonly ProducedFile[],
  wanted: readonly { readonly kind: string; readonly secret: string }[],
): readonly Find[] {
  return produced.flatMap(({ file, text }) => {
    const joined = text.replace(/[\s\0]+|\\n\s{0,40}/g, '');
    return wanted.flatMap(({ kind, secret }) => {
      const beginning = secret.slice(0, tellingLength);
      const at = text.indexOf(beginning);
      if (at >= 0) return [{ kind, file, line: text.slice(0, at).split('\n').length }];
      return joined.includes(beginning) ? [{ kind, file, line: 0 }] : [];
    });
  });
}
