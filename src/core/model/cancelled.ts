const brand = 'azureBatch.Cancelled';

/** Thrown when the user gave up on an operation. Silent: `runCommand` shows nothing for it. */
export class Cancelled extends Error {
  readonly brand = brand;

  constructor() {
    super('The operation was cancelled.');
    this.name = 'Cancelled';
  }

  static is(error: unknown): error is Cancelled {
    return typeof error === 'object' && error !== null && (error as { brand?: unknown }).brand === brand;
  }
}
