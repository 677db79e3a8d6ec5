import * as l10n from '@vscode/l10n';
import type { Finding, Rules } from '../../engine/finding.ts';
import type { LogText } from '../../engine/text/logText.ts';

const overBudget = /\bWorker\b.{0,100} exceeded \d+% memory budget/;

/** Rules for messages from Dask's scheduler and from its workers' nannies. */
export const daskRules = {
  'dask-compute-failed': { on: ['WARNING - Compute Failed'], read: readTask },
  'dask-worker-over-memory': { on: ['KilledWorker: '], read: readKilled },
  // The task may still succeed after a restart, so other failures count more.
  'dask-worker-restarted': {
    on: '% memory budget',
    match: overBudget,
    category: 'out-of-memory',
    weight: 'error',
    says: () => l10n.t('A Dask worker exceeded its memory limit'),
    fix: () => [
      l10n.t(
        'Give each worker more memory (fewer workers per node, or a larger --memory-limit), or make the partitions smaller.',
      ),
    ],
  },
} satisfies Rules;

/**
 * Reads a worker's message about a task. The client that gathers the results raises the exception again, with its
 * place.
 */
function readTask(log: LogText, line: number): Finding {
  const lines = [1, 2, 3, 4, 5].map((below) => line + below).filter((at) => at < log.lineCount);
  return { line, category: 'other', weight: 'echo', narrow: 'other', covers: [line], details: lines };
}

/** Maximum number of lines between a nanny's reason and the scheduler's report that it gives up. */
const farthest = 60;

/** Reads a worker that was killed repeatedly; its nanny printed the reason and restarted it. */
function readKilled(log: LogText, line: number): Finding | undefined {
  let first: number | undefined;
  for (let at = line - 1; at >= 0 && line - at <= farthest; at--) if (overBudget.test(log.text(at))) first = at;
  return first === undefined
    ? undefined
    : { line: first, category: 'out-of-memory', weight: 'cause', narrow: 'exact', covers: [first] };
}
