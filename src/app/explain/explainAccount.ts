import { toShownName } from '../../core/model/account.ts';
import type { AccountResource } from '../../core/model/resource.ts';
import { findPoolId, narrowCause } from '../../core/query/narrowCause.ts';
import type { AccountStore } from '../../service/store/accountStore.ts';
import type { CauseSet } from '../causes/knownCauses.ts';
import { gatherOverview } from '../evidence/accountOverview.ts';
import { MissingEvidence } from '../evidence/missingEvidence.ts';
import { type FindResubmission, isResolved } from '../lists/resolved.ts';
import type { ExplainedResource } from './explainedResource.ts';
import type { ExplanationSources } from './explanationSources.ts';

/** Explains what fails in an account, by the causes that the failures view shows, and what else there is in it. */
export async function readAndExplainAccount(
  store: AccountStore,
  resource: AccountResource,
  { bundles, causes }: Pick<ExplanationSources, 'bundles' | 'causes'>,
  now: Date,
): Promise<ExplainedResource> {
  const known = leaveOutResolved(await causes.ofAccount(store), (task, at) =>
    store.snapshot.resubmissions?.find(task, at),
  );
  const name = toShownName(store.account);
  const absent = new MissingEvidence();
  const { overview, nodeNames } = await gatherOverview(store, resource, absent, { troubled: listTroubled(known), now });
  const explained = bundles.diagnosis().explainAccount({
    name,
    causes: known.causes,
    coverage: known,
    overview,
    resolved: known.resolved,
  });
  return {
    explanation: { ...explained, evidence: [...explained.evidence, ...absent.found] },
    targets: { resource },
    logs: [],
    facts: {},
    history: {},
    tasks: [],
    nodeNames,
  };
}

/** Leaves out failures that are resolved: tasks whose work was done under other ids. */
function leaveOutResolved(known: CauseSet, find: FindResubmission): CauseSet & { resolved: number } {
  const open = known.causes.flatMap((cause) => narrowCause(cause, (failure) => !isResolved(failure, find)) ?? []);
  const count = (causes: CauseSet['causes']): number => causes.reduce((sum, { failures }) => sum + failures.length, 0);
  const resolved = count(known.causes) - count(open);
  return { ...known, causes: open, read: known.read - resolved, total: known.total - resolved, resolved };
}

/** The pools whose nodes the explanation may mention. */
function listTroubled({ causes }: CauseSet): ReadonlySet<string> {
  const all = causes.flatMap(({ failures }) => failures.map(({ failing }) => failing));
  const named = all.filter(({ kind }) => kind === 'node' || kind === 'job');
  return new Set(named.flatMap((failing) => findPoolId(failing) ?? []));
}
