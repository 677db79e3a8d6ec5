const brand = 'azureBatch.Cancelled';

/** Thrown when the user canceled an operation. Silent: `runCommand` shows nothing for it. */
export class Cancelled extends Error {
  readonly brand = brand;

  constructor() {
    super('The operation was canceled.');
    this.name = 'Cancelled';
  }

  static is(error: unknown): error is Cancelled {
    return typeof error === 'object' && error !== null && (error as { brand?: unknown }).brand === brand;
  }
}

/**
 * Resolves with `work`, or throws `Cancelled` as soon as `signal` is aborted; the work itself continues for its other
 * callers.
 */
export function untilAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return work;
  return new Promise<T>((resolve, reject) => {
    const onAbort = (): void => reject(new Cancelled());
    if (signal.aborted) onAbort();
    signal.addEventListener('abort', onAbort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}
