import * as vscode from 'vscode';

/** Focus of this window: windows in the background are not refreshed. */
export interface WindowFocus {
  readonly isFocused: boolean;
  /** Fires when the window gains or loses the focus, and when the user returns to this computer. */
  onDidChange(listener: () => void): vscode.Disposable;
}

export const windowFocus: WindowFocus = {
  get isFocused() {
    return vscode.window.state.focused;
  },
  onDidChange: (listener) => vscode.window.onDidChangeWindowState(() => listener()),
};
