import type { DataLine } from './fence.ts';

/** A tool's answer: data framed by the extension's own sentences, which contain no foreign text. */
export interface Answer {
  readonly head: string;
  readonly data: readonly DataLine[];
  readonly notes?: readonly string[];
}

/** The reason that a tool returns nothing, as one of the extension's own sentences with what to do next. */
export class Refusal extends Error {
  /** The foreign part of the reason, such as names of accounts. */
  readonly data: readonly DataLine[];

  constructor(message: string, data: readonly DataLine[] = []) {
    super(message);
    this.data = data;
  }
}
