import * as vscode from 'vscode';

/** Does work that takes a while, with a notification that can cancel it: `signal` is aborted then. */
export async function whileCancellable<T>(title: string, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  return vscode.window.withProgress(options, async (_progress, token) => {
    const cancel = new AbortController();
    const subscription = token.onCancellationRequested(() => cancel.abort());
    try {
      return await work(cancel.signal);
    } finally {
      subscription.dispose();
    }
  });
}
