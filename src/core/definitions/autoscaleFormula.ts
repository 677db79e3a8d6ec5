import type { ServiceProblem } from '../model/common.ts';

/** Maximum length of a formula that Batch accepts (Batch documentation: "autoScaleFormula"). */
export const maxFormulaLength = 8192;

/** Place of an error in a formula: line and column, both starting at 1. */
export interface FormulaPlace {
  readonly line: number;
  readonly column: number;
  readonly text: string;
}

/** Finds the place that an evaluation error names, such as `Line 1, Col 33: Undefined symbol: $PendingTask`. */
export function findFormulaPlace({ message, values = [] }: ServiceProblem): FormulaPlace | undefined {
  for (const said of [...values.map(({ value }) => value), message]) {
    const [, line, column, text = ''] = /\bLine (\d{1,6}), Col(?:umn)? (\d{1,6}): ?(.{0,500})/i.exec(said ?? '') ?? [];
    if (line !== undefined && column !== undefined) return { line: Number(line), column: Number(column), text };
  }
  return undefined;
}

/** Returns an initial formula for a pool that has none: it keeps the current number of nodes as the target. */
export function toFirstFormula(dedicated: number, lowPriority: number): string {
  return `$TargetDedicatedNodes = ${dedicated};\n$TargetLowPriorityNodes = ${lowPriority};\n$NodeDeallocationOption = taskcompletion;\n`;
}
