import * as l10n from '@vscode/l10n';
import { BatchError } from '../../core/model/batchError.ts';
import { describeError } from '../../core/text/describeError.ts';
import { isPlainName } from '../../core/text/safePath.ts';

/* Shared by front ends, which each read a workspace file for an agent in their own way. */

/** Maximum file size, larger than any definition, because the service accepts requests of 1 MB. */
const maxFileBytes = 4 * 1024 * 1024;

/**
 * Returns the names that lead from a workspace folder to a file below it; undefined for a path that leads elsewhere.
 * Decides by the text of the paths alone, so that neither the disk nor another computer (`\\\\host\\share`) is accessed
 * before a path is known to be inside. `given` is relative to the folder, or starts with it; `/` and `\\` both separate
 * names. Throws `InvalidInput` for a path that is not valid on every system.
 */
export function toNamesBelow(folder: string, given: string): readonly string[] | undefined {
  const isAbsolute = /^(?:[/\\]|[A-Za-z]:)/.test(given);
  const names = isAbsolute ? withoutFolder(folder, given) : splitPath(given);
  const below: string[] = [];
  for (const name of names ?? ['..']) {
    if (name !== '..') below.push(name);
    else if (below.pop() === undefined) return undefined;
  }
  if (below.length === 0) throw toUnread(l10n.t('The path is a folder, not a file.'));
  if (!below.every(isPlainName))
    throw toUnread(l10n.t('The path contains a name that not every system allows for a file.'));
  return below;
}

function splitPath(path: string): readonly string[] {
  return path.split(/[/\\]/).filter((name) => name !== '' && name !== '.');
}

/** Returns the names below the folder in an absolute path; undefined if the path is not below the folder. */
function withoutFolder(folder: string, given: string): readonly string[] | undefined {
  const [above, names] = [splitPath(folder), splitPath(given)];
  // A network share starts with two separators, and a drive with its letter.
  const [start, startOfGiven] = [folder, given].map((path) => /^[/\\]*/.exec(path)?.[0].length);
  const isWindows = start !== 1;
  const toKey = (name: string | undefined) => (isWindows ? name?.toLowerCase() : name);
  if (start !== startOfGiven || above.some((name, index) => toKey(name) !== toKey(names[index]))) return undefined;
  return names.slice(above.length);
}

/** Throws `InvalidInput` for a file that is too large to be a definition. */
export function refuseLargeFile(bytes: number): void {
  if (bytes > maxFileBytes) throw toUnread(l10n.t('The file is too large to check.'));
}

/** Creates the error for a file that can't be read. `message` is a sentence. */
export function toUnread(message: string): BatchError {
  return new BatchError({ code: 'InvalidInput', message });
}

/** Converts the error of reading a file to a `BatchError`. */
export function toUnreadFile(error: unknown): BatchError {
  return BatchError.is(error) ? error : toUnread(describeError(error));
}
