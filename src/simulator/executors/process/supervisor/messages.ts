/** A program to run, with absolute paths. */
export interface ProgramOrder {
  readonly file: string;
  readonly args: readonly string[];
  readonly folder: string;
  /** The complete environment. */
  readonly environment: Readonly<Record<string, string>>;
  /** The variable that identifies all processes started by the program. */
  readonly marker: string;
  /** Files for its outputs, newly created. */
  readonly stdout: string;
  readonly stderr: string;
  /** Maximum size of both outputs together. */
  readonly mostOutputBytes: number;
}

/** The end of a program: with a code or by a signal, or it could not be started. */
export type ProgramEnd =
  | { readonly kind: 'ended'; readonly code: number | null; readonly signal: NodeJS.Signals | null }
  | { readonly kind: 'wroteTooMuch' }
  /** Code of the operating system: `ENOENT`, `EACCES`, `E2BIG`. */
  | { readonly kind: 'refused'; readonly code: string };

export type ToSupervisor =
  | { readonly kind: 'run'; readonly id: number; readonly order: ProgramOrder }
  | { readonly kind: 'kill'; readonly id: number }
  /** A folder to remove when the simulator ends, for any reason. */
  | { readonly kind: 'folder'; readonly path: string };

export interface FromSupervisor {
  readonly id: number;
  readonly end: ProgramEnd;
}
