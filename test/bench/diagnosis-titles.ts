import type { TitleKind } from '../golden/taskScore.ts';
import { readHeldBackTasks, reportShare } from './harnessTasks.ts';

/**
 * Share of held-back tasks whose title names its subject, is the failing line, is the name of a kind of failure, or is
 * wrong. Target: at least 0.6 specific, at most 0.05 false.
 */
const readings = readHeldBackTasks();
for (const kind of ['specific', 'line', 'general', 'false'] as const satisfies readonly TitleKind[])
  reportShare(`diagnosis-titles-${kind}`, readings, ({ title }) => title === kind);
