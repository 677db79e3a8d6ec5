import * as vscode from 'vscode';
import { type Progress, withProgress } from '../window.ts';

/** Does work that takes a while, and shows that it does: where this can be cancelled `signal` is aborted then. */
export async function whileCancellable<T>(
  options: vscode.ProgressOptions,
  work: (signal: AbortSignal, progress: Progress) => Promise<T>,
): Promise<T> {
  return withProgress(options, async (progress, token) => {
    const cancel = new AbortController();
    const subscription = token.onCancellationRequested(() => cancel.abort());
    try {
      return await work(cancel.signal, progress);
    } finally {
      subscription.dispose();
    }
  });
}

/** A notification with a button that cancels. */
export function toNotification(title: string): vscode.ProgressOptions {
  return { location: vscode.ProgressLocation.Notification, title, cancellable: true };
}
