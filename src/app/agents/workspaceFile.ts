import * as l10n from '@vscode/l10n';
import { BatchError } from '../../core/model/batchError.ts';
import { describeError } from '../../core/text/describeError.ts';
import { isPlainName } from '../../core/text/safePath.ts';

/*
 * What front ends have in common that read a file of the workspace for an agent, each with the means it has.
 */

/** No definition is as large: the service takes requests of 1 MB. */
const maxFileBytes = 4 * 1024 * 1024;

/**
 * The names that lead from a folder of the workspace to a file below it. Decided by the text of the paths alone: nothing is
 * asked of a disk, or of another computer (`\\\\host\\share`), before a path is known to be inside. `given` is relative
 * to the folder, or begins with it; `/` and `\\` both separate names. Undefined for a path that leads elsewhere. Throws
 * `InvalidInput` for one that is no file everywhere.
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

/** The names behind those of the folder; undefined where an absolute path doesn't begin with them. */
function withoutFolder(folder: string, given: string): readonly string[] | undefined {
  const [above, names] = [splitPath(folder), splitPath(given)];
  // A share on a network begins with two separators, and a drive with its letter.
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

/** Why a file can't be read, as a sentence. */
export function toUnread(message: string): BatchError {
  return new BatchError({ code: 'InvalidInput', message });
}

/** What an attempt to read a file ended with, as an error of ours. */
export function toUnreadFile(error: unknown): BatchError {
  return BatchError.is(error) ? error : toUnread(describeError(error));
}
