import type { FailureCategory } from '../../core/diagnosis/explanation/category.ts';
import type { TaskResource } from '../../core/model/resource.ts';
import { hasRun, isFailed, isSucceeded, type Task } from '../../core/model/task.ts';
import type { JudgedSuccess } from '../../core/model/taskVerdict.ts';
import { listDependencies, toIdFilter } from '../../core/relations/taskDependencies.ts';
import type { BatchService } from '../../service/ports.ts';
import type { DiagnosisWith } from '../ports.ts';
import { MissingEvidence } from './missingEvidence.ts';
import { readFirstPage } from './readPages.ts';
import { type TaskLogs, toSuccessEvidence } from './readTaskLogs.ts';

/** Categories of failures that an earlier task can cause by not producing its output. */
export const lacking: ReadonlySet<FailureCategory> = new Set(['missing-file', 'bad-input']);

const mostJudged = 5;

/**
 * Checks the tasks that a failed task depends on and that count as succeeded, if the failed task lacked something that
 * they may have produced. Undefined if all tasks that can be read really succeeded.
 */
export async function judgeDependencies(
  bundles: DiagnosisWith<'judgeSuccess'>,
  { tasks }: Pick<BatchService, 'tasks'>,
  { accountId, jobId }: TaskResource,
  task: Task,
  category: FailureCategory | undefined,
  read: (resource: TaskResource, task: Task) => Promise<TaskLogs>,
): Promise<JudgedSuccess | undefined> {
  const isLacking = category !== undefined && lacking.has(category) && isFailed(task);
  const ids = isLacking ? (listDependencies(task.dependsOn ?? {}, mostJudged) ?? []) : [];
  if (ids.length === 0) return undefined;
  const judge = async (): Promise<JudgedSuccess | undefined> => {
    const listed = await readFirstPage(tasks.listTasks(jobId, { filter: toIdFilter(ids) }));
    const judged = await Promise.all(
      listed
        .filter((one) => isSucceeded(one) && hasRun(one))
        .map(async (one) => {
          const resource = { kind: 'task', accountId, jobId, taskId: one.id } as const;
          const evidence = toSuccessEvidence(one, await read(resource, one));
          return { resource, verdict: bundles.diagnosis().judgeSuccess(evidence, true) };
        }),
    );
    const found = judged.flatMap(({ resource, verdict }) =>
      verdict === undefined || verdict.kind === 'plain' ? [] : [{ resource, verdict }],
    );
    return found.length === 0 ? undefined : { looked: judged.length, found };
  };
  return new MissingEvidence().ifThere(judge());
}
