import { toKey, toParent } from '../../../core/model/resource.ts';
import type { AccountSeen, JobSeen, Seen, Watchable, WatchEvent, Watched } from './watched.ts';

/**
 * Removes events of jobs, pools, and accounts that only count failures already reported for a watched task or node, in
 * this poll or a later one.
 */
export function withoutSaidByItself(all: readonly Watched[]): readonly Watched[] {
  const counts = new Map<string, number>();
  for (const { resource, seen } of all) {
    const owner = toCounting(resource);
    if (owner === undefined) continue;
    const failed = seen.pending.filter(({ what }) => what === 'failed').length;
    if (failed > 0) counts.set(owner, (counts.get(owner) ?? 0) + failed);
  }
  if (counts.size === 0) return all;
  return all.map((watched) => ({ ...watched, seen: without(watched, counts) }));
}

/** Returns the key of the job that counts a task, or of the pool that counts a node; undefined for other items. */
function toCounting(resource: Watchable): string | undefined {
  const owner = resource.kind === 'task' || resource.kind === 'node' ? toParent(resource) : undefined;
  return owner && toKey(owner);
}

/** Subtracts separately reported failures from the pending events, and adds the remaining ones to the known state. */
function without({ resource, seen }: Watched, counts: ReadonlyMap<string, number>): Seen {
  const left = new Map(counts);
  const pending = seen.pending.flatMap((event): readonly WatchEvent[] => {
    const key = toKey(event.resource);
    const { what, count } = event;
    const known = left.get(key) ?? 0;
    if (what !== 'failed' || count === undefined || known === 0) return [event];
    left.set(key, Math.max(0, known - count));
    return count > known ? [{ ...event, count: count - known }] : [];
  });
  const more = (owner: Watchable): number => left.get(toKey(owner)) ?? 0;
  const { accountId } = resource;
  const { job, pool, account } = seen;
  if (resource.kind === 'job' && job !== undefined) return { ...seen, pending, job: withFailed(job, more(resource)) };
  if (resource.kind === 'pool' && pool?.broken !== undefined)
    return { ...seen, pending, pool: { ...pool, broken: pool.broken + more(resource) } };
  if (account !== undefined) return { ...seen, pending, account: toCounted(account, accountId, more) };
  return seen;
}

function toCounted(account: AccountSeen, accountId: string, more: (owner: Watchable) => number): AccountSeen {
  const jobs = Object.fromEntries(
    Object.entries(account.jobs).map(([jobId, job]) => [
      jobId,
      withFailed(job, more({ kind: 'job', accountId, jobId })),
    ]),
  );
  if (account.pools === undefined) return { ...account, jobs };
  const pools = Object.fromEntries(
    Object.entries(account.pools).map(([poolId, broken]) => [
      poolId,
      broken + more({ kind: 'pool', accountId, poolId }),
    ]),
  );
  return { ...account, jobs, pools };
}

function withFailed(job: JobSeen, more: number): JobSeen {
  return { ...job, failed: job.failed + more };
}
