import * as l10n from '@vscode/l10n';
import type { FailureCategory } from '../explanation/category.ts';

/**
 * Certainty of a code's meaning. `only`: nothing else ends a program like this, so the code outweighs weak evidence in
 * a log. `mostly`: the same, but another cause is possible. `maybe`: programs may use the number as they like, so any
 * log outweighs the code.
 */
type ExitCertainty = 'only' | 'mostly' | 'maybe';

/** The meaning of an exit code, a signal, or a Windows status, in any notation. */
export interface ExitRow {
  readonly category: FailureCategory;
  readonly certainty: ExitCertainty;
  readonly meaning: () => string;
  /** Returns instructions as sentences; absent if the usual advice for the category is sufficient. */
  readonly fixes?: (() => readonly string[]) | undefined;
  /** Other kinds of failure that a log may report, because they end a program in the same way. */
  readonly also?: readonly FailureCategory[];
  /** True if the program was ended from outside and could not give a reason. */
  readonly fromOutside?: true;
  /** True if the advice is to read the log, which applies only if there is one. */
  readonly isInLog?: true;
  /** True if another run may succeed without a change. */
  readonly passes?: true;
  /** True if the program succeeded, although Batch treats the code as a failure. */
  readonly isSuccess?: true;
}

/** An exit of a program, created from its row. */
export interface Exit extends Omit<ExitRow, 'meaning' | 'fixes'> {
  /** The same ID for all notations of one code: `SIGKILL`, `0xC000013A`, `curl 6`, `127`. */
  readonly id: string;
  /**
   * The code as given, with the name that people search for: `137 (SIGKILL)`, `-1073741515 (0xC0000135)`, `6 (curl)`.
   */
  readonly name: string;
  readonly meaning: string;
  readonly fixes: readonly string[];
}

/** Checks whether an exit is clear enough to outweigh weak evidence in a log. */
export function isInformative(exit: Exit | undefined): exit is Exit {
  return exit !== undefined && exit.certainty !== 'maybe';
}

/** The signal, status, or program behind a code, with its row. */
export interface KnownExit {
  readonly id: string;
  readonly label?: string;
  readonly row: ExitRow;
}

/** Creates a row for a code with a single meaning. */
export function exit(category: FailureCategory, meaning: ExitRow['meaning'], fixes?: ExitRow['fixes']): ExitRow {
  return { category, certainty: 'only', meaning, fixes };
}

/** Creates a row for a nonzero code that reports success. */
export function success(meaning: ExitRow['meaning'], fixes?: ExitRow['fixes']): ExitRow {
  return { ...exit('other', meaning, fixes), isSuccess: true };
}

/** Returns advice for a task that ran out of memory. With a single task slot per node, only its first half applies. */
export function adviseMemory(): string {
  return l10n.t('Use a VM size with more memory, or fewer task slots per node.');
}

/** Marks a row for a code whose cause is in the log. */
export function inLog(row: ExitRow): ExitRow {
  return { ...row, isInLog: true };
}

/** Creates a row for a code that mostly has this meaning. */
export function mostly(category: FailureCategory, meaning: ExitRow['meaning'], fixes?: ExitRow['fixes']): ExitRow {
  return { category, certainty: 'mostly', meaning, fixes };
}

/** Creates a row for a number that programs may use as they like. */
export function maybe(category: FailureCategory, meaning: ExitRow['meaning'], fixes?: ExitRow['fixes']): ExitRow {
  return { category, certainty: 'maybe', meaning, fixes };
}

/** Programs with the same exit codes. Names are in lower case, without the folder and `.exe`. */
export interface ProgramExits {
  readonly programs: readonly string[];
  readonly exits: Readonly<Record<number, ExitRow>>;
}

/** Returns the same row for each of the codes from `first` to `last`. */
export function forRange(first: number, last: number, row: ExitRow): Readonly<Record<number, ExitRow>> {
  return Object.fromEntries(Array.from({ length: last - first + 1 }, (_, index) => [first + index, row]));
}
