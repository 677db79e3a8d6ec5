import { findPoolOfJob, isExecutionFailed, type Job } from '../../core/model/job.ts';
import type { AccountSnapshot } from '../../service/store/accountStore.ts';
import { findStuck } from './stuckJob.ts';

/** A job with waiting tasks whose preparation task fails on nodes of its pool. */
export interface FailingPreparation {
  readonly jobId: string;
  /** Number of failed nodes, and of all nodes that ran the preparation task. */
  readonly failed: number;
  readonly all: number;
  readonly nodeIds: ReadonlySet<string>;
}

/** Jobs with a preparation task, cached by list, because lists are immutable and every row of a pool needs them. */
const prepared = new WeakMap<readonly Job[], readonly Job[]>();

function listPrepared(jobs: readonly Job[]): readonly Job[] {
  const known = prepared.get(jobs) ?? jobs.filter(({ jobPreparationTask }) => jobPreparationTask !== undefined);
  prepared.set(jobs, known);
  return known;
}

/** Lists the preparation tasks that fail on loaded nodes of a pool and hold back tasks; those with most nodes first. */
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
