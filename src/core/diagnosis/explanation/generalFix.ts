import type { Fix } from './explanation.ts';

/** What to do, without the place in the one thing that stands for others. */
export function toGeneralFix({ text, help }: Fix): Fix {
  return help === undefined ? { text } : { text, help };
}
