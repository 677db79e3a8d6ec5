import type { ExplainedFailure } from '../../core/diagnosis/causes/causes.ts';
import type { FailureCategory } from '../../core/diagnosis/explanation/category.ts';
import { type TaskResource, toKey } from '../../core/model/resource.ts';
import { hasRun, isInGroup, type Task } from '../../core/model/task.ts';
import type { JudgedSuccess } from '../../core/model/taskVerdict.ts';
import { listDependencies, toIdFilter } from '../../core/query/taskDependencies.ts';
import type { AccountStore } from '../../service/store/accountStore.ts';
import { judgeTask, mostJudged } from '../causes/succeededTasks.ts';
import { MissingEvidence } from '../evidence/missingEvidence.ts';
import { readFirstPage } from '../evidence/readPages.ts';
import type { ExplanationSources } from './explanationSources.ts';

/** Categories of failures that an earlier task causes if it made nothing. */
const lacking: ReadonlySet<FailureCategory> = new Set(['missing-file', 'bad-input']);

type Sources = Pick<ExplanationSources, 'reader' | 'bundles'>;

/**
 * Judges the tasks that a failed task depends on and that count as succeeded, if it lacked what they may have made;
 * undefined if none of them only seems to have succeeded.
 */
export async function judgeDependencies(
  store: AccountStore,
  { accountId, jobId }: TaskResource,
  { dependsOn = {} }: Pick<Task, 'dependsOn'>,
  category: FailureCategory,
  { reader, bundles }: Sources,
): Promise<JudgedSuccess | undefined> {
  const ids = lacking.has(category) ? (listDependencies(dependsOn, mostJudged) ?? []) : [];
  if (ids.length === 0) return undefined;
  const listed = readFirstPage(store.service.tasks.listTasks(jobId, { filter: toIdFilter(ids) }));
  const tasks = ((await new MissingEvidence().ifThere(listed)) ?? []).filter(
    (task) => isInGroup(task, 'succeeded') && hasRun(task),
  );
  const judged = await Promise.all(
    tasks.map(async (task) => {
      const resource = { kind: 'task', accountId, jobId, taskId: task.id } as const;
      return { resource, verdict: await judgeTask(store, resource, task, reader, bundles) };
    }),
  );
  const found = judged.filter(({ verdict }) => verdict.kind !== 'plain');
  return found.length === 0 ? undefined : { looked: judged.length, found };
}

/** Judges those of the tasks that represent these causes, and adds what was found to what is known already. */
export async function withDependencies(
  store: AccountStore,
  examples: readonly ExplainedFailure[],
  known: JudgedSuccess | undefined,
  sources: Sources,
): Promise<JudgedSuccess | undefined> {
  const judged = await Promise.all(
    examples.map(async ({ failing, explanation: { category } }) => {
      if (failing.kind !== 'task' || failing.job?.usesTaskDependencies !== true || !lacking.has(category)) return [];
      const { jobId, taskId } = failing.resource;
      const task = await new MissingEvidence().ifThere(store.service.tasks.getTask(jobId, taskId));
      const of = task && (await judgeDependencies(store, failing.resource, task, category, sources));
      return of?.found ?? [];
    }),
  );
  const found = new Map([...(known?.found ?? []), ...judged.flat()].map((one) => [toKey(one.resource), one]));
  return found.size === 0 ? known : { looked: Math.max(known?.looked ?? 0, found.size), found: [...found.values()] };
}
