import type { Explanation } from '../../core/diagnosis/explanation/explanation.ts';
import { findFailureTime } from '../../core/model/pool.ts';
import type { Resource } from '../../core/model/resource.ts';
import { isOneOf } from '../../core/model/words.ts';
import { sortTimes } from '../../core/words/times.ts';
import type { AccountStore } from '../../service/store/accountStore.ts';
import type { ExplainingBundles } from '../ports.ts';
import type { ExplainedResource } from './explainedResource.ts';
import type { LateAnswers } from './lateAnswers.ts';
import { listNetworkSections } from './withNetwork.ts';

/** Number of lost nodes in a pool above which Azure rather than one machine may be at fault. */
const fewLost = 1;

/** Adds what Azure says about its own health, if nodes were lost or could not be had, or for the whole account. */
export async function withHealth(
  read: ExplainedResource,
  store: AccountStore,
  { late, bundles, now }: { readonly late: LateAnswers; readonly bundles: ExplainingBundles; readonly now: Date },
): Promise<ExplainedResource> {
  const since = read.lostSince ?? findSince(read, store);
  const isOfAccount = read.targets.resource.kind === 'account' && read.targets.cause === undefined;
  if (!store.service.monitor.isAvailable || (since === undefined && !isOfAccount)) return read;
  if (isExplained(read.explanation)) return read;
  const answer = await late.inTime('health', store.service.monitor.getHealth());
  const section = bundles.diagnosis().toHealthSection(answer, { since, now });
  if (section === undefined) return read;
  const { explanation } = read;
  return { ...read, explanation: { ...explanation, related: [...(explanation.related ?? []), section] } };
}

/** Returns since when nodes are lost or can't be had; undefined if that isn't what is wrong. */
function findSince({ explanation, targets, facts }: ExplainedResource, store: AccountStore): string | undefined {
  const poolId = findPool(targets.resource);
  if (poolId === undefined) return undefined;
  if (explanation.category === 'allocation' && facts.pool !== undefined) return findFailureTime(facts.pool);
  const lost = store.snapshot
    .slice({ kind: 'nodes', poolId })
    .items.filter(({ state, errors = [] }) => isOneOf(state, ['unusable', 'unknown']) && errors.length === 0);
  const isLost = explanation.category === 'node' && lost.length > fewLost;
  return isLost ? sortTimes(lost.map(({ stateTransitionTime }) => stateTransitionTime))[0] : undefined;
}

/** Checks whether something of the user's own is certain to be the reason, such as a rule of the network. */
function isExplained(said: Explanation): boolean {
  return said.confidence === 'certain' && listNetworkSections(said).length > 0;
}

function findPool(resource: Resource): string | undefined {
  return resource.kind === 'pool' || resource.kind === 'node' ? resource.poolId : undefined;
}
