import type { Resource } from '../core/model/resource.ts';
import { percentDecode } from '../core/text/percentEncode.ts';
import type { Attempt } from '../service/ports.ts';

/** How many are shown when the latest are requested. */
const shownAttempts = 40;
/** How many are held for requests about one thing. */
const keptAttempts = 1000;

/** An attempt, and when it ended. */
export interface TimedAttempt {
  readonly attempt: Attempt;
  /** Milliseconds since 1970. */
  readonly atMs: number;
}

/** The last attempts of requests, of all accounts of this window, oldest first. */
export class RecentAttempts {
  readonly #kept: TimedAttempt[] = [];
  readonly #now: () => number;

  /** `now` in milliseconds since 1970. */
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

  /** The last `count` attempts that were about a thing or what belongs to it; of an account all of its own. */
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

/** The start of the paths of requests about a thing. */
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
