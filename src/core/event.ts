/** Something that goes on until it is disposed of. */
export interface Disposable {
  dispose(): unknown;
}

/** Has `listener` called whenever something happens, until what it returns is disposed of. VS Code's own events fit. */
export type Event<T> = (listener: (event: T) => unknown) => Disposable;

/** Who makes an event happen. */
export class Emitter<T> {
  readonly #listeners = new Set<(event: T) => unknown>();
  readonly #report: (error: unknown) => void;

  /** @param report takes the errors of listeners; by default they surface as uncaught ones, outside the caller. */
  constructor(report: (error: unknown) => void = throwLater) {
    this.#report = report;
  }

  readonly event: Event<T> = (listener) => {
    // A function of its own for every call, so that the same listener can be added twice.
    const notified = (event: T): unknown => listener(event);
    this.#listeners.add(notified);
    return { dispose: () => this.#listeners.delete(notified) };
  };

  /** Calls all listeners; one that throws stops neither the others nor the caller. */
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
