import type { FoundLines } from '../app/ports.ts';

/** What a thread that searches is started with. */
export interface ThreadData {
  readonly text: string;
  readonly maxFound: number;
  /** Whether lines are searched without their secrets. */
  readonly isRedacted: boolean;
  /** Holds a number that grows with each line; 0 until the thread has started. */
  readonly steps: SharedArrayBuffer;
}

/** The next part of a file; without bytes, it has ended, or no more of it is read. */
export interface SearchOrder {
  readonly file: number;
  readonly bytes: Uint8Array | undefined;
  readonly isCut?: boolean;
}

/** What was found so far in a file, or in all of it. */
export interface SearchWords {
  readonly file: number;
  readonly count: number;
  readonly end?: FoundLines;
}
