import type { DataLine } from './fence.ts';

/** A tool's answer: the extension's own sentences, which contain no foreign text, around the data. */
export interface Answer {
  /** A description of the data. */
  readonly head: string;
  readonly data: readonly DataLine[];
  /** Notes on what was left out, and on the next call. */
  readonly notes?: readonly string[];
}

/** The reason why a tool returns nothing, as one of the extension's own sentences that says what to do next. */
export class Refusal extends Error {
  /** The foreign part of the reason, such as names of accounts. */
  readonly data: readonly DataLine[];

  constructor(message: string, data: readonly DataLine[] = []) {
    super(message);
    this.data = data;
  }
}
