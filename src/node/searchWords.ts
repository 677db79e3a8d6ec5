import type { FoundLines } from '../app/ports.ts';

/** Start data of a search thread. */
export interface ThreadData {
  readonly text: string;
  readonly maxFound: number;
  /** Set if secrets are removed from lines before they are searched. */
  readonly isRedacted: boolean;
  /** Shared counter of searched lines; 0 until the thread has started. */
  readonly steps: SharedArrayBuffer;
}

/** The next part of a file; without bytes, the file has ended or reading it was given up. */
export interface SearchOrder {
  readonly file: number;
  readonly bytes: Uint8Array | undefined;
  readonly isCut?: boolean;
}

/** The results so far in a file. */
export interface SearchWords {
  readonly file: number;
  readonly count: number;
  readonly end?: FoundLines;
}
