import * as l10n from '@vscode/l10n';
import { countOutcomes, type ItemOutcome } from '../../core/changes/bulk/bulkRecord.ts';
import { type Resource, type TaskResource, toJobOrAccount } from '../../core/model/resource.ts';
import { toLink } from '../../core/places/address.ts';
import type { CauseTarget } from '../../core/places/documentPath.ts';
import { findCause, findTasks } from '../actions/failures/findTasks.ts';
import { toNotes } from '../actions/failures/retry.ts';
import type { KeptBulk } from '../actions/run/bulkFolder.ts';
import { toReportTarget } from '../actions/run/reportTarget.ts';
import { foresee, retry } from '../actions/task/retry.ts';
import { describeRetryPlan } from '../actions/task/retryQuestion.ts';
import { listRefusedReasons, toFirst } from '../actions/verb/judge.ts';
import { withRight } from '../actions/verb/readOnly.ts';
import { findNamedAccount, openForAgent } from './account.ts';
import { type Answer, Refusal } from './answer.ts';
import { toUntrusted } from './consent.ts';
import type { DataLine } from './fence.ts';
import type { InputOf } from './input.ts';
import { withPatience } from './patientUi.ts';
import type { AgentServices, ToolCall } from './services.ts';
import type { agentTools } from './table.ts';

type Input = InputOf<typeof agentTools.azurebatch_retry_tasks>;

/** Retries failed tasks after the user has answered the same question as for the user's own retry. */
export async function retryTasks(call: ToolCall, input: Input): Promise<Answer> {
  const { services, signal } = call;
  const { job, tasks = [], cause } = input;
  if ((tasks.length === 0) === (cause === undefined))
    throw new Refusal('Give either tasks with their job, or a cause. azurebatch_list_failures has both.');
  if (cause === undefined && job === undefined)
    throw new Refusal('Tasks need their job. Call again with job and tasks.');
  const account = findNamedAccount(services, input.account);
  const { id: accountId } = account;
  const store = await openForAgent(call, account);
  if (!services.settings.isTrusted) throw toUntrusted();
  let bulkId: string | undefined;
  const app: AgentServices = await withRight(
    {
      ...services,
      ui: withPatience(services, signal),
      // The report of an action is rendered again when the action has ended.
      reread(target) {
        if (target.document === 'bulkReport') bulkId = target.bulkId;
        services.reread(target);
      },
    },
    'changeJobs',
    [{ accountId }],
  );
  const resource = toJobOrAccount(accountId, job);
  const target = cause === undefined ? undefined : ({ resource, document: 'cause', fingerprint: cause } as const);
  // The cause has as many tasks as where it is listed or explained.
  if (target !== undefined && job === undefined) await services.causes.ofAccount(store, undefined, (work) => work());
  if (target !== undefined) await refuseWithoutTasks(app, target);
  const chosen: readonly TaskResource[] =
    target === undefined
      ? [...new Set(tasks)].map((taskId) => ({ kind: 'task', accountId, jobId: job ?? '', taskId }))
      : await findTasks(app, [target]);
  // A command for a cause retries all its tasks when it runs, including tasks that were not read here.
  const commands = services.findOwnWay?.(target ?? chosen);
  if (commands !== undefined) {
    throw toNotAsked(commands, commands.length === 0 ? [] : await describePlan(app, chosen, target));
  }
  // The note forces a question even if a user's own retry would not ask.
  const unread = target === undefined ? [] : toNotes(services, [target]);
  await retry(app, chosen, [l10n.t('An agent requested this.'), ...unread]);
  const bulk = bulkId === undefined ? undefined : await services.bulks.get(bulkId);
  if (bulk === undefined)
    throw new Refusal(
      'Nothing was retried. The user chose something else, which the window shows. Ask them before you call again.',
    );
  return describeRetry(services, bulk);
}

/**
 * Describes what the command for the user would do. Throws if none of the tasks can run again, because it would only say
 * so.
 */
async function describePlan(
  app: AgentServices,
  tasks: readonly TaskResource[],
  target: CauseTarget | undefined,
): Promise<readonly string[]> {
  const asked = await foresee(app, tasks);
  if (target === undefined && asked.groups.length === 0)
    throw new Refusal(
      'None of these tasks can be retried, so nothing was. Reasons:',
      listRefusedReasons(asked.judged.refused),
    );
  return describeRetryPlan(asked, toFirst);
}

/** Creates the refusal for when no user can be asked. */
function toNotAsked(commands: readonly string[], plan: readonly string[]): Refusal {
  return commands.length === 0
    ? new Refusal(
        "No one can be asked here, so nothing was retried. These IDs contain characters that Azure Batch IDs can't have. azurebatch_list_failures lists the IDs of failed tasks.",
      )
    : new Refusal(
        'No one can be asked here, so nothing was retried. Give the user this command, which asks them, and what it would do:',
        [...commands, ...plan],
      );
}

/** Throws for a cause that affects only nodes, pools, or jobs. */
async function refuseWithoutTasks(app: AgentServices, target: CauseTarget): Promise<void> {
  const { failures } = await findCause(app, target);
  if (failures.some(({ failing }) => failing.kind === 'task')) return;
  throw new Refusal(
    "This cause didn't affect any tasks, so there is nothing to retry. azurebatch_explain lists its steps.",
  );
}

function describeRetry(services: AgentServices, { record: { plan, outcomes } }: KeptBulk): Answer {
  const { done, failed, unknown } = countOutcomes(outcomes);
  return {
    head: `The user agreed. Tasks retried: ${done}; tasks that could not be retried: ${failed}; tasks whose outcome is unknown: ${unknown}.`,
    data: [
      ...plan.items.map(({ resource }, index) => `${toResourceName(resource)}: ${toBecame(outcomes[index])}`),
      ...(plan.leftOut ?? []).flatMap(({ reason, items }) =>
        items.map(({ resource }): DataLine => `${toResourceName(resource)}: left out. ${reason}`),
      ),
      ...(services.linkScheme === undefined
        ? []
        : [{ label: 'Report:', link: toLink(services.linkScheme, toReportTarget(plan)) }]),
    ],
    notes: [
      'The tasks need time to run. To see how one of them turned out, call azurebatch_explain with it in a few minutes; do not call repeatedly.',
    ],
  };
}

function toResourceName(resource: Resource): string {
  return resource.kind === 'task' ? `${resource.jobId}/${resource.taskId}` : '';
}

function toBecame(outcome: ItemOutcome = { outcome: 'notBegun' }): string {
  switch (outcome.outcome) {
    case 'notBegun':
      return 'not started';
    case 'sent':
      return 'unknown';
    case 'done':
      return outcome.note === undefined ? 'retried' : `retried. ${outcome.note}`;
    case 'failed':
      return `could not be retried. ${outcome.message}`;
    case 'unknown':
      return `unknown. ${outcome.reason}`;
  }
}
