import type { Failure, Group } from './clusterFailure.ts';
import {
  type FindCause,
  findFailedDependency,
  findFailedNode,
  findFailedNodesOfPool,
  findFailedOwner,
  findTaskThatEndedJob,
  isOfTask,
} from './triggers.ts';

/** Maximum length of a chain. A longer chain is a cycle of tasks that wait for one another. */
const longestChain = 1000;

/** Functions that find the failure that made a task fail, closest cause first. */
const finders: readonly ((failures: readonly Failure[]) => FindCause)[] = [
  findFailedNode,
  findFailedOwner,
  findFailedDependency,
  findTaskThatEndedJob,
  findFailedNodesOfPool,
];

/**
 * Moves failures of tasks to the group of their reason, so that a chain of consequences joins its cause. Other failures
 * stay in their groups.
 */
export function joinConsequences(failures: readonly Failure[], groups: readonly Group[]): readonly Group[] {
  const findCauses = finders.map((finder) => finder(failures));
  const findCause: FindCause = (failure) => {
    if (!isOfTask(failure)) return undefined;
    for (const find of findCauses) {
      const cause = find(failure);
      if (cause !== undefined && cause !== failure) return cause;
    }
    return undefined;
  };
  const roots = findRoots(failures, findCause);
  return roots.size === 0 ? groups : regroup(groups, roots);
}

/** Finds the start of the chain for each failure that followed from others. */
function findRoots(failures: readonly Failure[], findCause: FindCause): ReadonlyMap<Failure, Failure> {
  const causes = new Map<Failure, Failure>();
  for (const failure of failures) {
    const cause = findCause(failure);
    if (cause !== undefined) causes.set(failure, cause);
  }
  const roots = new Map<Failure, Failure>();
  for (const [failure, cause] of causes) {
    const root = followChain(cause, causes);
    if (root !== undefined) roots.set(failure, root);
  }
  return roots;
}

function followChain(first: Failure, causes: ReadonlyMap<Failure, Failure>): Failure | undefined {
  let root = first;
  for (let length = 0; length < longestChain; length++) {
    const next = causes.get(root);
    if (next === undefined) return root;
    root = next;
  }
  return undefined;
}

function regroup(groups: readonly Group[], roots: ReadonlyMap<Failure, Failure>): readonly Group[] {
  const groupOf = new Map(groups.flatMap((group) => group.members.map((member) => [member, group] as const)));
  const followers = new Map<Group, Failure[]>();
  const remaining = groups.map((group) => ({
    group,
    members: group.members.filter((member) => {
      const root = roots.get(member);
      const cause = root === undefined ? undefined : groupOf.get(root);
      if (cause === undefined || cause === group) return true;
      const known = followers.get(cause);
      if (known === undefined) followers.set(cause, [member]);
      else known.push(member);
      return false;
    }),
  }));
  return remaining
    .filter(({ members }) => members.length > 0)
    .map(({ group, members }) => ({ ...group, members, followers: followers.get(group) ?? [] }));
}
