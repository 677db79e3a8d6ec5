import { findPoolOfJob, isExecutionFailed, type Job } from '../../core/model/job.ts';
import type { AccountSnapshot } from '../../service/store/accountStore.ts';
import { findStuck } from './stuckJob.ts';

/** A job whose tasks wait, since its preparation task fails on nodes of its pool. */
export interface FailingPreparation {
  readonly jobId: string;
  /** On how many of the nodes that ran it. */
  readonly failed: number;
  readonly all: number;
  readonly nodeIds: ReadonlySet<string>;
}

/** By list of jobs, those with a preparation task: a list never changes, and every row of a pool asks. */
const prepared = new WeakMap<readonly Job[], readonly Job[]>();

function listPrepared(jobs: readonly Job[]): readonly Job[] {
  const known = prepared.get(jobs) ?? jobs.filter(({ jobPreparationTask }) => jobPreparationTask !== undefined);
  prepared.set(jobs, known);
  return known;
}

/** The preparation tasks that fail on nodes of a pool and hold back tasks, as far as that is loaded; the most nodes first. */
export function listFailingPreparations(poolId: string, snapshot: AccountSnapshot): readonly FailingPreparation[] {
  return listPrepared(snapshot.slice({ kind: 'jobs' }).items)
    .filter((job) => findPoolOfJob(job) === poolId)
    .flatMap((job): readonly FailingPreparation[] => {
      const stuck = findStuck(job, snapshot);
      if (stuck?.why !== 'preparation') return [];
      const nodeIds = snapshot
        .slice({ kind: 'preparation', jobId: job.id })
        .items.flatMap(({ nodeId, jobPreparationTaskExecutionInfo: run }) =>
          nodeId !== undefined && run !== undefined && isExecutionFailed(run) ? [nodeId] : [],
        );
      return [{ jobId: job.id, failed: stuck.failed, all: stuck.all, nodeIds: new Set(nodeIds) }];
    })
    .sort((one, other) => other.failed - one.failed);
}
