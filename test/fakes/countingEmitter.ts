import * as vscode from 'vscode';

/** An event that knows how many listen, so that a test sees a listener that was left behind. */
export class CountingEmitter<T> {
  readonly #emitter = new vscode.EventEmitter<T>();
  listeners = 0;

  readonly event: vscode.Event<T> = (listener, thisArgs, disposables) => {
    const subscription = this.#emitter.event(listener, thisArgs);
    this.listeners += 1;
    const disposable = new vscode.Disposable(() => {
      this.listeners -= 1;
      subscription.dispose();
    });
    disposables?.push(disposable);
    return disposable;
  };

  fire(value: T): void {
    this.#emitter.fire(value);
  }
}
