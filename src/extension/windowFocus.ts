import * as vscode from 'vscode';

/** Whether the user works in this window: windows behind others are not refreshed. */
export interface WindowFocus {
  readonly isFocused: boolean;
  /** Fires when the user turns to the window or away from it, and when they are back at this computer. */
  onDidChange(listener: () => void): vscode.Disposable;
}

export const windowFocus: WindowFocus = {
  get isFocused() {
    return vscode.window.state.focused;
  },
  onDidChange: (listener) => vscode.window.onDidChangeWindowState(() => listener()),
};
