import { explainLog } from '../../src/core/diagnosis/explainLog.ts';
import type { LogExplanation } from '../../src/core/diagnosis/explanation/explanation.ts';
import { type Expected, listGoldenLogs } from './goldenLogs.ts';

/** How many of the outputs kept out of development are read rightly, and how many there are. */
export function scoreHeldBack(isRight: (found: LogExplanation | undefined, expected: Expected | null) => boolean): {
  readonly right: number;
  readonly all: number;
} {
  const held = listGoldenLogs().filter((golden) => golden.heldBack);
  const right = held.filter(({ text, context, expect }) => isRight(explainLog(text, context), expect));
  return { right: right.length, all: held.length };
}
