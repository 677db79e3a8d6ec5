import { explainLog } from '../../src/core/diagnosis/explainLog.ts';
import type { Confidence, LogExplanation } from '../../src/core/diagnosis/explanation/explanation.ts';
import { type GoldenLog, listGoldenLogs } from './goldenLogs.ts';
import type { Expected } from './parseGoldenLogs.ts';

/** An output, and the finding in it. */
export interface Reading {
  readonly log: GoldenLog;
  /** Null if nothing is blamed. */
  readonly found: (Expected & { readonly confidence: Confidence }) | null;
  readonly explanation: LogExplanation | undefined;
}

/** Aspects of a reading, each of which can be correct. */
const aspects = {
  line: ({ found, log: { expect } }: Reading) => found?.line === expect?.line,
  category: ({ found, log: { expect } }: Reading) => found?.category === expect?.category,
  frame: ({ found, log: { expect } }: Reading) =>
    found?.frame?.file === expect?.frame?.file && found?.frame?.line === expect?.frame?.line,
} as const;

export type Aspect = keyof typeof aspects;

/** Reads outputs, in order. */
export function readLogs(logs: readonly GoldenLog[]): readonly Reading[] {
  return logs.map((log) => {
    const explanation = explainLog(log.text, log.context);
    const { rootCause, category, userFrame: frame, confidence } = explanation ?? {};
    const isBlamed = rootCause && category && confidence;
    const found = isBlamed ? { line: rootCause.line, category, ...(frame && { frame }), confidence } : null;
    return { log, found, explanation };
  });
}

let heldBackReadings: readonly Reading[] | undefined;

/** Reads the held-back outputs, once. */
export function readHeldBack(): readonly Reading[] {
  heldBackReadings ??= readLogs(listGoldenLogs().filter(({ heldBack }) => heldBack));
  return heldBackReadings;
}

/** Checks whether all aspects of a reading are correct. */
export function isRight(reading: Reading): boolean {
  return Object.values(aspects).every((isRightIn) => isRightIn(reading));
}

/** Counts the readings that are correct in one aspect. */
export function countRight(readings: readonly Reading[], aspect: Aspect): number {
  return readings.filter(aspects[aspect]).length;
}
