import * as l10n from '@vscode/l10n';
import { isFailed } from '../../model/task.ts';
import { isDependency } from '../../relations/taskDependencies.ts';
import type { Draft } from '../explanation/draft.ts';
import { joinSentences, listSome } from '../explanation/sentences.ts';
import type { TaskContext } from '../process/taskContext.ts';

/**
 * Adds to the draft of a task that lacks a file or good input that a task that it depends on hasn't completed yet, or
 * failed and let it start. Batch counts a dependency as met once a task with that ID has completed, even if it was
 * added or run again since.
 */
export function withUnfinishedDependencies({ task, siblings }: TaskContext, draft: Draft): Draft {
  if (draft.category !== 'missing-file' && draft.category !== 'bad-input') return draft;
  const isBefore = isDependency(task.dependsOn ?? {});
  const before = siblings.filter(({ id }) => isBefore(id));
  const toIds = (tasks: typeof before): string => listSome([...new Set(tasks.map(({ id }) => id))]);
  const unfinished = toIds(before.filter(({ state }) => state !== undefined && state !== 'completed'));
  const failed = toIds(before.filter(isFailed));
  if (unfinished !== '') {
    const why = l10n.t("It started although tasks that it depends on aren't done: {0}.", unfinished);
    const text = l10n.t(
      'Run the task again after these have completed: {0}. Give tasks that you add again new IDs, because an earlier task with the same ID counts as the dependency.',
      unfinished,
    );
    return withFirst(draft, why, { text, remedies: ['task.retry'] });
  }
  if (failed === '') return draft;
  const why = l10n.t(
    'It started although tasks that it depends on failed, as their exit conditions allow: {0}.',
    failed,
  );
  return withFirst(draft, why, {
    text: l10n.t('First fix and retry these tasks, which it depends on: {0}.', failed),
  });
}

function withFirst(draft: Draft, why: string, fix: NonNullable<Draft['fixes']>[number]): Draft {
  return { ...draft, cause: joinSentences([why, draft.cause]), fixes: [fix, ...(draft.fixes ?? [])] };
}
