import type { Resource } from '../../../core/model/resource.ts';
import { isResource, toKey } from '../../../core/model/resourceChain.ts';
import { addCounts, type Count } from '../../../core/query/count.ts';
import type { AccountSnapshot } from '../../../service/store/accountStore.ts';
import { countRead, toCoverage } from '../../causes/coverage.ts';
import { isAllCounted } from '../../lists/countedJobs.ts';

/**
 * How many failed tasks were not read that may have the cause of one of `rows`. The explorer shows the causes of a job,
 * the failures view those of an account, each by the lists that it has loaded.
 */
export function countUnreadTasks(
  rows: readonly unknown[],
  findSnapshot: (accountId: string) => AccountSnapshot | undefined,
): Count {
  const places = new Map(rows.flatMap(toPlace).map((place) => [toKey(place), place]));
  const counts = [...places.values()].map((place) => {
    const snapshot = findSnapshot(place.accountId);
    return snapshot === undefined ? { count: 0, isComplete: true } : countUnreadIn(place, snapshot);
  });
  return addCounts(counts);
}

/** In what the cause of a row was looked for. */
function toPlace(row: unknown): readonly Resource[] {
  if (typeof row !== 'object' || row === null) return [];
  const resource: unknown = Reflect.get(row, 'resource');
  if (!isResource(resource)) return [];
  const isPlace = Reflect.has(row, 'place') || Reflect.get(row, 'document') === 'cause';
  return [isPlace ? resource : { kind: 'account', accountId: resource.accountId }];
}

function countUnreadIn(place: Resource, snapshot: AccountSnapshot): Count {
  if (place.kind === 'job') {
    const list = snapshot.slice({ kind: 'tasks', jobId: place.jobId, group: 'failed' });
    const { read, total } = countRead(list, snapshot.taskCounts.get(place.jobId));
    return { count: total - read, isComplete: !list.hasMore || snapshot.taskCounts.has(place.jobId) };
  }
  const { read, total, counted } = toCoverage(snapshot);
  return { count: total - read, isComplete: isAllCounted(counted) };
}
