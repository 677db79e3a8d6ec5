import type * as vscode from 'vscode';

/** Time after which a hanging run is reported; not an estimate of how long conditions take. */
const patienceMs = 300_000;

/** Resolves to the result of `find` when there is one: now, or after one of `events`. */
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
