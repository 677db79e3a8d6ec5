import type { NodeState } from '../../../core/model/computeNode.ts';
import { nodeStates } from '../../../core/model/computeNodeShape.ts';
import type { JobState } from '../../../core/model/job.ts';
import { jobStates } from '../../../core/model/jobShape.ts';
import type {
  AccountResource,
  JobResource,
  NodeResource,
  PoolResource,
  Resource,
  TaskResource,
} from '../../../core/model/resource.ts';
import { isResource, toFileOwner } from '../../../core/model/resourceChain.ts';
import {
  flag,
  list,
  needed,
  number,
  object,
  oneOf,
  type Read,
  readAs,
  record,
  text,
  time,
} from '../../../core/model/shape.ts';
import { type TaskGroup, taskGroups } from '../../../core/model/task.ts';
import { type Word, wordOf } from '../../../core/model/words.ts';

/** The kinds of items that can be watched. */
export type Watchable = AccountResource | PoolResource | NodeResource | JobResource | TaskResource;

/** Returns the item to watch; for a file, its task or node. Undefined for items that can't be watched. */
export function toWatchable(resource: Resource): Watchable | undefined {
  const owner = toFileOwner(resource);
  return owner.kind === 'jobSchedule' ? undefined : owner;
}

const whats = ['failed', 'ended', 'idle', 'hanging', 'gone', 'unknown'] as const;

/** An event of a watched item, saved until the user was notified. */
export interface WatchEvent {
  readonly what: (typeof whats)[number];
  /** The item of the event: a watched one, or a job or pool of a watched account. */
  readonly resource: Watchable;
  /** The time of the poll, ISO 8601. */
  readonly at: string;
  /** Number of tasks of a job, or nodes of a pool. */
  readonly count?: number;
  /** Number of succeeded and failed tasks of a job that has ended. */
  readonly succeeded?: number;
  readonly failed?: number;
  /** For an item that cannot be read: the reason, as a sentence. */
  readonly why?: string;
}

/** States that the user is notified of once, until they are over. */
const lasting = ['idle', 'hanging'] as const;
type Lasting = (typeof lasting)[number];

export interface TaskSeen {
  /** As `toShownState` has it. */
  readonly state?: Word<TaskGroup>;
  readonly said?: Lasting;
  /** Time of the last check of the task's output, ISO 8601. */
  readonly outputAt?: string;
}

export interface JobSeen {
  readonly state?: JobState;
  readonly failed: number;
  readonly succeeded: number;
  readonly active: number;
  readonly running: number;
  /** Time at which these numbers last changed, ISO 8601. */
  readonly changedAt: string;
  readonly said?: Lasting;
}

export interface PoolSeen {
  /** True when the pool does not get its target number of nodes. */
  readonly isShort: boolean;
  readonly isBeingResized: boolean;
  readonly broken?: number;
  /** Time since which all of its nodes were idle, ISO 8601. */
  readonly idleSince?: string;
  readonly said?: Lasting;
}

export interface NodeSeen {
  readonly state?: NodeState;
  readonly said?: Lasting;
}

export interface AccountSeen {
  /** Jobs that are active, or ended recently. */
  readonly jobs: Readonly<Record<string, JobSeen>>;
  /** Number of nodes that need attention, by pool; absent before the first poll. */
  readonly pools?: Readonly<Record<string, number>>;
  /** True when the account had waiting or running tasks in the last complete round. */
  readonly isBusy?: boolean;
  /** Number of jobs polled per round, as last listed. */
  readonly asked?: number;
}

/** The last known state of a watched item, which is shown and compared with the next poll. */
export interface Seen {
  /** Time of the last poll, ISO 8601. */
  readonly at: string;
  readonly task?: TaskSeen;
  readonly job?: JobSeen;
  readonly pool?: PoolSeen;
  readonly node?: NodeSeen;
  readonly account?: AccountSeen;
  /** Why the item cannot be read, as a sentence, and since when; absent when it can. */
  readonly trouble?: { readonly why: string; readonly since: string; readonly isSaid: boolean };
  /** Events that the user was not notified of yet. */
  readonly pending: readonly WatchEvent[];
  /** True when nothing more can happen to the item. */
  readonly isOver?: boolean;
}

/** A watched item, regardless of which window polls it. */
export interface Watched {
  readonly resource: Watchable;
  /** The time at which watching started, ISO 8601. */
  readonly since: string;
  readonly seen: Seen;
}

const readResource: Read<Watchable> = (value, found) => {
  const resource = isResource(value) ? toWatchable(value) : undefined;
  if (resource === undefined) found.damaged = true;
  return resource;
};

const readEvent = object<WatchEvent>({
  what: needed(oneOf(whats)),
  resource: needed(readResource),
  at: needed(time),
  count: number,
  succeeded: number,
  failed: number,
  why: text,
});

const readJobSeen = object<JobSeen>({
  state: wordOf(jobStates),
  failed: needed(number),
  succeeded: needed(number),
  active: needed(number),
  running: needed(number),
  changedAt: needed(time),
  said: oneOf(lasting),
});

const readSeen = object<Seen>({
  at: needed(time),
  task: object<TaskSeen>({ state: wordOf(taskGroups), said: oneOf(lasting), outputAt: time }),
  job: readJobSeen,
  pool: object<PoolSeen>({
    isShort: needed(flag),
    isBeingResized: needed(flag),
    broken: number,
    idleSince: time,
    said: oneOf(lasting),
  }),
  node: object<NodeSeen>({ state: wordOf(nodeStates), said: oneOf(lasting) }),
  account: object<AccountSeen>({
    jobs: needed(record(readJobSeen)),
    pools: record(number),
    isBusy: flag,
    asked: number,
  }),
  trouble: object<NonNullable<Seen['trouble']>>({ why: needed(text), since: needed(time), isSaid: needed(flag) }),
  pending: needed(list(readEvent)),
  isOver: flag,
});

/** Parses a saved state; undefined when it is invalid. */
export function parseSeen(saved: string | undefined): Seen | undefined {
  return readAs(readSeen, toJson(saved)).value;
}

const readDefinition = object<Pick<Watched, 'resource' | 'since'>>({
  resource: needed(readResource),
  since: needed(time),
});

/** Parses a saved watched item; undefined when it is invalid. */
export function parseWatched(saved: string | undefined): Pick<Watched, 'resource' | 'since'> | undefined {
  return readAs(readDefinition, toJson(saved)).value;
}

/** Parses saved JSON; undefined when it is invalid. */
export function toJson(saved: string | undefined): unknown {
  try {
    return JSON.parse(saved ?? 'null');
  } catch {
    return undefined;
  }
}
