import { FormulaError } from '../behaviours/autoscale/formulaError.ts';
import { parseFormula } from '../behaviours/autoscale/formulaTree.ts';
import { ServiceError } from '../http/serviceError.ts';

/** Throws `AutoScalingFormulaSyntaxError` for a formula that cannot be read. */
export function requireSyntax(formula: string): void {
  try {
    parseFormula(formula);
  } catch (error) {
    throw error instanceof FormulaError
      ? new ServiceError('AutoScalingFormulaSyntaxError', { Message: error.message })
      : error;
  }
}
