import type { TitleKind } from '../golden/taskScore.ts';
import { readHeldBackTasks, reportShare } from './harnessTasks.ts';

/**
 * Of the tasks kept out of development, how many titles name what they should, are the line at fault, are the name of a
 * kind of failure, or say something else. Wanted: at least 0.6 specific, at most 0.05 false.
 */
const readings = readHeldBackTasks();
for (const kind of ['specific', 'line', 'general', 'false'] as const satisfies readonly TitleKind[])
  reportShare(`diagnosis-titles-${kind}`, readings, ({ title }) => title === kind);
