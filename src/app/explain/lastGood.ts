import type { ComparedTask } from '../../core/diagnosis/causes/taskFacts.ts';
import type { Evidence, Explanation, RemedyId, Section } from '../../core/diagnosis/explanation/explanation.ts';
import type { GoodRunSearch } from '../../core/diagnosis/task/lastGoodSection.ts';
import type { TaskCounts } from '../../core/model/job.ts';
import type { TaskResource } from '../../core/model/resource.ts';
import { isFailed } from '../../core/model/task.ts';
import type { AccountStore } from '../../service/store/accountStore.ts';
import type { AttemptJournal } from '../evidence/attemptJournal.ts';
import { briefRequests, type FailedTask, findGoodRun } from '../evidence/findGoodRun.ts';
import type { FoundRuns } from '../evidence/foundRuns.ts';
import { measureInputs } from '../evidence/measureInputs.ts';
import type { MissingEvidence } from '../evidence/missingEvidence.ts';
import type { ExplainingBundles } from '../ports.ts';

/** The services that find and remember last good runs. */
export interface GoodRunSources {
  readonly goodRuns: FoundRuns;
  readonly journal: Pick<AttemptJournal, 'list'>;
}

/** The part of an explanation about the last good run of a failed task. */
export interface LastGood {
  readonly sections: readonly Section[];
  readonly evidence: readonly Evidence[];
  readonly remedies: readonly RemedyId[];
}

export const noLastGood: LastGood = { sections: [], evidence: [], remedies: [] };

/** Longest wait for optional parts of an explanation, in milliseconds. */
const longestWaitMs = 5000;

/**
 * Returns the last good run of a failed task: the remembered one, or the result of a search with a limited number of
 * requests.
 */
export async function seekGoodRun(
  store: Pick<AccountStore, 'service' | 'snapshot'>,
  { goodRuns, journal }: GoodRunSources,
  resource: TaskResource,
  failed: FailedTask,
  mostRequests: number,
  signal: AbortSignal,
): Promise<GoodRunSearch> {
  return goodRuns.find(store.service, resource, failed.task, mostRequests, async () => {
    const attempts = await journal.list(resource);
    return findGoodRun(store, resource, failed, { mostRequests, attempts, signal });
  });
}

/** Compares a failed task with its last good run. Empty without sources, or when the task did not fail. */
export async function readLastGood(
  store: Pick<AccountStore, 'service' | 'snapshot'>,
  resource: TaskResource,
  { counts, ...failed }: FailedTask & { readonly counts?: TaskCounts | undefined },
  absent: MissingEvidence,
  { bundles, lastGood }: { readonly bundles: ExplainingBundles; readonly lastGood?: GoodRunSources | undefined },
): Promise<LastGood> {
  if (lastGood === undefined || !isFailed(failed.task)) return noLastGood;
  const signal = AbortSignal.timeout(longestWaitMs);
  const sought = seekGoodRun(store, lastGood, resource, failed, briefRequests, signal);
  const search = await absent.ifInTime(sought, signal, 'lastGoodRun');
  if (search === undefined) return { ...noLastGood, remedies: ['task.compareLastGood'] };
  const measured = await absent.ifInTime(measureBoth(store, failed, search, signal), signal, 'lastGoodRun');
  const { compared, known, pendingHost } = measured ?? { compared: failed, known: search };
  const { describeLastGood, toLastGoodSection } = bundles.diagnosis();
  const run = { resource, compared, counts };
  const [section, piece] = [toLastGoodSection(run, known), describeLastGood(run, known)];
  return {
    sections: section === undefined ? [] : [section],
    evidence: piece === undefined ? [] : [piece],
    remedies: listRemedies(search, pendingHost),
  };
}

/** Offers nothing when there is no run to compare with and nowhere else to search. */
function listRemedies({ good, isComplete }: GoodRunSearch, pendingHost: string | undefined): readonly RemedyId[] {
  if (good === undefined && isComplete) return [];
  return pendingHost === undefined ? ['task.compareLastGood'] : ['task.compareLastGood', 'task.readFromStorage'];
}

interface Measured {
  readonly compared: ComparedTask;
  readonly known: GoodRunSearch;
  readonly pendingHost?: string | undefined;
}

/** Adds the sizes of input files in storage to both runs. */
async function measureBoth(
  store: Pick<AccountStore, 'service'>,
  failed: FailedTask,
  search: GoodRunSearch,
  signal: AbortSignal,
): Promise<Measured> {
  const { good } = search;
  if (good === undefined) return { compared: failed, known: search };
  const [own, other] = await Promise.all([
    measureInputs(store, failed.task, { signal }),
    measureInputs(store, good.compared.task, { signal }),
  ]);
  return {
    compared: { ...failed, inputs: own.inputs },
    known: {
      ...search,
      good: { ...good, compared: { ...good.compared, inputs: other.inputs } },
      whyNoInputs: own.why ?? other.why,
    },
    pendingHost: own.pendingHost ?? other.pendingHost,
  };
}

/** Adds the comparison with the last good run to an explanation, after that with a task of the same job. */
export function withLastGood(
  explanation: Explanation,
  { evidence, remedies, sections }: LastGood,
  nearest?: Section,
): Explanation {
  const related = [...(explanation.related ?? []), ...(nearest === undefined ? [] : [nearest]), ...sections];
  return {
    ...explanation,
    evidence: [...explanation.evidence, ...evidence],
    remedies: [...new Set([...explanation.remedies, ...remedies])],
    ...(related.length === 0 ? {} : { related }),
  };
}
