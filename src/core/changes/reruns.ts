import * as l10n from '@vscode/l10n';
import { findPoolOfJob, type Job } from '../model/job.ts';
import type { Pool } from '../model/pool.ts';
import { toVisible } from '../text/escape.ts';
import { listPlain } from '../text/lists.ts';
import { formatNumber } from '../words/numbers.ts';

/** Ways to restart nodes. */
export type Restarting = 'reboot' | 'reimage';

const maxNamed = 5;

/**
 * Describes in sentences which of Batch's tasks run again on restarted nodes: start tasks, and job preparation tasks
 * (Batch documentation: "JobPreparationTask": a succeeded one runs again after a reboot unless
 * `rerunOnNodeRebootAfterSuccess` is false, and always after a reimage).
 * @param jobs active jobs of the account; undefined if unknown.
 */
export function describeReruns(
  how: Restarting,
  pools: readonly Pick<Pool, 'id' | 'startTask'>[],
  jobs: readonly Job[] | undefined,
): readonly string[] {
  const ids = new Set(pools.map(({ id }) => id.toLowerCase()));
  const prepared = jobs?.filter(
    (job) => job.jobPreparationTask !== undefined && ids.has(findPoolOfJob(job)?.toLowerCase() ?? ''),
  );
  const again = prepared?.filter((job) => how === 'reimage' || !runsOnce(job));
  const once = prepared?.filter((job) => how === 'reboot' && runsOnce(job));
  return [
    ...(pools.some(({ startTask }) => startTask !== undefined) ? [l10n.t('The start task runs again.')] : []),
    ...(jobs === undefined ? [l10n.t('Job preparation tasks may run again too: which jobs have one is unknown.')] : []),
    ...say(again, (names) =>
      l10n.t('These jobs run their job preparation tasks again before their next task there: {0}.', names),
    ),
    ...say(once, (names) =>
      l10n.t('Job preparation tasks that have succeeded do not run again (rerunOnNodeRebootAfterSuccess): {0}.', names),
    ),
  ];
}

function runsOnce({ jobPreparationTask }: Job): boolean {
  return jobPreparationTask?.rerunOnNodeRebootAfterSuccess === false;
}

function say(jobs: readonly Job[] = [], toText: (names: string) => string): readonly string[] {
  if (jobs.length === 0) return [];
  const names = jobs.slice(0, maxNamed).map(({ id }) => toVisible(id));
  const others = jobs.length - names.length;
  return [toText(listPlain(others > 0 ? [...names, l10n.t('{0} more', formatNumber(others))] : names))];
}
