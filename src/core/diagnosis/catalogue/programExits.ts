import type { ExitRow } from './exit.ts';

/** Programs that share the meaning of their exit codes, by their names in lower case, without folder and `.exe`. */
export interface ProgramExits {
  readonly programs: readonly string[];
  readonly exits: Readonly<Record<number, ExitRow>>;
}

/** One row for each of the codes from `first` to `last`. */
export function forRange(first: number, last: number, row: ExitRow): Readonly<Record<number, ExitRow>> {
  return Object.fromEntries(Array.from({ length: last - first + 1 }, (_, index) => [first + index, row]));
}
