import type { Account } from '../../../core/model/account.ts';
import {
  type AccountResource,
  type JobResource,
  type PoolResource,
  type Resource,
  type ResourceOf,
  toKey,
  toKind,
  toOwnId,
} from '../../../core/model/resource.ts';
import type { StateDescription } from '../../../core/model/states.ts';
import type { FindText } from './findText.ts';

/** An item that matches a search. */
export interface Found {
  readonly resource: ResourceOf<'pool' | 'node' | 'job' | 'jobSchedule' | 'task'>;
  readonly account: Account;
  readonly name?: string;
  readonly state?: StateDescription;
  /** Time of the last service log entry, ISO 8601; present only if the account no longer has the item. */
  readonly goneAt?: string;
}

/** The matches in an account. */
export interface Answer {
  readonly found: readonly Found[];
  readonly hasMore: boolean;
}

/** The selection in the explorer. A part of the name is enough to match items within the selection. */
export interface Focus {
  readonly job?: JobResource;
  readonly pool?: PoolResource;
  /** The only place searched; all accounts when absent. */
  readonly within?: AccountResource | PoolResource | JobResource;
}

/** Maximum number of matches per kind and account. Users type more to narrow the matches. */
export const maxOfKind = 10;

/** Returns the focus of the first resource; empty when nothing is selected. */
export function toFocus([first]: readonly Resource[]): Focus {
  if (first === undefined) return {};
  const job = toKind('job', first);
  const pool = toKind('pool', first);
  return { ...(job === undefined ? {} : { job }), ...(pool === undefined ? {} : { pool }) };
}

/** Interprets a text as the start of a task ID when the search is within a job. */
export function narrowText(text: FindText, { within }: Focus): FindText {
  if (text.kind !== 'start' || within?.kind !== 'job') return text;
  return { kind: 'taskOfJob', jobId: within.jobId, taskStart: text.text };
}

/** Sorts by how well items match `text`: equal names, then names that begin with it, then others; short names first. */
export function sortFound(all: readonly Found[], text: string): readonly Found[] {
  const wanted = text.toLowerCase();
  return all
    .map((found) => ({ found, name: toFoundName(found).toLowerCase() }))
    .sort(
      (one, other) =>
        toRank(one.name, wanted) - toRank(other.name, wanted) ||
        one.name.length - other.name.length ||
        (one.name < other.name ? -1 : Number(one.name > other.name)),
    )
    .map(({ found }) => found);
}

/** Removes matches of the same item, keeping the first. */
export function toDistinctFound(all: readonly Found[]): readonly Found[] {
  const seen = new Set<string>();
  return all.filter(({ resource }) => {
    const key = toKey(resource);
    return !seen.has(key) && seen.add(key);
  });
}

function toRank(name: string, wanted: string): number {
  if (name === wanted) return 0;
  return name.startsWith(wanted) ? 1 : 2;
}

/** Returns the displayed name of a match. */
export function toFoundName({ name, resource }: Found): string {
  return name ?? toOwnId(resource);
}
