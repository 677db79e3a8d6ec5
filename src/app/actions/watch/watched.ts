import { nodeStates } from '../../../core/model/computeNodeShape.ts';
import { jobStates } from '../../../core/model/jobShape.ts';
import {
  type AccountResource,
  isResource,
  type JobResource,
  type NodeResource,
  type PoolResource,
  type Resource,
  type TaskResource,
  toFileOwner,
} from '../../../core/model/resource.ts';
import {
  flag,
  type Infer,
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
import { taskGroups } from '../../../core/model/task.ts';
import { wordOf } from '../../../core/model/words.ts';
import { parseJson } from '../../../core/text/parseJson.ts';

/** The kinds of items that can be watched. */
export type Watchable = AccountResource | PoolResource | NodeResource | JobResource | TaskResource;

/** Returns the item to watch, which is the task or node for a file; undefined for items that can't be watched. */
export function toWatchable(resource: Resource): Watchable | undefined {
  const owner = toFileOwner(resource);
  return owner.kind === 'jobSchedule' ? undefined : owner;
}

const readResource: Read<Watchable> = (value, found) => {
  const resource = isResource(value) ? toWatchable(value) : undefined;
  if (resource === undefined) found.damaged = true;
  return resource;
};

const readEvent = object({
  what: needed(oneOf(['failed', 'ended', 'idle', 'hanging', 'gone', 'unknown'])),
  /** The item of the event: a watched item, or a job or pool of a watched account. */
  resource: needed(readResource),
  /** The time of the poll, ISO 8601. */
  at: needed(time),
  /** Number of tasks of a job, or nodes of a pool. */
  count: number,
  succeeded: number,
  failed: number,
  /** The reason, as a sentence, if the item cannot be read. */
  why: text,
});

/** An event of a watched item, saved until the user has been notified. */
export interface WatchEvent extends Infer<typeof readEvent> {}

/** Lasting states. The user is notified only once while such a state lasts. */
const lasting = oneOf(['idle', 'hanging']);

const readTaskSeen = object({
  /** State as returned by `toShownState`. */
  state: wordOf(taskGroups),
  said: lasting,
  /** Time of the last check of the task's output, ISO 8601. */
  outputAt: time,
});

export interface TaskSeen extends Infer<typeof readTaskSeen> {}

const readJobSeen = object({
  state: wordOf(jobStates),
  failed: needed(number),
  succeeded: needed(number),
  active: needed(number),
  running: needed(number),
  /** Time at which these numbers last changed, ISO 8601. */
  changedAt: needed(time),
  said: lasting,
});

export interface JobSeen extends Infer<typeof readJobSeen> {}

const readPoolSeen = object({
  /** True if the pool does not get its target number of nodes. */
  isShort: needed(flag),
  isBeingResized: needed(flag),
  broken: number,
  /** Time since which all nodes of the pool have been idle, ISO 8601. */
  idleSince: time,
  said: lasting,
});

export interface PoolSeen extends Infer<typeof readPoolSeen> {}

const readNodeSeen = object({ state: wordOf(nodeStates), said: lasting });

export interface NodeSeen extends Infer<typeof readNodeSeen> {}

const readAccountSeen = object({
  /** Jobs that are active or ended recently. */
  jobs: needed(record(readJobSeen)),
  /** Number of nodes that need attention, by pool; absent before the first poll. */
  pools: record(number),
  /** True if the account had waiting or running tasks in the last complete round. */
  isBusy: flag,
  /** Number of jobs polled per round, according to the last list. */
  asked: number,
});

export interface AccountSeen extends Infer<typeof readAccountSeen> {}

const readSeen = object({
  /** Time of the last poll, ISO 8601. */
  at: needed(time),
  task: readTaskSeen,
  job: readJobSeen,
  pool: readPoolSeen,
  node: readNodeSeen,
  account: readAccountSeen,
  /** Why the item cannot be read, as a sentence, and when that began; absent if it can be read. */
  trouble: object({ why: needed(text), since: needed(time), isSaid: needed(flag) }),
  /** Events that the user has not been notified of yet. */
  pending: needed(list(readEvent)),
  isOver: flag,
});

/** The last known state of a watched item, which is shown and compared with the next poll. */
export interface Seen extends Infer<typeof readSeen> {}

/** Parses a saved state; undefined when it is invalid. */
export function parseSeen(saved: string | undefined): Seen | undefined {
  return readAs(readSeen, parseJson(saved)).value;
}

const readDefinition = object({
  resource: needed(readResource),
  /** The time at which watching started, ISO 8601. */
  since: needed(time),
});

/** A watched item, regardless of which window polls it. */
export interface Watched extends Infer<typeof readDefinition> {
  readonly seen: Seen;
}

/** Parses a saved watched item; undefined when it is invalid. */
export function parseWatched(saved: string | undefined): Pick<Watched, 'resource' | 'since'> | undefined {
  return readAs(readDefinition, parseJson(saved)).value;
}
