import type { ComparedTask } from '../../core/diagnosis/causes/taskFacts.ts';
import type { TaskEvidence } from '../../core/diagnosis/process/taskContext.ts';
import type { Comparisons, LastGoodRun } from '../../core/diagnosis/task/comparisons.ts';
import type { GoodRunSearch } from '../../core/diagnosis/task/lastGoodSection.ts';
import type { FoundCommits } from '../../core/diagnosis/task/suspectCommits.ts';
import { untilAborted } from '../../core/model/cancelled.ts';
import type { TaskCounts } from '../../core/model/job.ts';
import type { TaskResource } from '../../core/model/resource.ts';
import { isFailed, isSucceeded, type Task, toTaskGroup } from '../../core/model/task.ts';
import { findNearestTask } from '../../core/relations/nearestTask.ts';
import type { AccountStore } from '../../service/store/accountStore.ts';
import type { AttemptJournal } from './attemptJournal.ts';
import { briefRequests, type FailedTask, findGoodRun } from './findGoodRun.ts';
import type { FoundRuns } from './foundRuns.ts';
import { measureInputs } from './measureInputs.ts';
import { limitAnswer, type MissingEvidence } from './missingEvidence.ts';

/** The services that find and remember last good runs. */
export interface GoodRunSources {
  readonly goodRuns: FoundRuns;
  readonly journal: Pick<AttemptJournal, 'list'>;
  /** Finds the workspace's commits to the code in which a task failed; unknown when absent. */
  findCommits?(resource: TaskResource, task: Task): Promise<FoundCommits | undefined>;
}

/** Returns the last good run of a failed task, either remembered or found with at most `mostRequests` requests. */
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
    const listAttempts = (of: TaskResource) => journal.list(of);
    return findGoodRun(store, resource, failed, { mostRequests, attempts, listAttempts, signal });
  });
}

/** Gathers a failed task with its last good run. Undefined without sources, or if the task did not fail. */
export async function gatherLastGood(
  store: Pick<AccountStore, 'service' | 'snapshot'>,
  resource: TaskResource,
  { counts, ...failed }: FailedTask & { readonly counts?: TaskCounts | undefined },
  absent: MissingEvidence,
  sources: GoodRunSources | undefined,
): Promise<Comparisons | undefined> {
  if (sources === undefined || !isFailed(failed.task)) return undefined;
  const signal = limitAnswer();
  const sought = seekGoodRun(store, sources, resource, failed, briefRequests, signal);
  const search = await absent.ifInTime(sought, signal, 'lastGoodRun');
  if (search === undefined) return { resource, lastGood: { compared: failed, counts } };
  const [measured, commits] = await Promise.all([
    absent.ifInTime(measureBoth(store, failed, search, signal), signal, 'lastGoodRun'),
    search.good && findCommits(sources, resource, failed.task, signal),
  ]);
  const compared = measured ?? { compared: failed, search };
  return { resource, lastGood: { counts, ...compared, search: { ...(compared.search ?? search), commits } } };
}

/** Finds the workspace's commits to what failed; a page doesn't wait long for a version control that may be slow. */
async function findCommits(
  sources: GoodRunSources,
  resource: TaskResource,
  task: Task,
  signal: AbortSignal,
): Promise<FoundCommits | undefined> {
  if (sources.findCommits === undefined) return undefined;
  return untilAborted(sources.findCommits(resource, task), signal).catch(() => undefined);
}

/** Adds the sizes of input files in storage to both runs. */
async function measureBoth(
  store: Pick<AccountStore, 'service'>,
  failed: FailedTask,
  search: GoodRunSearch,
  signal: AbortSignal,
): Promise<LastGoodRun> {
  const { good } = search;
  if (good === undefined) return { compared: failed, search };
  const [own, other] = await Promise.all([
    measureInputs(store, failed.task, { signal }),
    measureInputs(store, good.compared.task, { signal }),
  ]);
  return {
    compared: { ...failed, inputs: own.inputs },
    search: {
      ...search,
      good: { ...good, compared: { ...good.compared, inputs: other.inputs } },
      whyNoInputs: own.why ?? other.why,
    },
    pendingHost: own.pendingHost ?? other.pendingHost,
  };
}

/**
 * Gathers a failed task with the most similar succeeded task that is already known. Sends one request, because task
 * lists omit properties that may differ. Undefined if no succeeded task is known.
 */
export async function gatherNearest(
  { service }: Pick<AccountStore, 'service'>,
  { jobId }: TaskResource,
  { task, job, node, nodes = [], pool, siblings = [] }: TaskEvidence,
  absent: MissingEvidence,
): Promise<Comparisons['nearest']> {
  if (!isFailed(task)) return undefined;
  const known = findNearestTask(
    task,
    siblings.filter((sibling) => isSucceeded(sibling) && sibling.id !== job?.jobManagerTask?.id),
  );
  if (known === undefined) return undefined;
  const signal = limitAnswer();
  const succeeded = await absent.ifInTime(service.tasks.getTask(jobId, known.id, { signal }), signal, 'siblings');
  if (succeeded === undefined || toTaskGroup(succeeded) !== 'succeeded') return undefined;
  const { poolId, nodeId } = succeeded.nodeInfo ?? {};
  const other: ComparedTask = {
    task: succeeded,
    node: [...nodes, ...(node === undefined ? [] : [node])].find(({ id }) => id === nodeId),
    pool: poolId === pool?.id ? pool : undefined,
  };
  return { failed: { task, node, pool }, succeeded: other };
}
