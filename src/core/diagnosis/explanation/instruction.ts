import type { Fix } from './explanation.ts';

/** What to do: in words, or with what carries it out. */
export type Instruction = string | Fix;

export function toFix(instruction: Instruction): Fix {
  return typeof instruction === 'string' ? { text: instruction } : instruction;
}

/** A step for something else than what is explained: its place there is none in the definition of this. */
export function withoutPlace({ property: _, ...fix }: Fix): Fix {
  return fix;
}
