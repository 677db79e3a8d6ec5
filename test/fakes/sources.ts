import { readFailure } from '../../src/app/evidence/readFailure.ts';
import type { Bundles } from '../../src/app/ports.ts';
import * as diagnosis from '../../src/core/diagnosis/diagnosis.ts';

const unused = (): never => {
  throw new Error('no test needs it');
};

/** Sources of the bundles that the application loads on first use. */
export const sources: Bundles = {
  diagnosis: () => diagnosis,
  service: unused,
  auth: unused,
  reading: () => ({ readFailure }),
};
