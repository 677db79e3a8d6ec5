import * as l10n from '@vscode/l10n';
import { formatNumber } from '../../query/numbers.ts';
import { listPlain } from '../../text/lists.ts';
import type { Evidence } from '../explanation/explanation.ts';
import { listSome } from '../explanation/sentences.ts';
import type { Cause } from './causes.ts';
import type { Failing } from './failing.ts';

/** So many jobs, pools or nodes are named, those with most failures first. */
const maxNamed = 5;

/** In which jobs and pools, and on which nodes the failures of a cause happened, with their numbers. */
export function listPlaces({ failures }: Cause): readonly Evidence[] {
  const all = failures.map(({ failing }) => failing);
  return [
    ...toEvidence('jobs', countBy(all, findJob)),
    ...toEvidence('pools', countBy(all, findPool)),
    ...toEvidence('nodes', countBy(all, findNode), describeNode),
  ];
}

function toEvidence(
  source: string,
  counts: readonly (readonly [id: string, count: number])[],
  describe = describePlace,
): readonly Evidence[] {
  if (counts.length === 0) return [];
  const named = counts.map(([id, count]) => describe(id, formatNumber(count)));
  return [{ text: named.length > maxNamed ? listSome(named, maxNamed) : listPlain(named), source }];
}

function describePlace(id: string, count: string): string {
  return l10n.t({
    message: '{id} ({count})',
    args: { id, count },
    comment: ['Id of a job or pool, and how many failures it had'],
  });
}

/** In words by which nodes are given their names. */
function describeNode(id: string, count: string): string {
  return l10n.t({
    message: '{count} on node {id}',
    args: { count, id },
    comment: ['How many failures there were on a node'],
  });
}

/** Most failures first. */
function countBy(
  all: readonly Failing[],
  find: (failing: Failing) => string | undefined,
): readonly (readonly [id: string, count: number])[] {
  const counts = new Map<string, number>();
  for (const failing of all) {
    const id = find(failing);
    if (id !== undefined) counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  return [...counts].sort((one, other) => other[1] - one[1] || (one[0] < other[0] ? -1 : 1));
}

function findJob({ kind, resource }: Failing): string | undefined {
  return kind === 'task' || kind === 'job' ? resource.jobId : undefined;
}

function findPool(failing: Failing): string | undefined {
  switch (failing.kind) {
    case 'task':
      return failing.task.nodeInfo?.poolId ?? failing.pool?.id;
    case 'node':
    case 'pool':
      return failing.resource.poolId;
    case 'job':
      return failing.job.poolInfo?.poolId;
  }
}

function findNode(failing: Failing): string | undefined {
  if (failing.kind === 'node') return failing.resource.nodeId;
  return failing.kind === 'task' ? failing.task.nodeInfo?.nodeId : undefined;
}
