import * as l10n from '@vscode/l10n';
import { findFreeNumber } from '../../../app/actions/definition/pickTarget.ts';
import { requirePossible } from '../../../app/actions/judge.ts';
import { readAndExplainTask } from '../../../app/explain/explainTask.ts';
import { findNow } from '../../../core/model/missing.ts';
import type { TaskResource } from '../../../core/model/resource.ts';
import { asCount } from '../../../core/query/numbers.ts';
import { toDefinition, toNumberedId } from '../../../core/remedy/resubmit.ts';
import { planResubmit } from '../../../core/remedy/taskPlans.ts';
import { toVisible } from '../../../core/text/escape.ts';
import { plural } from '../../../core/text/plural.ts';
import { toVisibleJson } from '../../../core/text/visibleJson.ts';
import type { TaskPort } from '../../../service/ports.ts';
import type { CommandServices } from '../command.ts';

/** Of more tasks only the first is asked for a free id: submitting them reports an id that is taken. */
const mostAsked = 20;

/**
 * Opens the definition of the first of these tasks to be corrected, at what is at fault. What is edited there is edited in
 * all of them when it is submitted. Throws `InvalidInput` when the definition is not whole, and what the service answers.
 */
export async function openDraft(
  services: CommandServices,
  [resource, ...others]: readonly [TaskResource, ...TaskResource[]],
): Promise<void> {
  const tasks = [resource, ...others];
  const store = await services.accounts.getStore(resource.accountId);
  const { service } = store;
  const original = await service.tasks.getTask(resource.jobId, resource.taskId);
  requirePossible(planResubmit(original));
  const asked = tasks.length > mostAsked ? [resource] : tasks;
  const [{ explanation, facts }, number] = await Promise.all([
    readAndExplainTask(store, resource, services, new Date(services.clock.now())),
    findFreeNumber((number) => isAnyTaken(service.tasks, asked, number)),
  ]);
  const definition = toDefinition(original);
  const id = toNumberedId(resource.taskId, number);
  const agent = facts.pool?.virtualMachineConfiguration?.nodeAgentSKUId?.toLowerCase();
  await services.drafts.open(id.replace(/[^\w-]/g, '_'), toVisibleJson({ ...definition, id }), {
    kind: 'task',
    resource,
    tasks,
    original,
    definition,
    shown: toVisibleJson(definition),
    title: explanation.title,
    fingerprint: explanation.fingerprint,
    fixes: explanation.fixes.filter(({ property }) => property !== undefined),
    isWindows: agent?.includes('windows') ?? false,
    entered: new Map(),
  });
  services.ui.notify('status', describeOpened(resource.taskId, tasks.length));
}

function describeOpened(taskId: string, count: number): string {
  const task = toVisible(taskId);
  return plural(count, {
    '=1': l10n.t('The definition of task {0} is open. Correct it, then submit it.', task),
    one: l10n.t('The definition of task {task} is open. What you correct in it is corrected in {count} task.', {
      ...asCount(count),
      task,
    }),
    other: l10n.t('The definition of task {task} is open. What you correct in it is corrected in all {count} tasks.', {
      ...asCount(count),
      task,
    }),
  });
}

async function isAnyTaken(port: TaskPort, tasks: readonly TaskResource[], number: number): Promise<boolean> {
  const found = await Promise.all(
    tasks.map(({ jobId, taskId }) => findNow(port.getTask(jobId, toNumberedId(taskId, number)))),
  );
  return found.some((task) => task !== undefined);
}
