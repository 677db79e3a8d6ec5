import * as l10n from '@vscode/l10n';
import { isDependency } from '../../relations/taskDependencies.ts';
import type { Draft } from '../explanation/draft.ts';
import { joinSentences, listSome } from '../explanation/sentences.ts';
import type { TaskContext } from '../process/taskContext.ts';

/**
 * Adds to the draft of a task that lacks a file or good input that a task that it depends on hasn't completed yet.
 * Batch counts a dependency as met once a task with that ID has completed, even if it was added or run again since.
 */
export function withUnfinishedDependencies({ task, siblings }: TaskContext, draft: Draft): Draft {
  const isLack = draft.category === 'missing-file' || draft.category === 'bad-input';
  const isBefore = isDependency(task.dependsOn ?? {});
  const unfinished = siblings.filter(({ id, state }) => isBefore(id) && state !== undefined && state !== 'completed');
  if (!isLack || unfinished.length === 0) return draft;
  const tasks = listSome([...new Set(unfinished.map(({ id }) => id))]);
  const why = l10n.t("It started although tasks that it depends on aren't done: {0}.", tasks);
  const text = l10n.t(
    'Run the task again after these have completed: {0}. Give tasks that you add again new IDs, because an earlier task with the same ID counts as the dependency.',
    tasks,
  );
  return {
    ...draft,
    cause: joinSentences([why, draft.cause]),
    fixes: [{ text, remedies: ['task.retry'] }, ...(draft.fixes ?? [])],
  };
}
