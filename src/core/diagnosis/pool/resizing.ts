import * as l10n from '@vscode/l10n';
import type { Pool } from '../../model/pool.ts';
import type { RemedyId } from '../explanation/explanation.ts';

/** The remedies as this pool allows them: one with a formula refuses to be resized by hand (409; Batch documentation: "Pool - Resize"). */
export function withFormula(pool: Pool | undefined, remedies: readonly RemedyId[]): readonly RemedyId[] {
  if (pool?.enableAutoScale !== true) return remedies;
  return remedies.map((remedy) => (remedy === 'pool.resize' ? 'pool.evaluateAutoscale' : remedy));
}

/** How the pool comes to its size: by hand as `byHand` says, or by its formula. */
export function adviseResize(pool: Pool | undefined, byHand: string): string {
  return pool?.enableAutoScale === true
    ? l10n.t(
        'The autoscale formula sets the size of the pool, so the service refuses any other: Batch tries again when it evaluates the formula next. Evaluate it to see what it asks for, and change it where it should ask for something else.',
      )
    : byHand;
}
