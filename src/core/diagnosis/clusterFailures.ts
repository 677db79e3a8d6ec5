import * as l10n from '@vscode/l10n';
import { redactText } from '../text/redact.ts';
import { joinConsequences } from './cluster/consequences.ts';
import { describeWhy, pickRepresentative, toClusterTitle } from './cluster/describeCluster.ts';
import type { Cluster, ClusterWithMembers, Failure, Group } from './cluster/failure.ts';
import { groupFailures, toClusterFingerprint } from './cluster/groupFailures.ts';

/** More causes than this are counted together in one last cluster. */
const maxClusters = 200;

/** Fingerprint of the cluster that holds what is beyond the cap. */
export const restFingerprint = 'v1:rest';

/**
 * Failures of an account by cause, most of them first. Their order does not matter; every failure is counted exactly
 * once; what is beyond 200 causes is counted together in a last cluster. Titles hold no secrets.
 */
export function clusterFailures(failures: readonly Failure[]): Cluster[] {
  return clusterWithMembers(failures).map(({ cluster }) => cluster);
}

/** As `clusterFailures`, each cluster with its failures, for those who list them. */
export function clusterWithMembers(failures: readonly Failure[]): ClusterWithMembers[] {
  const groups = [...joinConsequences(groupFailures(failures))].sort(
    (one, other) => other.members.length - one.members.length || (one.key < other.key ? -1 : 1),
  );
  const shown = groups.length > maxClusters ? groups.slice(0, maxClusters - 1) : groups;
  const clusters = shown.map(toCluster).filter((cluster) => cluster !== undefined);
  const rest = toRest(groups.slice(shown.length));
  return rest === undefined ? clusters : [...clusters, rest];
}

function toCluster(group: Group): ClusterWithMembers | undefined {
  const representative = pickRepresentative(group.members);
  if (representative === undefined) return undefined;
  const cluster = {
    fingerprint: toClusterFingerprint(group),
    title: redactText(toClusterTitle(group, representative)),
    category: representative.explanation.category,
    ...countMembers(group.members),
    why: redactText(describeWhy(group, representative)),
  };
  return { cluster, members: group.members };
}

function toRest(groups: readonly Group[]): ClusterWithMembers | undefined {
  if (groups.length === 0) return undefined;
  const members = groups.flatMap((group) => group.members);
  const cluster: Cluster = {
    fingerprint: restFingerprint,
    title: l10n.t('{0} more causes', groups.length),
    category: 'other',
    ...countMembers(members),
    why: l10n.t('There are too many different causes to list them all; these are the rarest.'),
  };
  return { cluster, members };
}

function countMembers(members: readonly Failure[]) {
  const tasks = new Map<string, string>();
  const jobs = new Set<string>();
  const nodes = new Set<string>();
  let firstSeen = members[0]?.at ?? '';
  let lastSeen = firstSeen;
  for (const { jobId, taskId, nodeId, at } of members) {
    if (taskId !== undefined) tasks.set(`${jobId ?? ''}\n${taskId}`, taskId);
    if (jobId !== undefined) jobs.add(jobId);
    if (nodeId !== undefined) nodes.add(nodeId);
    if (at < firstSeen) firstSeen = at;
    if (at > lastSeen) lastSeen = at;
  }
  return {
    count: members.length,
    tasks: [...tasks.values()].sort(),
    jobs: [...jobs].sort(),
    nodes: [...nodes].sort(),
    firstSeen,
    lastSeen,
  };
}
