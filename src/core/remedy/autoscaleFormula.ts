import type { ServiceProblem } from '../model/common.ts';

/** Longest formula that Batch takes (Batch documentation: "autoScaleFormula"). */
export const maxFormulaLength = 8192;

/** Where the service finds a formula wrong: line and column, both from 1. */
export interface FormulaPlace {
  readonly line: number;
  readonly column: number;
  /** What it says of that place. */
  readonly text: string;
}

/** The place that an error of an evaluation names, such as `Line 1, Col 33: Undefined symbol: $PendingTask`. */
export function findFormulaPlace({ message, values = [] }: ServiceProblem): FormulaPlace | undefined {
  for (const said of [...values.map(({ value }) => value), message]) {
    const [, line, column, text = ''] = /\bLine (\d{1,6}), Col(?:umn)? (\d{1,6}): ?(.{0,500})/i.exec(said ?? '') ?? [];
    if (line !== undefined && column !== undefined) return { line: Number(line), column: Number(column), text };
  }
  return undefined;
}

/** What a pool starts with that had no formula: it keeps the nodes that it has as its target. */
export function toFirstFormula(dedicated: number, lowPriority: number): string {
  return `$TargetDedicatedNodes = ${dedicated};\n$TargetLowPriorityNodes = ${lowPriority};\n$NodeDeallocationOption = taskcompletion;\n`;
}
