import * as l10n from '@vscode/l10n';
import { toInvalidInput } from '../../../core/model/batchError.ts';
import { readMember } from '../../../core/model/readMember.ts';
import { isResource, type Resource, type ResourceOf, toKey } from '../../../core/model/resource.ts';
import { fromDocumentAddress } from '../../../core/places/documentPath.ts';

export type { Resource, ResourceOf };

/**
 * Returns the items that a command was called on. VS Code passes the item and the selection (from a tree), a URI (from
 * an editor), the arguments of a link or key binding, or nothing. Arguments that are not items are ignored.
 */
export function toResources(args: readonly unknown[]): readonly Resource[] {
  const [first, second] = args;
  if (Array.isArray(second) && second.length > 0) return toDistinct(withoutGroups(first, second));
  return Array.isArray(first) ? toDistinct(first) : toDistinct([first]);
}

/** Returns the rows that a command was called on: the selected ones, or the one under the mouse pointer. */
export function toRows([row, selection]: readonly unknown[]): readonly unknown[] {
  return Array.isArray(selection) && selection.length > 0 ? selection : [row];
}

/**
 * Removes rows of causes from a selection, unless the command was called on one. Selecting a range of rows includes
 * such rows.
 */
function withoutGroups(row: unknown, selection: readonly unknown[]): readonly unknown[] {
  return toHit(row) === undefined ? selection.filter((candidate) => toHit(candidate) === undefined) : selection;
}

/** Lists all items affected by the cause of a row, newest first; undefined for other rows. */
export function toHit(row: unknown): readonly Resource[] | undefined {
  const resources = readMember(row, 'resources');
  return Array.isArray(resources) ? resources.filter(isResource) : undefined;
}

/*
 * While VS Code redraws a branch of a view, it has no rows for that branch and passes `undefined` to commands instead.
 * A menu or a button belongs to the row under the mouse, which need not be the selected one, and extensions can't see
 * which row has the focus. Only a selection of several rows is certain.
 */

/** Checks whether VS Code has lost at least one of the rows that a command was called on. */
export function isOnLostRows(args: readonly unknown[]): boolean {
  const [row, rows] = args;
  return Array.isArray(rows) ? rows.includes(undefined) : args.length > 0 && row === undefined;
}

/**
 * Returns a command's arguments with lost rows restored, if it is certain which rows they were. `selections` are the
 * selected rows in each of the extension's views.
 */
export function restoreRows(args: readonly unknown[], selections: readonly (readonly unknown[])[]): readonly unknown[] {
  const [row, rows] = args;
  if (!Array.isArray(rows) || !isOnLostRows(args)) return args;
  const known = rows.filter((candidate) => candidate !== undefined);
  const fitting = selections.filter(
    (selection) => selection.length === rows.length && known.every((candidate) => selection.includes(candidate)),
  );
  const [selection] = fitting;
  return selection === undefined || fitting.length > 1 ? args : [row ?? selection[0], selection];
}

function toDistinct(candidates: readonly unknown[]): readonly Resource[] {
  const found = new Map<string, Resource>();
  for (const candidate of candidates) {
    for (const resource of toMembers(candidate) ?? [toResource(candidate)])
      if (resource !== undefined) found.set(toKey(resource), resource);
  }
  return [...found.values()];
}

/** Returns the items that one row represents, such as tasks with consecutive IDs; undefined for other rows. */
function toMembers(candidate: unknown): readonly Resource[] | undefined {
  const members = readMember(candidate, 'members');
  return Array.isArray(members) ? members.filter(isResource) : undefined;
}

function toResource(candidate: unknown): Resource | undefined {
  if (isResource(candidate)) return candidate;
  const carried = readMember(candidate, 'resource');
  return isResource(carried) ? carried : fromDocumentAddress(candidate)?.resource;
}

/**
 * Throws `InvalidInput` when a command was called on a row that VS Code has lost. Asking for another item would be
 * confusing, and acting on only some of the selected rows is not what the user wanted.
 */
export function refuseLostRows(args: readonly unknown[]): void {
  if (!isOnLostRows(args)) return;
  throw toInvalidInput(l10n.t('The list was being refreshed. Try again.'));
}
