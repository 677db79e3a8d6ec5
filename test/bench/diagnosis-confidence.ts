import type { Confidence } from '../../src/core/diagnosis/explanation/explanation.ts';
import { isAllRight } from '../golden/taskScore.ts';
import { readHeldBackTasks, reportShare } from './harnessTasks.ts';

/**
 * Share of held-back tasks with correct title, line and first step, by confidence, and the number of certain
 * explanations.
 */
const readings = readHeldBackTasks();
for (const confidence of ['certain', 'likely', 'guess'] as const satisfies readonly Confidence[])
  reportShare(
    `diagnosis-confidence-${confidence}`,
    readings.filter(({ explanation }) => explanation.confidence === confidence),
    isAllRight,
  );
reportShare('diagnosis-confidence-share', readings, ({ explanation }) => explanation.confidence === 'certain');
