import type { Explanation } from '../../../core/diagnosis/explanation.ts';
import type { ComputeNode } from '../../../core/model/computeNode.ts';
import type { Job } from '../../../core/model/job.ts';
import type { Pool } from '../../../core/model/pool.ts';
import type { NodeResource, PoolResource, TaskResource } from '../../../core/model/resource.ts';
import { isFailed, type Task } from '../../../core/model/task.ts';
import type { AccountSnapshot } from '../../../service/store/accountStore.ts';
import { needsAttention } from '../explorer/nodeGroups.ts';
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
  | { readonly kind: 'pool'; readonly resource: PoolResource; readonly at: string | undefined; readonly pool: Pool };

/** Something that failed, and why. */
export interface Failure {
  readonly failing: Failing;
  readonly explanation: Explanation;
}

/** Everything wrong in an account, as far as it is loaded. */
export function findFailing(snapshot: AccountSnapshot): readonly Failing[] {
  const accountId = snapshot.account.id;
  const pools = snapshot.slice({ kind: 'pools' }).items;
  const poolOf = (poolId: string | undefined): Pool | undefined => pools.find(({ id }) => id === poolId);
  const tasks = snapshot.slice({ kind: 'jobs' }).items.flatMap((job) =>
    snapshot
      .slice({ kind: 'tasks', jobId: job.id, group: 'failed' })
      .items.filter(isFailed)
      .map(
        (task): Failing => ({
          kind: 'task',
          resource: { kind: 'task', accountId, jobId: job.id, taskId: task.id },
          at: task.executionInfo?.endTime ?? task.stateTransitionTime,
          task,
          job,
          pool: poolOf(task.nodeInfo?.poolId ?? job.poolInfo?.poolId),
        }),
      ),
  );
  const nodes = pools.flatMap((pool) =>
    snapshot
      .slice({ kind: 'nodes', poolId: pool.id })
      .items.filter(needsAttention)
      .map(
        (node): Failing => ({
          kind: 'node',
          resource: { kind: 'node', accountId, poolId: pool.id, nodeId: node.id },
          at: node.stateTransitionTime,
          node,
          pool,
        }),
      ),
  );
  const broken = pools
    .filter((pool) => isResizeFailed(pool) || pool.autoScaleRun?.error !== undefined)
    .map(
      (pool): Failing => ({
        kind: 'pool',
        resource: { kind: 'pool', accountId, poolId: pool.id },
        at: pool.allocationStateTransitionTime,
        pool,
      }),
    );
  return [...tasks, ...nodes, ...broken];
}
