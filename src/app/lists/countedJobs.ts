import * as l10n from '@vscode/l10n';
import { findPoolOfJob, type Job } from '../../core/model/job.ts';
import { formatNumber } from '../../core/query/numbers.ts';
import { joinParts } from '../../core/text/lists.ts';
import type { AccountSnapshot } from '../../service/store/accountStore.ts';

/** Of how many jobs it is known how many of their tasks are in each state. */
export interface CountedJobs {
  readonly counted: number;
  readonly known: number;
  /** Whether there are jobs beyond those that are known. */
  readonly hasMore: boolean;
  readonly isPaused: boolean;
}

/** The jobs of an account that are meant: one, or those of a pool; all where it names none. */
export interface WantedJobs {
  readonly jobId?: string | undefined;
  readonly poolId?: string | undefined;
}

/** Those of the jobs that were read. */
export function listWanted(snapshot: AccountSnapshot, { jobId, poolId }: WantedJobs): readonly Job[] {
  const { items } = snapshot.slice({ kind: 'jobs' });
  return items.filter(
    (job) => (jobId === undefined || jobId === job.id) && (poolId === undefined || poolId === findPoolOfJob(job)),
  );
}

/** How far the tasks of an account have been counted: job by job, as the service counts them. */
export function findCountedJobs(snapshot: AccountSnapshot, wanted: WantedJobs = {}): CountedJobs {
  const items = listWanted(snapshot, wanted);
  return {
    counted: items.filter(({ id }) => snapshot.taskCounts.has(id)).length,
    known: items.length,
    hasMore: snapshot.slice({ kind: 'jobs' }).hasMore && !(wanted.jobId !== undefined && items.length > 0),
    isPaused: snapshot.isCountingPaused === true,
  };
}

/** Whether nothing is left to count. */
export function isAllCounted({ counted, known, hasMore }: CountedJobs): boolean {
  return counted === known && !hasMore;
}

/** `312 of 1,000 jobs counted`, and whether counting is paused; undefined when all are, or none is known. */
export function describeCounted(jobs: CountedJobs): string | undefined {
  const isUnderWay = !isAllCounted(jobs) && jobs.known > 0;
  return joinParts(isUnderWay && toProgress(jobs), jobs.isPaused && l10n.t('counting paused'));
}

function toProgress({ counted, known, hasMore }: CountedJobs): string {
  const numbers = { counted: formatNumber(counted), known: formatNumber(known) };
  return hasMore
    ? l10n.t('{counted} of more than {known} jobs counted', numbers)
    : l10n.t('{counted} of {known} jobs counted', numbers);
}

/** As one, of several accounts. */
export function addCountedJobs(all: readonly CountedJobs[]): CountedJobs {
  return all.reduce(
    (sum, one) => ({
      counted: sum.counted + one.counted,
      known: sum.known + one.known,
      hasMore: sum.hasMore || one.hasMore,
      isPaused: sum.isPaused || one.isPaused,
    }),
    { counted: 0, known: 0, hasMore: false, isPaused: false },
  );
}
