import type * as vscode from 'vscode';

/** No guess at how long it takes, but how long a run that hangs may take to say so. */
const patienceMs = 300_000;

/** Resolves with the result of `find` as soon as there is one: now, or after one of `events`. */
export function eventually<T>(
  what: string,
  events: readonly vscode.Event<unknown>[],
  find: () => T | undefined | Promise<T | undefined>,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const subscriptions: vscode.Disposable[] = [];
    const end = (act: () => void): void => {
      clearTimeout(timer);
      for (const subscription of subscriptions) subscription.dispose();
      act();
    };
    const look = (): void => {
      Promise.resolve(find()).then(
        (found) => found !== undefined && end(() => resolve(found)),
        (error) => end(() => reject(error)),
      );
    };
    const timer = setTimeout(() => end(() => reject(new Error(`never happened: ${what}`))), patienceMs);
    for (const event of events) subscriptions.push(event(look));
    look();
  });
}
