import { groupBy } from '../../groupBy.ts';
import { hasRun } from '../../model/task.ts';
import type { FailedTask, FindInspection } from '../causes/failing.ts';
import { toLikeness } from './likeness.ts';

/** Failed tasks that ended in the same way, according to the service, and the results of the tasks that were read. */
export interface TaskKind {
  readonly members: readonly FailedTask[];
  /** Members with a conclusive inspection. */
  readonly read: readonly FailedTask[];
  /** Members that were chosen to be read, regardless of whether this succeeded. */
  readonly tried: ReadonlySet<FailedTask>;
}

/**
 * Groups failed tasks by how they ended. Tasks on nodes that have a failure themselves are kept apart, because they may
 * have failed with their nodes.
 */
export function toTaskKinds(
  failed: Iterable<FailedTask>,
  brokenNodes: ReadonlySet<string>,
  find: FindInspection,
): readonly TaskKind[] {
  const toKey = (one: FailedTask): string => {
    const nodeId = one.task.nodeInfo?.nodeId;
    const likeness = toLikeness(one);
    return nodeId !== undefined && brokenNodes.has(nodeId) ? `${likeness}${nodeId}` : likeness;
  };
  return [...groupBy(failed, toKey).values()].map((members) => toKind(members, find));
}

function toKind(members: readonly FailedTask[], find: FindInspection): TaskKind {
  const tried = members.filter((member) => find(member) !== undefined);
  return { members, read: tried.filter((member) => find(member)?.isConclusive), tried: new Set(tried) };
}

/** Splits the tasks of one kind by job. If they failed for several causes, each job may have its own. */
export function splitByJob({ members, read, tried }: TaskKind): readonly TaskKind[] {
  const jobs = groupBy(members, ({ resource }) => resource.jobId);
  const readSet = new Set(read);
  return [...jobs.values()].map((ofJob) => ({
    members: ofJob,
    read: ofJob.filter((member) => readSet.has(member)),
    tried: new Set(ofJob.filter((member) => tried.has(member))),
  }));
}

/** How many logs of failed tasks are read. */
export interface ReadLimits {
  /** Maximum number of tasks of an account. */
  readonly ofAccount: number;
  /** Maximum number of tasks of one kind, if the kind has several causes or logs are gone. */
  readonly ofKind: number;
  /** Maximum number of tasks of a kind whose logs are all read, because each may show another cause. */
  readonly ofWhole: number;
  /** Number of tasks of a larger kind to read if they agree. */
  readonly ofAlike: number;
}

/** Number of tasks that must agree to represent a kind with few tasks, which are all read soon, and one with many. */
const enoughOfFew = 3;
export const enoughOfMany = 5;
/** Number of tasks of a kind up to which all of its logs are read in any case. */
export const few = 20;
const enoughJobs = 3;

function countEnough({ members }: TaskKind): number {
  return Math.min(members.length, members.length <= few ? enoughOfFew : enoughOfMany);
}

/** Checks whether the tasks that were read represent the whole kind. */
export function isDecisive(kind: TaskKind): boolean {
  return kind.read.length >= countEnough(kind) && !lacksJobs(kind, kind.read);
}

function lacksJobs({ members }: TaskKind, chosen: Iterable<FailedTask>): boolean {
  const jobs = countJobs(chosen, enoughJobs);
  return jobs < enoughJobs && jobs < countJobs(members, enoughJobs);
}

function countJobs(tasks: Iterable<FailedTask>, upTo: number): number {
  const jobs = new Set<string>();
  for (const { resource } of tasks) {
    jobs.add(resource.jobId);
    if (jobs.size >= upTo) break;
  }
  return jobs.size;
}

/**
 * Counts how many more tasks of a kind to read, judging by the tasks read so far. `agree` is true if they all have one
 * cause.
 */
export function countToRead(kind: TaskKind, agree: boolean, { ofKind, ofWhole, ofAlike }: ReadLimits): number {
  const { members, read, tried } = kind;
  const isWhole = members.length <= ofWhole && members.some(({ task }) => hasRun(task));
  const lacking = Math.max(countEnough(kind), Math.min(members.length, ofAlike)) - read.length;
  if (agree && !isWhole && lacking <= 0 && isDecisive(kind)) return 0;
  const wanted = agree && !isWhole ? Math.max(1, lacking) : ofKind;
  return Math.max(0, Math.min(wanted, ofKind - tried.size, members.length - tried.size));
}

/** Counts the tasks of a kind whose logs may be more informative and were not read. */
export function countUnread(kind: TaskKind): number {
  return kind.members.filter((member) => hasRun(member.task) && !kind.tried.has(member)).length;
}

/**
 * Chooses `count` members that were not read, from the start, the end, and places in between, so that they differ in
 * age, node, and job. Jobs without a read member come first.
 */
export function chooseMembers(kind: TaskKind, count: number): readonly FailedTask[] {
  const chosen = new Set(kind.tried);
  if (count >= kind.members.length - chosen.size) return kind.members.filter((member) => !chosen.has(member));
  const added: FailedTask[] = [];
  while (added.length < count) {
    const next = chooseOne(kind, chosen);
    if (next === undefined) break;
    chosen.add(next);
    added.push(next);
  }
  return added;
}

function chooseOne(kind: TaskKind, chosen: ReadonlySet<FailedTask>): FailedTask | undefined {
  const jobs = new Set(lacksJobs(kind, chosen) ? [...chosen].map(({ resource }) => resource.jobId) : []);
  let other: FailedTask | undefined;
  for (const place of spread(kind.members.length)) {
    const member = kind.members[place];
    if (member === undefined || chosen.has(member)) continue;
    if (!jobs.has(member.resource.jobId)) return member;
    other ??= member;
  }
  return other;
}

/** Returns the numbers below `count`, each once: the first, the last, and then those that halve the gaps. */
function* spread(count: number): Generator<number> {
  const given = new Set<number>();
  for (let parts = 1; given.size < count; parts *= 2) {
    for (let part = 0; part <= parts; part++) {
      const place = Math.min(count - 1, Math.floor((part * count) / parts));
      if (given.has(place)) continue;
      given.add(place);
      yield place;
    }
  }
}
