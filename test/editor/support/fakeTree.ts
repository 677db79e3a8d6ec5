import type * as vscode from 'vscode';

/** Returns a tree view that is always visible, or never, and that ignores its disposal. */
export function openTree<T>(visible = true): vscode.TreeView<T> {
  const none = () => ({ dispose: () => undefined });
  return {
    visible,
    selection: [],
    onDidChangeVisibility: none,
    onDidChangeSelection: none,
    onDidChangeCheckboxState: none,
    onDidExpandElement: none,
    onDidCollapseElement: none,
    reveal: async () => undefined,
    dispose: () => undefined,
  };
}
