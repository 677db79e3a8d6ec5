import type { DataLine } from './fence.ts';

/** What a tool answers: sentences of ours, which hold nothing foreign, around the data. */
export interface Answer {
  /** What the data is. */
  readonly head: string;
  readonly data: readonly DataLine[];
  /** What was left out, and what to call next. */
  readonly notes?: readonly string[];
}

/** Why a tool gives nothing, as a sentence of ours that says what to do next. */
export class Refusal extends Error {
  /** What is foreign of it, such as names of accounts. */
  readonly data: readonly DataLine[];

  constructor(message: string, data: readonly DataLine[] = []) {
    super(message);
    this.data = data;
  }
}
