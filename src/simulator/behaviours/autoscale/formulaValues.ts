/** A value of the formula language. As in the service, booleans are the numbers 1 and 0. */
export type FormulaValue =
  | { readonly type: 'double'; readonly value: number }
  | { readonly type: 'doubleVec'; readonly value: readonly number[] }
  | { readonly type: 'string'; readonly value: string }
  | { readonly type: 'timestamp'; readonly ms: number }
  | { readonly type: 'timeinterval'; readonly ms: number }
  | {
      readonly type: 'samples';
      readonly name: string;
      readonly series: Series;
      /** Current value, for variables that formulas also use as numbers. */
      readonly current?: number;
    };

/** The samples of one service-defined variable. */
export interface Series {
  /** Oldest first. */
  readonly samples: readonly { readonly atMs: number; readonly value: number }[];
  readonly periodMs: number;
  readonly nowMs: number;
}

export function double(value: number): FormulaValue {
  return { type: 'double', value };
}

/** Replaces a variable with samples by its current number, if it has one; returns every other value unchanged. */
export function toPlain(value: FormulaValue): FormulaValue {
  return value.type === 'samples' && value.current !== undefined ? double(value.current) : value;
}

export function vector(value: readonly number[]): FormulaValue {
  return { type: 'doubleVec', value };
}

/** Formats results of an evaluation (recorded: `$TargetDedicatedNodes=2`). */
export function writeValue(value: FormulaValue): string {
  switch (value.type) {
    case 'double':
      return String(Math.round(value.value * 1e6) / 1e6);
    case 'doubleVec':
      return `[${value.value.join(',')}]`;
    case 'string':
      return value.value;
    case 'timestamp':
      return new Date(value.ms).toISOString();
    case 'timeinterval':
      return writeInterval(value.ms);
    case 'samples':
      return value.name;
  }
}

function writeInterval(ms: number): string {
  const seconds = Math.floor(Math.abs(ms) / 1000);
  const two = (part: number): string => String(part).padStart(2, '0');
  const clock = `${two(Math.floor(seconds / 3600) % 24)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  const days = Math.floor(seconds / 86_400);
  return `${ms < 0 ? '-' : ''}${days > 0 ? `${days}.` : ''}${clock}`;
}
