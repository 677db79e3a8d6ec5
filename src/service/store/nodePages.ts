import { equals, or } from '../../core/filters/odata.ts';
import type { ComputeNode } from '../../core/model/computeNode.ts';
import { brokenStates, countNodes } from '../../core/model/pool.ts';
import { largestPageSize, toPageAhead } from '../pages.ts';
import type { NodePort, Page, PagingOptions } from '../ports.ts';
import type { AccountSnapshot } from './accountStore.ts';

/** States in which nodes run no tasks until someone acts or Azure replaces them. */
const stoppedStates = [...brokenStates, 'preempted', 'offline'] as const;

const stopped = or(...stoppedStates.map((state) => equals('state', state.toLowerCase())));
/** Also matches nodes that run tasks although their start task failed, which the service counts as working. */
const stoppedOrFailed = or(stopped, equals('startTaskInfo/result', 'failure'));

/**
 * Lists the nodes of a pool. If there are more than fit on a page, those that run no tasks come ahead, up to one
 * request of them: the service lists nodes in no useful order, and a large pool is looked at for these.
 */
export async function* listNodes(
  nodes: Pick<NodePort, 'listNodes'>,
  poolId: string,
  paging: PagingOptions & { readonly pageSize: number },
  known: AccountSnapshot,
): AsyncGenerator<Page<ComputeNode>> {
  const counts = known.nodeCounts.get(poolId);
  const pool = known.slice({ kind: 'pools' }).items.find(({ id }) => id === poolId);
  const isTolerant = pool?.startTask?.waitForSuccess === false;
  const isAny = isTolerant || countNodes(counts, ...stoppedStates) > 0;
  if (isAny && countNodes(counts, 'total') > paging.pageSize) {
    const filter = isTolerant ? stoppedOrFailed : stopped;
    for await (const page of nodes.listNodes(poolId, { ...paging, pageSize: largestPageSize, filter })) {
      yield toPageAhead([...page], page.damaged);
      if (page.length > 0) break;
    }
  }
  yield* nodes.listNodes(poolId, paging);
}
