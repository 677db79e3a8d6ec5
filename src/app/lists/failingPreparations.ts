import { findPoolOfJob, isExecutionFailed, isOver, type Job } from '../../core/model/job.ts';
import type { AccountSnapshot } from '../../service/store/accountStore.ts';
import { type FailedPreparation, findFailedPreparation, listPreparations } from './taskCount.ts';

/** A job with unfinished tasks whose preparation task fails on nodes of its pool. */
export interface FailingPreparation extends FailedPreparation {
  readonly jobId: string;
  readonly nodeIds: ReadonlySet<string>;
}

/** Jobs with a preparation task, cached by list, because lists are immutable and every row of a pool needs them. */
const prepared = new WeakMap<readonly Job[], readonly Job[]>();

function listPrepared(jobs: readonly Job[]): readonly Job[] {
  const known = prepared.get(jobs) ?? jobs.filter(({ jobPreparationTask }) => jobPreparationTask !== undefined);
  prepared.set(jobs, known);
  return known;
}

/** Lists the preparation tasks that fail on loaded nodes of a pool, sorted by number of nodes, highest first. */
export function listFailingPreparations(poolId: string, snapshot: AccountSnapshot): readonly FailingPreparation[] {
  return listPrepared(snapshot.slice({ kind: 'jobs' }).items)
    .filter((job) => findPoolOfJob(job) === poolId && !isOver(job))
    .flatMap((job): readonly FailingPreparation[] => {
      const preparation = findFailedPreparation(job, snapshot);
      if (preparation === undefined) return [];
      const nodeIds = listPreparations(snapshot, job).flatMap(({ nodeId, jobPreparationTaskExecutionInfo: run }) =>
        nodeId !== undefined && isExecutionFailed(run) ? [nodeId] : [],
      );
      return [{ jobId: job.id, ...preparation, nodeIds: new Set(nodeIds) }];
    })
    .sort((one, other) => other.failed - one.failed);
}

/** Counts the loaded nodes of a pool on which a preparation task fails, except for stuck jobs. */
export function countUnprepared(poolId: string, snapshot: AccountSnapshot): number {
  const ofSome = listFailingPreparations(poolId, snapshot).filter(({ isStuck }) => !isStuck);
  return new Set(ofSome.flatMap(({ nodeIds }) => [...nodeIds])).size;
}
