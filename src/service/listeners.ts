/** Those who want to be told of something, until they dispose of what `add` gave them. */
export class Listeners<T> {
  readonly #listeners = new Set<(event: T) => void>();
  readonly #report: (error: unknown) => void;

  /** `report` hears of errors of listeners; by default they surface as uncaught ones, outside of who tells. */
  constructor(report: (error: unknown) => void = throwLater) {
    this.#report = report;
  }

  add(listener: (event: T) => void): { dispose(): void } {
    // A function of its own for every call, so that the same listener can be added twice.
    const notified = (event: T): void => listener(event);
    this.#listeners.add(notified);
    return { dispose: () => this.#listeners.delete(notified) };
  }

  /** Tells all; one who throws keeps nobody else from being told, and nothing from going on. */
  notify(event: T): void {
    for (const listener of [...this.#listeners]) {
      try {
        listener(event);
      } catch (error) {
        this.#report(error);
      }
    }
  }

  clear(): void {
    this.#listeners.clear();
  }
}

function throwLater(error: unknown): void {
  queueMicrotask(() => {
    throw error;
  });
}
