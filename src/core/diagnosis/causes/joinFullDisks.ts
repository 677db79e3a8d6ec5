import { isOfOwnRule } from '../../failures/failingKinds.ts';
import { isOfFullDisk } from '../explanation/category.ts';
import type { Failure, Group } from './clusterFailure.ts';
import { pickRepresentative } from './describeCluster.ts';

/** Maximum time between failures on a node that one full disk explains. */
const fullForMs = 24 * 60 * 60_000;

/** First and last failure on each node, in milliseconds since 1970. */
type Spans = ReadonlyMap<string, readonly [from: number, to: number]>;

/** Groups with one cause, and the nodes of all of them. */
interface Joined {
  readonly groups: readonly Group[];
  readonly spans: readonly Spans[];
}

/**
 * Joins the groups of tasks that found the disk of the same node full within a day, because every program reports it in
 * its own words and with its own exit code. A joined group keeps the identity of its earliest failure.
 */
export function joinFullDisks(groups: readonly Group[]): readonly Group[] {
  const full = groups.filter(isOfDisk);
  if (full.length < 2) return groups;
  const joined = full.reduce<readonly Joined[]>((sets, group) => {
    const spans = toSpans(group.members);
    const near = sets.filter((set) => set.spans.some((other) => overlap(spans, other)));
    const all = {
      groups: [...near.flatMap((set) => set.groups), group],
      spans: [...near.flatMap((set) => set.spans), spans],
    };
    return [...sets.filter((set) => !near.includes(set)), all];
  }, []);
  return [...groups.filter((group) => !full.includes(group)), ...joined.flatMap((set) => toOneGroup(set.groups))];
}

function isOfDisk({ kind, members }: Group): boolean {
  return (
    kind === 'task' &&
    members.every(({ explanation }) => isOfFullDisk(explanation.category) && !isOfOwnRule(explanation.fingerprint))
  );
}

function toSpans(members: readonly Failure[]): Spans {
  const spans = new Map<string, [number, number]>();
  for (const { accountId, poolId, nodeId, at } of members) {
    const ms = Date.parse(at);
    if (nodeId === undefined || Number.isNaN(ms)) continue;
    const key = `${accountId}\n${poolId ?? ''}\n${nodeId}`;
    const [from, to] = spans.get(key) ?? [ms, ms];
    spans.set(key, [Math.min(from, ms), Math.max(to, ms)]);
  }
  return spans;
}

function overlap(ones: Spans, others: Spans): boolean {
  return [...ones].some(([node, [from, to]]) => {
    const other = others.get(node);
    return other !== undefined && from - other[1] <= fullForMs && other[0] - to <= fullForMs;
  });
}

function toOneGroup(groups: readonly Group[]): readonly Group[] {
  if (groups.length < 2) return groups;
  const members = groups.flatMap((group) => group.members);
  const earliest = pickRepresentative(members);
  return groups
    .filter((group) => earliest !== undefined && group.members.includes(earliest))
    .map((first) => ({ ...first, members }));
}
