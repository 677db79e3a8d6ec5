import type { Confidence } from '../../src/core/diagnosis/explanation/explanation.ts';
import { isRight, readHeldBack } from '../golden/diagnosisScore.ts';
import { report } from './harness.ts';

/**
 * Share of held-back outputs with correct line, category and frame, by confidence. Target: at least 0.995 of `certain`,
 * 0.95 of `likely`.
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
