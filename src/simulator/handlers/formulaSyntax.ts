import { findSyntaxError } from '../behaviours/autoscale/formulaTree.ts';
import { ServiceError } from '../http/serviceError.ts';

/** Throws `AutoScalingFormulaSyntaxError` for a formula that cannot be parsed. */
export function requireSyntax(formula: string): void {
  const error = findSyntaxError(formula);
  if (error !== undefined) throw new ServiceError('AutoScalingFormulaSyntaxError', { Message: error.message });
}
