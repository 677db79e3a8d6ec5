/** A place in a formula, from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** A formula that cannot be read (`syntax`) or cannot be evaluated; the message begins with the place, as the service's does. */
export class FormulaError extends Error {
  readonly kind: 'syntax' | 'evaluation';

  constructor(kind: 'syntax' | 'evaluation', place: Place, message: string) {
    super(`Line ${place.line}, Col ${place.column}: ${message}`);
    this.kind = kind;
  }
}
