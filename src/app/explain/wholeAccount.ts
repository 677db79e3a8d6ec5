import { pickExplained } from '../../core/failures/representative.ts';
import { countNodes } from '../../core/model/pool.ts';
import type { AccountResource } from '../../core/model/resource.ts';
import type { CauseTarget } from '../../core/places/documentPath.ts';
import type { AccountStore } from '../../service/store/accountStore.ts';
import { type CauseSet, fewFailures } from '../causes/knownCauses.ts';
import type { PatientSources } from './explanationSources.ts';
import { readRepresentative } from './representative.ts';

/** Maximum number of causes with a step on the page of an account. */
export const mostSteps = 5;

/**
 * Checks whether an account has so few known failures and jobs that a page can read all of them. For thousands of
 * failures or hundreds of jobs, this takes minutes.
 */
export function isSmall({ snapshot }: AccountStore, { total }: Pick<CauseSet, 'total'>): boolean {
  return total <= fewFailures && !snapshot.slice({ kind: 'jobs' }).hasMore;
}

/**
 * Reads the failures of an account for its page: all failures if that is cheap; for a large account, those that a few
 * requests find, with the same steps as on the pages of their causes.
 */
export async function askForOverview(
  store: AccountStore,
  resource: AccountResource,
  sources: Pick<PatientSources, 'causes' | 'late'>,
): Promise<CauseSet> {
  const { causes, late } = sources;
  const known = await causes.ofAccount(store);
  if (known.isBrief === true && isSmall(store, known)) return askWhole(store, resource, known, sources);
  return (await late.inTime('causes', causes.withExamples(store, known, mostSteps))) ?? known;
}

/**
 * Explains causes in pools with offline nodes in the same way as the pages of these pools, because only the actions
 * recorded on this computer show who took the nodes offline. Includes only causes that have a step.
 */
export async function withPoolsRead(
  store: AccountStore,
  causes: CauseSet['causes'],
  sources: Parameters<typeof readRepresentative>[2],
  now: Date,
): Promise<CauseSet['causes']> {
  return Promise.all(
    causes.map(async (cause, index) => {
      const example = pickExplained(cause);
      const { failing } = example ?? {};
      const isAsked = index < mostSteps && failing?.kind === 'pool' && countNodes(failing.nodeCounts, 'offline') > 0;
      const read = isAsked ? await readRepresentative(store, failing, sources, now) : undefined;
      return example === undefined || read === undefined
        ? cause
        : { ...cause, example: { ...example, explanation: read.said } };
    }),
  );
}

/**
 * Reads all causes of the account that contains a place, some of which are `known`, or only causes of failures other
 * than tasks. Returns the causes found so far if this takes a long time.
 */
export async function askWhole(
  store: AccountStore,
  resource: CauseTarget['resource'],
  known: CauseSet,
  { causes, late }: Pick<PatientSources, 'causes' | 'late'>,
  isOfTasks = true,
): Promise<CauseSet> {
  const whole = await late.inTime('causes', causes.ofWholeAccount(store, isOfTasks));
  return whole ?? { ...(causes.shownOf(store, resource) ?? known), isBrief: true };
}
