import * as l10n from '@vscode/l10n';
import { unreadFingerprint } from '../failures/unreadFailures.ts';
import { redactText } from '../text/redact.ts';
import {
  type Cluster,
  type ClusterWithMembers,
  type Failure,
  type Group,
  listOccurrences,
  type Occurrence,
  readFailures,
} from './causes/clusterFailure.ts';
import { joinConsequences } from './causes/consequences.ts';
import {
  describeWhy,
  pickRepresentative,
  toClusterTitle,
  toDetailedTitle,
  withExitCode,
} from './causes/describeCluster.ts';
import { groupFailures, toClusterFingerprints } from './causes/groupFailures.ts';
import { joinFullDisks } from './causes/joinFullDisks.ts';
import { compareTimes, toTime } from './evidence/time.ts';

/** Maximum number of causes. Further causes are counted together in a last cluster. */
const maxClusters = 200;

/** Fingerprint of the cluster that contains the failures beyond the maximum number of causes. */
export const restFingerprint = 'v1:rest';

/**
 * Groups the failures of an account by cause, largest cause first. The order of `failures` does not matter. Every
 * failure is counted exactly once, with those that are alike; other items are not counted. Causes beyond 200 share a
 * last cluster. Titles contain no secrets.
 */
export function clusterFailures(failures: readonly Failure[]): Cluster[] {
  return clusterWithMembers(failures).map(({ cluster }) => cluster);
}

/** Groups failures as `clusterFailures` does and keeps each cluster's members. */
export function clusterWithMembers(failures: readonly Failure[]): ClusterWithMembers[] {
  return clusterReadFailures(readFailures(failures));
}

/**
 * Groups failures whose shape has already been checked, without describing the groups. The members are the same objects.
 */
export function groupReadFailures(failures: readonly Failure[]): readonly Group[] {
  return joinConsequences(failures, joinFullDisks(groupFailures(failures)));
}

/** Groups failures whose shape has already been checked. The members are the same objects. */
export function clusterReadFailures(failures: readonly Failure[]): ClusterWithMembers[] {
  const groups = groupReadFailures(failures)
    .map((group) => ({ group, size: count(group) }))
    .sort((one, other) => other.size - one.size || compareKeys(one.group, other.group))
    .map(({ group }) => group);
  const shown = groups.length > maxClusters ? groups.slice(0, maxClusters - 1) : groups;
  const clusters = toClusters(shown, toClusterFingerprints(groups));
  const rest = toRest(groups.slice(shown.length));
  return rest === undefined ? clusters : [...clusters, rest];
}

function compareKeys(one: Group, other: Group): number {
  const isFirst = one.key === other.key ? one.kind < other.kind : one.key < other.key;
  return isFirst ? -1 : 1;
}

function listAll({ members, followers }: Group): readonly Failure[] {
  return followers.length === 0 ? members : [...members, ...followers];
}

function count(group: Group): number {
  return listAll(group).reduce((sum, { alike = [] }) => sum + 1 + alike.length, 0);
}

/** Creates clusters, and adds to clusters with the same title how they differ. */
function toClusters(groups: readonly Group[], fingerprints: ReadonlyMap<Group, string>): ClusterWithMembers[] {
  const titled = groups.flatMap((group) => {
    const representative = pickRepresentative(group.members);
    return representative === undefined
      ? []
      : [{ group, representative, title: toClusterTitle(group, representative) }];
  });
  const shared = findShared(titled.map(({ title }) => title));
  const detailed = titled.map((one) => ({
    ...one,
    detailed: shared.has(one.title) ? toDetailedTitle(one.title, one.group, one.representative) : one.title,
  }));
  const alike = findShared(detailed.map((one) => one.detailed));
  const distinct = detailed.map((one) => {
    const { group, representative, title, detailed: own } = one;
    return { ...one, own: alike.has(own) ? toDetailedTitle(title, group, representative, false) : own };
  });
  const same = findShared(distinct.map(({ own }) => own));
  return distinct.map(({ group, representative, title, own }) => {
    const named = same.has(own) ? withExitCode(title, own, group) : own;
    return toCluster(group, representative, named, fingerprints.get(group) ?? group.fingerprint);
  });
}

/** Returns the titles that occur more than once. */
function findShared(all: readonly string[]): ReadonlySet<string> {
  const titles = new Set<string>();
  return new Set(all.filter((title) => titles.size === titles.add(title).size));
}

function toCluster(group: Group, representative: Failure, title: string, fingerprint: string): ClusterWithMembers {
  const members = listAll(group);
  const cluster = {
    fingerprint,
    kind: group.kind,
    title,
    category: representative.explanation.category,
    ...countMembers(members),
    why: redactText(describeWhy(group, representative)),
  };
  return { cluster, members, followers: group.followers };
}

function toRest(groups: readonly Group[]): ClusterWithMembers | undefined {
  if (groups.length === 0) return undefined;
  const members = groups.flatMap(listAll);
  const cluster: Cluster = {
    fingerprint: restFingerprint,
    kind: groups[0]?.kind ?? 'task',
    title: l10n.t('{0} more causes', groups.length),
    category: 'other',
    ...countMembers(members),
    why: l10n.t('There are too many different causes to list them all; these are the rarest.'),
  };
  return { cluster, members, followers: groups.flatMap(({ followers }) => followers) };
}

/** Combines failed tasks that were not read in one cluster, like those of one cause. */
export function toUnreadCluster(occurrences: readonly Occurrence[]): Cluster {
  return {
    fingerprint: unreadFingerprint,
    kind: 'task',
    title: l10n.t('Not read yet'),
    category: 'other',
    ...countOccurrences(occurrences),
    why: l10n.t("Their exit codes don't say why they failed, and their logs have not been read."),
  };
}

function countMembers(members: readonly Failure[]) {
  return countOccurrences(listOccurrences(members));
}

function countOccurrences(occurrences: readonly Occurrence[]) {
  const jobs = new Set<string>();
  const nodes = new Set<string>();
  let before: Occurrence | undefined;
  for (const occurrence of occurrences) {
    const { jobId, nodeId } = occurrence;
    // The occurrences of the same job are mostly adjacent.
    if (jobId !== undefined && jobId !== before?.jobId) jobs.add(jobId);
    if (nodeId !== undefined && nodeId !== before?.nodeId) nodes.add(nodeId);
    before = occurrence;
  }
  return { count: occurrences.length, jobs: [...jobs].sort(), nodes: [...nodes].sort(), ...findSpan(occurrences) };
}

function findSpan(occurrences: readonly Occurrence[]): { readonly firstSeen: string; readonly lastSeen: string } {
  let [firstSeen, lastSeen] = ['', ''];
  for (const { at } of occurrences) {
    if (at === '') continue;
    if (firstSeen === '' || isBefore(at, firstSeen)) firstSeen = orKnown(at, firstSeen);
    if (lastSeen === '' || isBefore(lastSeen, at)) lastSeen = orKnown(at, lastSeen);
  }
  return { firstSeen, lastSeen };
}

/** Orders times, and by text among equal times, so that the order of the list does not matter. */
function isBefore(one: string, other: string): boolean {
  const order = compareTimes(one, other);
  return order < 0 || (order === 0 && one < other);
}

/** Returns a time, or the previous one if it is not valid. */
function orKnown(at: string, known: string): string {
  return toTime(at) === undefined ? known : at;
}
