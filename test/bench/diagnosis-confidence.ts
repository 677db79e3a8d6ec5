import type { Confidence } from '../../src/core/diagnosis/explanation/explanation.ts';
import { isAllRight } from '../golden/taskScore.ts';
import { readHeldBackTasks, reportShare } from './harnessTasks.ts';

/**
 * Of the tasks kept out of development, the part that is right in title, line and first step, for each of the words that
 * say how sure an explanation is, and how many are said to be certain.
 */
const readings = readHeldBackTasks();
for (const confidence of ['certain', 'likely', 'guess'] as const satisfies readonly Confidence[])
  reportShare(
    `diagnosis-confidence-${confidence}`,
    readings.filter(({ explanation }) => explanation.confidence === confidence),
    isAllRight,
  );
reportShare('diagnosis-confidence-share', readings, ({ explanation }) => explanation.confidence === 'certain');
