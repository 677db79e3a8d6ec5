import type { Duplex, Readable, Writable } from 'node:stream';
import type { NodeFiles } from '../executor.ts';

/** Size of a terminal in characters. */
export interface TerminalSize {
  readonly columns: number;
  readonly rows: number;
}

/** One command or shell requested by a user, with its streams. */
export interface SessionRequest {
  readonly user: string;
  /** Absent for an interactive shell. */
  readonly command?: string;
  /** Present if the client wants a terminal. */
  readonly terminal?: TerminalSize;
  readonly input: Readable;
  readonly output: Writable;
  readonly errorOutput: Writable;
  /** Aborted when the client has disconnected. */
  readonly signal: AbortSignal;
}

/** The end of a session: with an exit code, or by a signal (`KILL`). */
export type SessionEnd = { readonly exitCode: number } | { readonly signalName: string };

/** Serves the sessions of a node's users. */
export interface SessionHost {
  /** Serves one command or shell to its end. */
  serve(request: SessionRequest): Promise<SessionEnd>;
  /** Connects to a port of the node itself, for a client that forwards it; absent if programs of the node open none. */
  connect?(port: number): Promise<Duplex>;
  readonly files: NodeFiles;
}
