import type { Cause } from '../../core/diagnosis/causes/causes.ts';
import type { NetworkEvidence } from '../../core/diagnosis/evidence/networkEvidence.ts';
import type { NodeEvidence } from '../../core/diagnosis/explainNode.ts';
import type { Explanation, Section } from '../../core/diagnosis/explanation/explanation.ts';
import { findPoolId } from '../../core/failures/narrowCause.ts';
import { countNodes, type Pool } from '../../core/model/pool.ts';
import type { AccountStore } from '../../service/store/accountStore.ts';
import { gatherNetwork, isCutOff } from '../evidence/networkEvidence.ts';
import type { ExplainingBundles } from '../ports.ts';
import type { LateAnswers } from './lateAnswers.ts';

/** Adds to the explanation of a task that couldn't reach something what the network of its pool lets through. */
export async function withNetwork(
  said: Explanation,
  store: AccountStore,
  pool: Pool | undefined,
  late: LateAnswers,
  bundles: ExplainingBundles,
): Promise<Explanation> {
  const { isUnanswered, judgeNetwork } = bundles.diagnosis();
  if (pool === undefined || !isUnanswered(said)) return said;
  const judged = judgeNetwork(await readInTime(store, pool, late), pool, 'download');
  return judged === undefined ? said : { ...said, related: [...(said.related ?? []), judged.section] };
}

/** Explains a node; if its network may be the reason, also by that. */
export async function explainNodeInNetwork(
  store: AccountStore,
  evidence: NodeEvidence,
  now: Date,
  late: LateAnswers,
  bundles: ExplainingBundles,
): Promise<Explanation> {
  const { explainNodeEvidence, isUnanswered } = bundles.diagnosis();
  const alone = explainNodeEvidence(evidence);
  if (!isUnanswered(alone) && !isCutOff(evidence.node, now)) return alone;
  const network = await readInTime(store, evidence.pool, late);
  return network === undefined ? alone : explainNodeEvidence({ ...evidence, network });
}

/** Reads the network of a pool if its nodes, or failures in it, may be due to that. */
export async function readNetworkOfPool(
  store: AccountStore,
  pool: Pool,
  causes: readonly Cause[] | undefined = [],
  now: Date,
  late: LateAnswers,
  bundles: ExplainingBundles,
): Promise<NetworkEvidence | undefined> {
  const own = causes.flatMap(({ failures }) => failures.filter(({ failing }) => findPoolId(failing) === pool.id));
  const nodes = own.flatMap(({ failing }) => (failing.kind === 'node' ? [failing.node] : []));
  const isUnread = nodes.length === 0 && countNodes(store.snapshot.nodeCounts.get(pool.id), 'unusable') > 0;
  const isWanted =
    isUnread ||
    nodes.some((node) => isCutOff(node, now)) ||
    own.some(({ explanation }) => bundles.diagnosis().isUnanswered(explanation));
  return isWanted ? readInTime(store, pool, late) : undefined;
}

async function readInTime(store: AccountStore, pool: Pool | undefined, late: LateAnswers) {
  const answer = gatherNetwork(store, pool).then((found) => ({ found }));
  return (await late.inTime('network', answer))?.found;
}

/** Lists the section about the network in an explanation. */
export function listNetworkSections({ sections = [], related = [] }: Explanation): readonly Section[] {
  return [...sections, ...related].filter(({ id }) => id === 'network');
}
