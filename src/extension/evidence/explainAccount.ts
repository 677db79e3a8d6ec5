import type { AccountResource } from '../../core/model/resource.ts';
import type { AccountStore } from '../../service/store/accountStore.ts';
import { loadDiagnosis } from '../load.ts';
import type { ExplainedResource } from './explainedResource.ts';
import type { ExplanationSources } from './explanationSources.ts';
import { toCauseLinks } from './withCause.ts';

/** Explains what fails in an account, by the causes that the failures view shows. */
export async function readAndExplainAccount(
  store: AccountStore,
  resource: AccountResource,
  { causes }: Pick<ExplanationSources, 'causes'>,
): Promise<ExplainedResource> {
  const told = await causes.ofAccount(store);
  const { name } = store.account;
  const explanation = loadDiagnosis().explainAccount({ name, causes: told.causes, coverage: told });
  return {
    explanation,
    targets: { resource },
    logs: [],
    causes: toCauseLinks(told.causes, resource),
    facts: {},
    history: {},
    tasks: [],
    nodeNames: new Map(),
  };
}
