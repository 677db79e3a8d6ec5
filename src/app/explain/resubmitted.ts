import * as l10n from '@vscode/l10n';
import type { Explanation, RemedyId } from '../../core/diagnosis/explanation/explanation.ts';
import { BatchError } from '../../core/model/batchError.ts';
import type { Resubmission, ShownResubmission } from '../../core/model/resubmission.ts';
import { type Task, toTaskGroup } from '../../core/model/task.ts';
import { plural } from '../../core/text/plural.ts';
import { asCount } from '../../core/words/numbers.ts';
import type { AccountStore } from '../../service/store/accountStore.ts';
import type { Resubmissions } from '../evidence/resubmissions.ts';
import type { FollowedTask } from './explainedResource.ts';

/** Maximum number of tasks requested, which is the number that a page names. */
const mostAsked = 5;

/** The tasks that failed tasks were resubmitted as. */
export interface Resubmitted {
  /** Unfinished tasks come first. */
  readonly all: readonly ShownResubmission[];
  readonly following: readonly FollowedTask[];
}

/**
 * Requests the first tasks that are not known to have ended, and saves their outcomes. Without a response, keeps their
 * last known state.
 */
export async function readResubmitted(
  { account, service }: Pick<AccountStore, 'account' | 'service'>,
  resubmissions: readonly Resubmission[],
  known: Pick<Resubmissions, 'settle'>,
): Promise<Resubmitted> {
  const open = resubmissions.filter(({ outcome }) => outcome === undefined);
  const ended = resubmissions.filter(({ outcome }) => outcome !== undefined);
  const asked = await Promise.all(
    open.slice(0, mostAsked).map(async (one) => {
      const { jobId, taskId } = one;
      const task = await service.tasks.getTask(jobId, taskId).catch((error: unknown) => {
        if (BatchError.is(error)) return undefined;
        throw error;
      });
      return { resource: { kind: 'task', accountId: account.id, jobId, taskId } as const, one, task };
    }),
  );
  const now = asked.map(({ one, task }): ShownResubmission => ({ ...one, ...toNow(task) }));
  await known.settle(now);
  return {
    all: [
      ...now.filter(({ outcome }) => outcome === undefined),
      ...open.slice(mostAsked),
      ...now.filter(({ outcome }) => outcome !== undefined),
      ...ended,
    ],
    following: asked.flatMap(({ resource, task }) =>
      task === undefined || task.state === 'completed' ? [] : [{ resource, task }],
    ),
  };
}

/**
 * Adapts the explanation of `count` failed tasks that were all resubmitted. Unless a new task failed, the only step is
 * to wait for unfinished tasks, and no remedy submits them again.
 */
export function withResubmitted(
  explanation: Explanation,
  resubmitted: readonly ShownResubmission[],
  count: number,
): Explanation {
  if (resubmitted.length !== count || resubmitted.some(({ outcome }) => outcome === 'failed')) return explanation;
  const open = resubmitted.filter(({ outcome }) => outcome === undefined).length;
  // The page of a cause already states that all succeeded.
  if (count === 0 || (open === 0 && count > 1)) return explanation;
  const remedies = explanation.remedies.filter((remedy) => !runsAgain.has(remedy));
  const sections = explanation.sections?.filter(({ id }) => id !== 'retry');
  return { ...explanation, ...(sections && { sections }), fixes: [{ text: describeStep(open) }], remedies };
}

function describeStep(open: number): string {
  if (open === 0)
    return l10n.t(
      'There is nothing left to do: the task was resubmitted with a different ID and succeeded. Delete the first run if you no longer need it.',
    );
  return plural(open, {
    one: l10n.t("Wait for {count} resubmitted task that hasn't ended.", asCount(open)),
    other: l10n.t("Wait for {count} resubmitted tasks that haven't ended.", asCount(open)),
  });
}

const runsAgain: ReadonlySet<RemedyId> = new Set([
  'task.retry',
  'task.resubmit',
  'job.retryFailed',
  'failures.retry',
  'failures.resubmit',
]);

function toNow(task: Task | undefined): Pick<ShownResubmission, 'outcome' | 'now'> {
  switch (task && toTaskGroup(task)) {
    case 'active':
      return { now: 'waiting' };
    case 'running':
    case 'preparing':
      return { now: 'running' };
    case 'failed':
      return { outcome: 'failed' };
    case 'succeeded':
      return { outcome: 'succeeded' };
    default:
      return {};
  }
}
