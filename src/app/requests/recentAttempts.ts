import type { Resource } from '../../core/model/resource.ts';
import { percentDecode } from '../../core/text/percentEncode.ts';
import type { Attempt } from '../../service/ports.ts';

const shownAttempts = 40;
/** Maximum number of attempts kept, so that requests about one item can be found. */
const keptAttempts = 1000;

/** An attempt and the time when it ended. */
export interface TimedAttempt {
  readonly attempt: Attempt;
  /** Time in milliseconds since the epoch. */
  readonly atMs: number;
}

/** The most recent attempts of requests to all accounts in this window, oldest first. */
export class RecentAttempts {
  readonly #kept: TimedAttempt[] = [];
  readonly #now: () => number;

  /** `now` returns milliseconds since the epoch. */
  constructor(now: () => number) {
    this.#now = now;
  }

  get all(): readonly Attempt[] {
    return this.#kept.slice(-shownAttempts).map(({ attempt }) => attempt);
  }

  add(attempt: Attempt): void {
    this.#kept.push({ attempt, atMs: this.#now() });
    if (this.#kept.length > keptAttempts) this.#kept.shift();
  }

  /** Lists the last `count` attempts about an item or its parts. For an account, includes all its attempts. */
  listAbout(resource: Resource, count: number): readonly TimedAttempt[] {
    const wanted = toSegments(resource);
    return this.#kept
      .filter(({ attempt: { accountId, host, path } }) => {
        if (accountId !== resource.accountId || host !== undefined) return false;
        const segments = split(path);
        return wanted.every((segment, index) => segments[index] === segment);
      })
      .slice(-count);
  }
}

/** Returns the start of the paths of requests about an item. */
function toSegments(resource: Resource): readonly string[] {
  switch (resource.kind) {
    case 'account':
      return [];
    case 'pool':
      return ['pools', resource.poolId];
    case 'node':
    case 'nodeFile':
      return ['pools', resource.poolId, 'nodes', resource.nodeId];
    case 'job':
      return ['jobs', resource.jobId];
    case 'jobSchedule':
      return ['jobschedules', resource.scheduleId];
    case 'task':
    case 'taskFile':
      return ['jobs', resource.jobId, 'tasks', resource.taskId];
  }
}

function split(path: string): readonly string[] {
  const [beforeQuery = ''] = path.split('?', 1);
  return beforeQuery
    .split('/')
    .slice(1)
    .map((segment) => percentDecode(segment) ?? segment);
}
