import type { Account } from '../../../core/model/account.ts';
import type { AccountResource, JobResource, PoolResource, Resource, ResourceOf } from '../../../core/model/resource.ts';
import { toKey, toKind, toOwnId } from '../../../core/model/resourceChain.ts';
import type { StateDescription } from '../../../core/model/states.ts';
import type { FindText } from '../../../core/query/findText.ts';

/** Something that fits what is looked for. */
export interface Found {
  readonly resource: ResourceOf<'pool' | 'node' | 'job' | 'jobSchedule' | 'task'>;
  readonly account: Account;
  /** As the explorer calls it, where that is not its id. */
  readonly name?: string;
  readonly state?: StateDescription;
  /** When the service log named it last, where the account does not have it; ISO 8601. */
  readonly goneAt?: string;
}

/** What of an account fits. */
export interface Answer {
  readonly found: readonly Found[];
  /** Whether there is more that fits. */
  readonly hasMore: boolean;
}

/** The selected row: what is below it can be meant by less than its full name. */
export interface Focus {
  readonly job?: JobResource;
  readonly pool?: PoolResource;
  /** What alone is searched; all accounts when absent. */
  readonly within?: AccountResource | PoolResource | JobResource;
}

/** How many of a kind are shown of an account; who sees more has to type more. */
export const maxOfKind = 10;

/** The focus that the first of some things gives; none where nothing is selected. */
export function toFocus([first]: readonly Resource[]): Focus {
  if (first === undefined) return {};
  const job = toKind('job', first);
  const pool = toKind('pool', first);
  return { ...(job === undefined ? {} : { job }), ...(pool === undefined ? {} : { pool }) };
}

/** What a text asks for: within a job it begins the id of a task. */
export function narrowText(text: FindText, { within }: Focus): FindText {
  if (text.kind !== 'start' || within?.kind !== 'job') return text;
  return { kind: 'taskOfJob', jobId: within.jobId, taskStart: text.text };
}

/** Those that fit `text` best come first: what is called so, what begins so, the rest; short names before long ones. */
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

/** Each once. */
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

/** What it is called where it is shown. */
export function toFoundName({ name, resource }: Found): string {
  return name ?? toOwnId(resource);
}
