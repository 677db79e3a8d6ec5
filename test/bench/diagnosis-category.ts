import { scoreHeldBack } from '../golden/diagnosisScore.ts';
import { report } from './harness.ts';

/** Of the outputs kept out of development, the part in which the category is right. Wanted: at least 0.95. */
const { right, all } = scoreHeldBack((found, expected) => found?.category === expected?.category);
report({ name: 'diagnosis-category', value: right / all, unit: 'ratio', ours: right, reference: all, runs: 1 });
