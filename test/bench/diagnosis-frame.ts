import { scoreHeldBack } from '../golden/diagnosisScore.ts';
import { report } from './harness.ts';

/** Of the outputs kept out of development, the part in which the innermost frame in the user's own code is right. Wanted: at least 0.95. */
const { right, all } = scoreHeldBack(
  (found, expected) =>
    found?.userFrame?.file === expected?.frame?.file && found?.userFrame?.line === expected?.frame?.line,
);
report({ name: 'diagnosis-frame', value: right / all, unit: 'ratio', ours: right, reference: all, runs: 1 });
