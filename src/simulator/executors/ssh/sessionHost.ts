import type { Duplex, Readable, Writable } from 'node:stream';
import type { NodeFiles } from '../executor.ts';

/** Size of a terminal in characters. */
export interface TerminalSize {
  readonly columns: number;
  readonly rows: number;
}

/** One command or shell that a user has asked for, with its streams. */
export interface SessionRequest {
  readonly user: string;
  /** Absent when an interactive shell is wanted. */
  readonly command?: string;
  /** Present when the client wants a terminal. */
  readonly terminal?: TerminalSize;
  readonly input: Readable;
  readonly output: Writable;
  readonly errorOutput: Writable;
  /** Aborted when the client has gone. */
  readonly signal: AbortSignal;
}

/** How a session ended: with an exit code, or by a signal (`KILL`). */
export type SessionEnd = { readonly exitCode: number } | { readonly signalName: string };

/** What a node does with the sessions of its users. */
export interface SessionHost {
  /** Serves one command or shell to its end. */
  serve(request: SessionRequest): Promise<SessionEnd>;
  /** Connects to a port of the node itself, for a client that forwards it; absent where programs of the node open none. */
  connect?(port: number): Promise<Duplex>;
  /** What SFTP shows. */
  readonly files: NodeFiles;
}
