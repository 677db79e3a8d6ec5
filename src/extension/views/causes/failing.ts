import type { Explanation } from '../../../core/diagnosis/explanation.ts';
import type { ComputeNode } from '../../../core/model/computeNode.ts';
import type { Job, JobPreparationAndReleaseStatus } from '../../../core/model/job.ts';
import type { Pool } from '../../../core/model/pool.ts';
import type { JobResource, NodeResource, PoolResource, TaskResource } from '../../../core/model/resource.ts';
import { isFailed, type Task } from '../../../core/model/task.ts';
import type { AccountSnapshot } from '../../../service/store/accountStore.ts';
import { needsAttention } from '../explorer/nodeGroups.ts';
import { countPreparations, mayBeStuck } from '../explorer/preparation.ts';
import { isResizeFailed } from '../explorer/severity.ts';

/** Something that failed or is broken, with the evidence that is loaded. */
export type Failing =
  | {
      readonly kind: 'task';
      readonly resource: TaskResource;
      readonly at: string | undefined;
      readonly task: Task;
      readonly job: Job | undefined;
      readonly pool: Pool | undefined;
    }
  | {
      readonly kind: 'node';
      readonly resource: NodeResource;
      readonly at: string | undefined;
      readonly node: ComputeNode;
      readonly pool: Pool | undefined;
    }
  | { readonly kind: 'pool'; readonly resource: PoolResource; readonly at: string | undefined; readonly pool: Pool }
  | {
      readonly kind: 'job';
      readonly resource: JobResource;
      readonly at: string | undefined;
      readonly job: Job;
      readonly preparation: readonly JobPreparationAndReleaseStatus[];
    };

/** Something that failed, and why. */
export interface Failure {
  readonly failing: Failing;
  readonly explanation: Explanation;
}

/** Everything wrong in an account, as far as it is loaded. */
export function findFailing(snapshot: AccountSnapshot): readonly Failing[] {
  return [...findTasks(snapshot), ...findJobs(snapshot), ...findNodes(snapshot), ...findPools(snapshot)];
}

function findTasks(snapshot: AccountSnapshot): readonly Failing[] {
  return snapshot.slice({ kind: 'jobs' }).items.flatMap((job) => findFailedTasks(snapshot, job));
}

/** The failed tasks of a job, as far as they are loaded. */
export function findFailedTasks(snapshot: AccountSnapshot, job: Job): readonly Failing[] {
  const accountId = snapshot.account.id;
  const pools = new Map(snapshot.slice({ kind: 'pools' }).items.map((pool) => [pool.id, pool]));
  return snapshot
    .slice({ kind: 'tasks', jobId: job.id, group: 'failed' })
    .items.filter(isFailed)
    .map((task) => ({
      kind: 'task',
      resource: { kind: 'task', accountId, jobId: job.id, taskId: task.id },
      at: task.executionInfo?.endTime ?? task.stateTransitionTime,
      task,
      job,
      pool: pools.get(task.nodeInfo?.poolId ?? job.poolInfo?.poolId ?? ''),
    }));
}

/** Jobs that could not be scheduled, and jobs whose tasks wait since their preparation fails. */
function findJobs(snapshot: AccountSnapshot): readonly Failing[] {
  const accountId = snapshot.account.id;
  return snapshot
    .slice({ kind: 'jobs' })
    .items.filter(
      (job) =>
        job.executionInfo?.schedulingError !== undefined ||
        (mayBeStuck(job, snapshot) && countPreparations(snapshot, job.id).failed > 0),
    )
    .map((job) => ({
      kind: 'job',
      resource: { kind: 'job', accountId, jobId: job.id },
      at: job.stateTransitionTime,
      job,
      preparation: snapshot.slice({ kind: 'preparation', jobId: job.id }).items,
    }));
}

function findNodes(snapshot: AccountSnapshot): readonly Failing[] {
  const accountId = snapshot.account.id;
  return snapshot.slice({ kind: 'pools' }).items.flatMap((pool) =>
    snapshot
      .slice({ kind: 'nodes', poolId: pool.id })
      .items.filter(needsAttention)
      .map((node) => ({
        kind: 'node',
        resource: { kind: 'node', accountId, poolId: pool.id, nodeId: node.id },
        at: node.stateTransitionTime,
        node,
        pool,
      })),
  );
}

function findPools(snapshot: AccountSnapshot): readonly Failing[] {
  const accountId = snapshot.account.id;
  return snapshot
    .slice({ kind: 'pools' })
    .items.filter((pool) => isResizeFailed(pool) || pool.autoScaleRun?.error !== undefined)
    .map((pool) => ({
      kind: 'pool',
      resource: { kind: 'pool', accountId, poolId: pool.id },
      at: pool.allocationStateTransitionTime,
      pool,
    }));
}
