import * as l10n from '@vscode/l10n';
import type { TaskResource } from '../../../core/model/resource.ts';
import { toVisible } from '../../../core/text/escape.ts';
import { plural } from '../../../core/text/plural.ts';
import { asCount } from '../../../core/words/numbers.ts';
import type { WindowApp } from '../verb/window.ts';
import { makeDraft } from './makeDraft.ts';

/**
 * Opens the definition of the first of these tasks for correction, at the proposed change or the fault. When it is
 * submitted, the same edits apply to all of the tasks. Throws as `makeDraft` does.
 */
export async function openDraft(services: WindowApp, tasks: readonly [TaskResource, ...TaskResource[]]): Promise<void> {
  const { draft, id, text, changed } = await makeDraft(services, tasks);
  await services.definitions.open(id.replace(/[^\w-]/g, '_'), text, draft, changed);
  const said = describeOpened(tasks[0].taskId, tasks.length);
  services.ui.notify('status', changed.length === 0 ? said : `${describeProposed(changed.length)} ${said}`);
}

function describeProposed(count: number): string {
  return plural(count, {
    '=1': l10n.t('The proposed change has been applied: check it.'),
    other: l10n.t('The proposed changes have been applied: check them.'),
  });
}

function describeOpened(taskId: string, count: number): string {
  const task = toVisible(taskId);
  return plural(count, {
    '=1': l10n.t('The definition of task {0} is open. Correct it, then submit it.', task),
    one: l10n.t('The definition of task {task} is open. Your corrections apply to {count} task.', {
      ...asCount(count),
      task,
    }),
    other: l10n.t('The definition of task {task} is open. Your corrections apply to all {count} tasks.', {
      ...asCount(count),
      task,
    }),
  });
}
