import type { Confidence } from '../../src/core/diagnosis/explanation/explanation.ts';
import { isRight, readHeldBack } from '../golden/diagnosisScore.ts';
import { report } from './harness.ts';

/**
 * Of the outputs kept out of development, the part that is right in line, category and frame, for each of the words that
 * say how sure a reading is. Wanted: at least 0.995 of `certain`, 0.95 of `likely`.
 */
const readings = readHeldBack();
for (const confidence of ['certain', 'likely', 'guess'] as const satisfies readonly Confidence[]) {
  const said = readings.filter(({ found }) => found?.confidence === confidence);
  const right = said.filter(isRight).length;
  report({
    name: `diagnosis-calibration-${confidence}`,
    value: right / said.length,
    unit: 'ratio',
    ours: right,
    reference: said.length,
    runs: 1,
  });
}
