/** An object that lasts until it is disposed. */
export interface Disposable {
  /** Removes all listeners. */
  dispose(): unknown;
}

/** Calls `listener` for every event until the result is disposed. VS Code's own events are compatible. */
export type Event<T> = (listener: (event: T) => unknown) => Disposable;

/** Source of an event. */
export class Emitter<T> {
  readonly #listeners = new Set<(event: T) => unknown>();
  readonly #report: (error: unknown) => void;

  /** @param report receives errors of listeners; by default, they surface as uncaught errors outside the caller */
  constructor(report: (error: unknown) => void = throwLater) {
    this.#report = report;
  }

  readonly event: Event<T> = (listener) => {
    // A new function for every call, so that the same listener can be added twice.
    const notified = (event: T): unknown => listener(event);
    this.#listeners.add(notified);
    return { dispose: () => this.#listeners.delete(notified) };
  };

  /** Calls all listeners. A listener that throws stops neither the others nor the caller. */
  fire(event: T): void {
    for (const listener of [...this.#listeners]) {
      try {
        listener(event);
      } catch (error) {
        this.#report(error);
      }
    }
  }

  /** Removes all listeners. */
  dispose(): void {
    this.#listeners.clear();
  }
}

function throwLater(error: unknown): void {
  queueMicrotask(() => {
    throw error;
  });
}
