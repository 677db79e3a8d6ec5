import * as l10n from '@vscode/l10n';
import type { Pool } from '../../model/pool.ts';
import type { Fix } from '../explanation/explanation.ts';

/** How the pool comes to its size: by hand as `byHand` says, or by its formula. */
export function adviseResize(pool: Pool | undefined, byHand: string): Fix {
  return {
    text:
      pool?.enableAutoScale === true
        ? l10n.t(
            'The autoscale formula sets the size of the pool, so the service refuses any other: Batch tries again when it evaluates the formula next. Evaluate it to see what it asks for, and change it where it should ask for something else.',
          )
        : byHand,
    remedies: ['pool.resize'],
  };
}
