import * as l10n from '@vscode/l10n';
import { planResubmit } from '../../../core/changes/taskPlans.ts';
import { applyEdits, listEdits } from '../../../core/definitions/definitionEdits.ts';
import type { Resubmitted } from '../../../core/definitions/keepDependencies.ts';
import { toDefinition } from '../../../core/definitions/resubmit.ts';
import type { Task } from '../../../core/model/task.ts';
import type { App } from '../../app.ts';
import type { TaskDraft } from '../../definitions/draft.ts';
import { type Judged, judgeEach } from '../verb/judge.ts';

/** A task that is not submitted, with the reason. */
export interface LeftOut {
  readonly taskId: string;
  readonly reason: string;
}

/**
 * Reads the current tasks of a draft, with their secrets, and applies the draft's edits to each. Leaves out tasks to
 * which an edit does not apply.
 */
export async function editAll(
  services: App,
  draft: TaskDraft,
  definition: Task,
): Promise<{ readonly edited: readonly Resubmitted[]; readonly leftOut: readonly LeftOut[] }> {
  const template = toDefinition(draft.original);
  const edits = listEdits(template, definition);
  const others = draft.tasks.filter(
    ({ taskId, jobId }) => taskId !== draft.resource.taskId || jobId !== draft.resource.jobId,
  );
  const { service } = await services.accounts.getStore(draft.resource.accountId);
  const { candidates, refused }: Judged<(typeof others)[number], { readonly jobId: string; readonly original: Task }> =
    await judgeEach(
      services,
      others,
      async ({ jobId, taskId }, call) => ({ jobId, original: await service.tasks.getTask(jobId, taskId, call) }),
      ({ original }) => planResubmit(original),
    );
  const edited: Resubmitted[] = [{ original: draft.original, definition, jobId: draft.resource.jobId }];
  const leftOut: LeftOut[] = refused.map(({ resource, reason }) => ({ taskId: resource.taskId, reason }));
  for (const { original, jobId } of candidates) {
    const renaming = { from: template.id, to: original.id };
    const { value, misfit } = applyEdits(toDefinition(original), edits, renaming);
    if (value !== undefined) edited.push({ original, definition: value, jobId });
    else leftOut.push({ taskId: original.id, reason: toPathReason(services, misfit?.path ?? []) });
  }
  return { edited, leftOut };
}

function toPathReason({ bundles }: Pick<App, 'bundles'>, path: readonly (string | number)[]): string {
  return l10n.t("The change to {0} doesn't apply to this task.", bundles.diagnosis().describePath(path));
}
