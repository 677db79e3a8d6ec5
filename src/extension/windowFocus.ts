import * as vscode from 'vscode';

/** Whether this window is the one that the user works in: what is behind others is not kept fresh. */
export function isWindowFocused(): boolean {
  return vscode.window.state.focused;
}

/** Calls `listener` when the user turns to this window or from it, and when they are back after a while. */
export function onDidChangeFocus(listener: () => void): vscode.Disposable {
  return vscode.window.onDidChangeWindowState(() => listener());
}
