import type { Failure, Group } from './failure.ts';

/** A node's failure explains what ended on that node from so long before it was noticed. */
const noticedWithinMs = 10 * 60_000;
/** Categories of tasks that only suffered from something else. */
const sufferings: ReadonlySet<string> = new Set(['interrupted', 'node', 'disk-full']);

/** This code says no more than that an exit code was not 0: two failures that have it need have nothing in common. */
const exitCodeFailure = 'FailureExitCode';

/** A failure of something that tasks depend on: a node, a pool, or a job. */
interface Cause {
  readonly group: Group;
  readonly at: number;
}

type Causes = ReadonlyMap<string, Cause>;

function isOfTask({ taskId }: Failure): boolean {
  return taskId !== undefined;
}

function toNodeKeys({ accountId, poolId, nodeId }: Failure): readonly string[] {
  return nodeId === undefined ? [] : [`node\n${accountId}\n${poolId ?? ''}\n${nodeId}`];
}

function toOwnerKeys({ accountId, jobId, poolId, explanation: { code } }: Failure): readonly string[] {
  if (code === undefined || code === exitCodeFailure) return [];
  const pool = poolId === undefined ? [] : [`pool\n${accountId}\n${poolId}\n${code}`];
  const job = jobId === undefined ? [] : [`job\n${accountId}\n${jobId}\n${code}`];
  return [...pool, ...job];
}

/** Names what a failure without a task is about: a node is itself, and not the pool that it is in. */
function toCauseKeys(failure: Failure): readonly string[] {
  return failure.nodeId === undefined ? toOwnerKeys(failure) : toNodeKeys(failure);
}

/** The names under which a task finds what it may have followed from, the nearest first. */
function toTaskKeys(failure: Failure): readonly string[] {
  return [...toNodeKeys(failure), ...toOwnerKeys(failure)];
}

/** The first failure of each thing that is no task. */
function findCauses(groups: readonly Group[]): Causes {
  const causes = new Map<string, Cause>();
  for (const group of groups) {
    for (const failure of group.members) {
      if (isOfTask(failure)) continue;
      const at = Date.parse(failure.at);
      for (const key of toCauseKeys(failure)) {
        const known = causes.get(key);
        if (known === undefined || at < known.at || (at === known.at && group.key < known.group.key))
          causes.set(key, { group, at });
      }
    }
  }
  return causes;
}

/**
 * What a task's failure followed from: that of its node about the same time, when the task only suffered; or that of
 * its pool or job with the same code, as when a quota keeps it waiting.
 */
function findCause(failure: Failure, causes: Causes): Group | undefined {
  for (const key of toTaskKeys(failure)) {
    const cause = causes.get(key);
    if (cause === undefined) continue;
    if (!key.startsWith('node\n')) return cause.group;
    const isNear = Math.abs(Date.parse(failure.at) - cause.at) <= noticedWithinMs;
    if (isNear && sufferings.has(failure.explanation.category)) return cause.group;
  }
  return undefined;
}

/**
 * Moves failures of tasks to the group of what they followed from: a chain of consequences joins its cause. The others
 * stay where they are.
 */
export function joinConsequences(groups: readonly Group[]): readonly Group[] {
  const causes = findCauses(groups);
  if (causes.size === 0) return groups;
  const moved = new Map<string, Failure[]>();
  const remaining = groups.map((group) => ({
    ...group,
    members: group.members.filter((failure) => {
      const cause = isOfTask(failure) ? findCause(failure, causes) : undefined;
      if (cause === undefined || cause.key === group.key) return true;
      const joined = moved.get(cause.key);
      if (joined === undefined) moved.set(cause.key, [failure]);
      else joined.push(failure);
      return false;
    }),
  }));
  for (const group of remaining) group.members.push(...(moved.get(group.key) ?? []));
  return remaining.filter(({ members }) => members.length > 0);
}
