import type { AccountResource } from '../../core/model/resource.ts';
import type { CauseTarget } from '../../core/query/documentPath.ts';
import type { AccountStore } from '../../service/store/accountStore.ts';
import { type CauseSet, fewFailures } from '../causes/knownCauses.ts';
import type { PatientSources } from './explanationSources.ts';

/** Of so many causes the page of an account has a step. */
export const mostSteps = 5;

/**
 * Whether the causes of an account are few, and of few jobs, as far as is known: a page can have them all. Of thousands of
 * failures or hundreds of jobs that takes minutes.
 */
export function isSmall({ snapshot }: AccountStore, { total }: Pick<CauseSet, 'total'>): boolean {
  return total <= fewFailures && !snapshot.slice({ kind: 'jobs' }).hasMore;
}

/**
 * What fails in an account, for its own page: all of it where that takes little; of a large account what few requests
 * bring, and the steps that are listed as the pages of their causes have them.
 */
export async function askForOverview(
  store: AccountStore,
  resource: AccountResource,
  sources: Pick<PatientSources, 'causes' | 'late'>,
): Promise<CauseSet> {
  const { causes, late } = sources;
  const known = await causes.ofAccount(store);
  if (known.isBrief !== true) return known;
  if (isSmall(store, known)) return askWhole(store, resource, known, sources);
  return (await late.inTime('causes', causes.withExamples(store, known, mostSteps))) ?? known;
}

/** All causes of an account, in which a place is of which some are `known`; what is known of it by then where that takes long. */
export async function askWhole(
  store: AccountStore,
  resource: CauseTarget['resource'],
  known: CauseSet,
  { causes, late }: Pick<PatientSources, 'causes' | 'late'>,
): Promise<CauseSet> {
  const whole = await late.inTime('causes', causes.ofWholeAccount(store));
  return whole ?? { ...(causes.shownOf(store, resource) ?? known), isBrief: true };
}
