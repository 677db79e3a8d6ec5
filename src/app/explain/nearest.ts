import type { Section } from '../../core/diagnosis/explanation/explanation.ts';
import type { TaskEvidence } from '../../core/diagnosis/process/taskCase.ts';
import type { TaskResource } from '../../core/model/resource.ts';
import { isFailed, toTaskGroup } from '../../core/model/task.ts';
import { toLateNotice } from '../../core/query/lateNotice.ts';
import { findNearestTask } from '../../core/query/nearestTask.ts';
import type { AccountStore } from '../../service/store/accountStore.ts';
import type { MissingEvidence } from '../evidence/missingEvidence.ts';
import type { ExplainingBundles } from '../ports.ts';

/** A page waits no longer for what it can do without. */
const longestWaitMs = 5000;

/**
 * How a failed task differs from the one most like it that succeeded, among those that are known already. Costs one
 * request: lists of tasks leave out what may be different. Undefined where none is known to have succeeded.
 */
export async function readNearest(
  { service }: Pick<AccountStore, 'service'>,
  resource: TaskResource,
  { task, node, nodes = [], pool, siblings = [] }: TaskEvidence,
  absent: MissingEvidence,
  bundles: ExplainingBundles,
): Promise<Section | undefined> {
  if (!isFailed(task)) return undefined;
  const known = findNearestTask(
    task,
    siblings.filter((sibling) => toTaskGroup(sibling) === 'succeeded'),
  );
  if (known === undefined) return undefined;
  const signal = AbortSignal.timeout(longestWaitMs);
  const read = service.tasks.getTask(resource.jobId, known.id, { signal });
  const succeeded = await absent.ifInTime(read, signal, () => ({ text: toLateNotice(), source: 'siblings' }));
  if (succeeded === undefined || toTaskGroup(succeeded) !== 'succeeded') return undefined;
  const { poolId, nodeId } = succeeded.nodeInfo ?? {};
  const other = {
    task: succeeded,
    node: [...nodes, ...(node === undefined ? [] : [node])].find(({ id }) => id === nodeId),
    pool: poolId === pool?.id ? pool : undefined,
  };
  return bundles.diagnosis().toNearestSection(resource, { task, node, pool }, other);
}
