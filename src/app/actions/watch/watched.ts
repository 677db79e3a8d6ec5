import { type NodeState, nodeStates } from '../../../core/model/computeNode.ts';
import { type JobState, jobStates } from '../../../core/model/job.ts';
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

/** What can be watched. */
export type Watchable = AccountResource | PoolResource | NodeResource | JobResource | TaskResource;

/** The thing to be watched that is meant: of a file its task or its node. Undefined for what can't be watched. */
export function toWatchable(resource: Resource): Watchable | undefined {
  const owner = toFileOwner(resource);
  return owner.kind === 'jobSchedule' ? undefined : owner;
}

const whats = ['failed', 'ended', 'idle', 'hanging', 'gone', 'unknown'] as const;

/** Something that happened to what is watched, as it is saved until the user was notified. */
export interface WatchEvent {
  readonly what: (typeof whats)[number];
  /** What it happened to: what is watched, or a job or pool of a watched account. */
  readonly resource: Watchable;
  /** When it was seen, ISO 8601. */
  readonly at: string;
  /** How many tasks of a job, or nodes of a pool. */
  readonly count?: number;
  /** Of a job that has ended: how its tasks have. */
  readonly succeeded?: number;
  readonly failed?: number;
  /** What can't be asked for: why, as a sentence. */
  readonly why?: string;
}

/** What the user is notified of once, until it is over. */
const lasting = ['idle', 'hanging'] as const;
type Lasting = (typeof lasting)[number];

export interface TaskSeen {
  /** As `toShownState` has it. */
  readonly state?: Word<TaskGroup>;
  readonly said?: Lasting;
  /** When it was last looked at what the task writes, ISO 8601. */
  readonly outputAt?: string;
}

export interface JobSeen {
  readonly state?: JobState;
  readonly failed: number;
  readonly succeeded: number;
  readonly active: number;
  readonly running: number;
  /** When these numbers were last seen to change, ISO 8601. */
  readonly changedAt: string;
  readonly said?: Lasting;
}

export interface PoolSeen {
  /** Whether it does not get its nodes. */
  readonly isShort: boolean;
  readonly isBeingResized: boolean;
  readonly broken?: number;
  /** Since when all of its nodes are seen to be idle, ISO 8601. */
  readonly idleSince?: string;
  readonly said?: Lasting;
}

export interface NodeSeen {
  readonly state?: NodeState;
  readonly said?: Lasting;
}

export interface AccountSeen {
  /** Jobs that have not ended, or ended a moment ago. */
  readonly jobs: Readonly<Record<string, JobSeen>>;
  /** By pool, how many nodes need attention; absent before the first look. */
  readonly pools?: Readonly<Record<string, number>>;
  /** Whether it had tasks that wait or run, when all of it was last looked at. */
  readonly isBusy?: boolean;
  /** How many jobs a round asks for, as they were listed last. */
  readonly asked?: number;
}

/** What was last seen of what is watched: it is shown, and a look is compared with it. */
export interface Seen {
  /** When it was last looked at, ISO 8601. */
  readonly at: string;
  readonly task?: TaskSeen;
  readonly job?: JobSeen;
  readonly pool?: PoolSeen;
  readonly node?: NodeSeen;
  readonly account?: AccountSeen;
  /** Why it can't be asked for, as a sentence, and since when; absent when it can. */
  readonly trouble?: { readonly why: string; readonly since: string; readonly isSaid: boolean };
  /** What the user was not notified of yet. */
  readonly pending: readonly WatchEvent[];
  /** Whether nothing more comes of it. */
  readonly isOver?: boolean;
}

/** Something that is watched, whichever window looks at it. */
export interface Watched {
  readonly resource: Watchable;
  /** Since when, ISO 8601. */
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

/** What was saved of a look; undefined for what is none. */
export function parseSeen(saved: string | undefined): Seen | undefined {
  return readAs(readSeen, toJson(saved)).value;
}

const readDefinition = object<Pick<Watched, 'resource' | 'since'>>({
  resource: needed(readResource),
  since: needed(time),
});

/** What was saved of what is watched; undefined for what is none. */
export function parseWatched(saved: string | undefined): Pick<Watched, 'resource' | 'since'> | undefined {
  return readAs(readDefinition, toJson(saved)).value;
}

/** What was saved, as JSON; undefined for what is none. */
export function toJson(saved: string | undefined): unknown {
  try {
    return JSON.parse(saved ?? 'null');
  } catch {
    return undefined;
  }
}
