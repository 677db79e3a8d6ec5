import { countRight, readHeldBack } from '../golden/diagnosisScore.ts';
import { report } from './harness.ts';

/** Of the outputs kept out of development, the part in which the category is right. Wanted: at least 0.95. */
const readings = readHeldBack();
const right = countRight(readings, 'category');
report({
  name: 'diagnosis-category',
  value: right / readings.length,
  unit: 'ratio',
  ours: right,
  reference: readings.length,
  runs: 1,
});
