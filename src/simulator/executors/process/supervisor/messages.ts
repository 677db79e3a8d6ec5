/** A program that is to be run, on paths that are absolute. */
export interface ProgramOrder {
  readonly file: string;
  readonly args: readonly string[];
  readonly folder: string;
  /** The whole of it. */
  readonly environment: Readonly<Record<string, string>>;
  /** The variable by which everything is found that the program starts. */
  readonly marker: string;
  /** Files for its outputs, made new. */
  readonly stdout: string;
  readonly stderr: string;
  /** What it may write to both together. */
  readonly mostOutputBytes: number;
}

/** How a program ended: with a code or by a signal, or it could not be started. */
export type ProgramEnd =
  | { readonly kind: 'ended'; readonly code: number | null; readonly signal: NodeJS.Signals | null }
  /** It was ended because of what it wrote. */
  | { readonly kind: 'wroteTooMuch' }
  /** Of the operating system: `ENOENT`, `EACCES`, `E2BIG`. */
  | { readonly kind: 'refused'; readonly code: string };

export type ToSupervisor =
  | { readonly kind: 'run'; readonly id: number; readonly order: ProgramOrder }
  | { readonly kind: 'kill'; readonly id: number }
  /** A folder that is to be gone when the simulator ends, however it ends. */
  | { readonly kind: 'folder'; readonly path: string };

export interface FromSupervisor {
  readonly id: number;
  readonly end: ProgramEnd;
}
