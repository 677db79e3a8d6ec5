import { commands, type TreeView } from 'vscode';

/** VS Code's own command to add the row with the focus to the selection, or to take it out. */
const toggle = 'list.toggleSelection';

/**
 * The rows of a view that has the focus which a key is for: the selected ones where the row with the focus is among them,
 * else that row alone. VS Code tells extensions of a row with the focus only when it becomes selected, so that is done
 * and taken back.
 */
export async function findKeyRows<T>(view: Pick<TreeView<T>, 'selection'>): Promise<readonly T[]> {
  const before = view.selection;
  await commands.executeCommand(toggle);
  const added = view.selection.filter((row) => !before.includes(row));
  await commands.executeCommand(toggle);
  return added.length === 0 ? before : added;
}
