import { toOwnId } from '../../../core/model/resourceChain.ts';
import type { Failure } from './failing.ts';

/** Failures of one cause. */
export interface Cause {
  readonly accountId: string;
  readonly fingerprint: string;
  readonly title: string;
  /** Newest first. */
  readonly failures: readonly Failure[];
  /** ISO 8601 times of the first and the last of them, where they are known. */
  readonly firstSeen?: string;
  readonly lastSeen?: string;
}

/** Groups failures by their cause, most damage first. Causes of several accounts stay apart. */
export function toCauses(failures: readonly Failure[]): readonly Cause[] {
  const groups = new Map<string, Failure[]>();
  for (const failure of failures) {
    const key = JSON.stringify([failure.failing.resource.accountId, failure.explanation.fingerprint]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [failure]);
    else group.push(failure);
  }
  return [...groups.values()]
    .flatMap((group) => toCause(group) ?? [])
    .sort((one, other) => other.failures.length - one.failures.length || compareTimes(other.lastSeen, one.lastSeen));
}

function toCause(group: readonly Failure[]): Cause | undefined {
  const failures = [...group].sort((one, other) => compareTimes(other.failing.at, one.failing.at));
  const [newest] = failures;
  if (newest === undefined) return undefined;
  const times = failures.flatMap(({ failing }) => failing.at ?? []);
  const [lastSeen] = times;
  const firstSeen = times.at(-1);
  return {
    accountId: newest.failing.resource.accountId,
    fingerprint: newest.explanation.fingerprint,
    title: toTitle(newest, failures.length),
    failures,
    ...(firstSeen === undefined ? {} : { firstSeen }),
    ...(lastSeen === undefined ? {} : { lastSeen }),
  };
}

/** Titles begin with the thing they are about; a cause of several things is named by what follows. */
function toTitle({ explanation, failing }: Failure, count: number): string {
  if (count === 1) return explanation.title;
  const id = toOwnId(failing.resource);
  const colon = explanation.title.indexOf(': ');
  if (!explanation.title.startsWith(id) || colon < 0) return explanation.title;
  const cause = explanation.title.slice(colon + 2);
  return cause.charAt(0).toLocaleUpperCase() + cause.slice(1);
}

function compareTimes(one: string | undefined, other: string | undefined): number {
  return (Date.parse(one ?? '') || 0) - (Date.parse(other ?? '') || 0);
}
