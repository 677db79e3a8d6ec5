const brand = 'azureBatch.Cancelled';

/** Thrown when the user gave up on an operation. Silent: `runCommand` shows nothing for it. */
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

/** `work`, or `Cancelled` as soon as `signal` is aborted; the work itself goes on for those who share it. */
export function untilAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return work;
  return new Promise<T>((resolve, reject) => {
    const onAbort = (): void => reject(new Cancelled());
    if (signal.aborted) onAbort();
    signal.addEventListener('abort', onAbort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}
