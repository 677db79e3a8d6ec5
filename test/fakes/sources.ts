import { readFailure } from '../../src/app/evidence/readFailure.ts';
import type { Bundles } from '../../src/app/ports.ts';
import * as diagnosis from '../../src/core/diagnosis/diagnosis.ts';

const unused = (): never => {
  throw new Error('no test needs it');
};

/** What the application loads on first use, as it is written. */
export const sources: Bundles = {
  diagnosis: () => diagnosis,
  service: unused,
  auth: unused,
  reading: () => ({ readFailure }),
};
