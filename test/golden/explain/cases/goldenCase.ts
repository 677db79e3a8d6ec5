import type { Explanation } from '../../../../src/core/diagnosis/explanation/explanation.ts';
import type { ReportContext } from '../../../../src/core/diagnosis/report/reportFacts.ts';

/** One golden text: the explained item, and the facts in its document. */
export interface GoldenCase {
  readonly explanation: Explanation;
  readonly context: ReportContext;
}

/** Golden texts by name of their file. */
export type GoldenCases = Readonly<Record<string, () => GoldenCase>>;

/** The time at which all cases are explained. */
export const now = '2026-11-20T10:00:00Z';
