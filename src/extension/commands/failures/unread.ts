import type { Resource } from '../../../core/model/resource.ts';
import { isResource, toKey } from '../../../core/model/resourceChain.ts';
import type { AccountSnapshot } from '../../../service/store/accountStore.ts';
import { countRead, toCoverage } from '../../views/failures/coverage.ts';

/**
 * How many failed tasks were not read that may have the cause of one of `rows`. The explorer tells the causes of a job,
 * the failures view those of an account, each by the lists that it has loaded.
 */
export function countUnreadTasks(
  rows: readonly unknown[],
  findSnapshot: (accountId: string) => AccountSnapshot | undefined,
): number {
  const places = new Map(rows.flatMap(toPlace).map((place) => [toKey(place), place]));
  return [...places.values()].reduce((sum, place) => {
    const snapshot = findSnapshot(place.accountId);
    return snapshot === undefined ? sum : sum + countUnreadIn(place, snapshot);
  }, 0);
}

/** In what the cause of a row was looked for. */
function toPlace(row: unknown): readonly Resource[] {
  if (typeof row !== 'object' || row === null) return [];
  const resource: unknown = Reflect.get(row, 'resource');
  if (!isResource(resource)) return [];
  const isOfExplorer = Reflect.has(row, 'place');
  return [isOfExplorer ? resource : { kind: 'account', accountId: resource.accountId }];
}

function countUnreadIn(place: Resource, snapshot: AccountSnapshot): number {
  const { read, total } =
    place.kind === 'job'
      ? countRead(
          snapshot.slice({ kind: 'tasks', jobId: place.jobId, group: 'failed' }),
          snapshot.taskCounts.get(place.jobId),
        )
      : toCoverage(snapshot);
  return total - read;
}
