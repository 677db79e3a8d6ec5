import { countNodes } from '../../core/model/pool.ts';
import type { AccountResource } from '../../core/model/resource.ts';
import type { CauseTarget } from '../../core/query/documentPath.ts';
import { pickExplained } from '../../core/query/representative.ts';
import type { AccountStore } from '../../service/store/accountStore.ts';
import { type CauseSet, fewFailures } from '../causes/knownCauses.ts';
import type { PatientSources } from './explanationSources.ts';
import { readRepresentative } from './representative.ts';

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

/**
 * The causes with what the pages of their pools say where nodes were turned off: who did that is known from what was done
 * here. Of those that have a step alone.
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
