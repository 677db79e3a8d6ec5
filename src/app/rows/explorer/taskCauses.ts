import * as l10n from '@vscode/l10n';
import type { Cause } from '../../../core/diagnosis/causes/causes.ts';
import { leaveOutFollowOn } from '../../../core/failures/failingKinds.ts';
import { joinParts } from '../../../core/text/lists.ts';
import { formatCount, sayCount } from '../../../core/words/count.ts';
import { formatNumber } from '../../../core/words/numbers.ts';
import type { AccountSnapshot } from '../../../service/store/accountStore.ts';
import { findResubmission } from '../../lists/resolved.ts';
import { toCauseFacts } from '../causeFacts.ts';
import { toFailedTasksText, toResolvedText } from '../counts.ts';
import { toCauseWords, withoutRetry } from '../resourceWords.ts';
import type { Row } from '../row.ts';
import { toSpokenTitle } from '../spoken.ts';
import type { ExplorerPlace, PlaceOf } from './treeNode.ts';

/** Returns the causes of a job's failed tasks, greatest impact first. */
export type FindCauses = (jobId: string) => readonly Cause[];
/** Returns no causes, for callers that don't distinguish causes. */
export const noCauses: FindCauses = () => [];

const maxAtAGlance = 10;

/** Lists the rows below a job's failed tasks by cause; undefined if the tasks themselves are shown. */
export function toCausePlaces(jobId: string, causes: readonly Cause[]): readonly ExplorerPlace[] | undefined {
  if (causes.length < 2 && countCausedTasks(causes) <= maxAtAGlance) return undefined;
  return causes.map(({ cluster }) => ({ kind: 'taskCause', jobId, fingerprint: cluster.fingerprint }));
}

/** Lists the tasks of a cause, newest first. */
export function toTasksOfCause(
  { jobId, fingerprint }: PlaceOf<'taskCause'>,
  causes: readonly Cause[],
): readonly PlaceOf<'task'>[] {
  const cause = causes.find(({ cluster }) => cluster.fingerprint === fingerprint);
  return (cause?.failures ?? []).flatMap(({ failing }) =>
    failing.kind === 'task' ? [{ kind: 'task', jobId, taskId: failing.resource.taskId, group: 'failed' }] : [],
  );
}

/** The cause of each failed task, cached by the causes of its job. */
const causesByTask = new WeakMap<readonly Cause[], ReadonlyMap<string, Cause>>();

/** Finds the cause of a failed task in the causes of its job. */
export function findCauseOfTask(causes: readonly Cause[], taskId: string): Cause | undefined {
  let byTask = causesByTask.get(causes);
  if (byTask === undefined) {
    byTask = new Map(
      causes.flatMap((cause) =>
        cause.failures.flatMap(({ failing }) =>
          failing.kind === 'task' ? [[failing.resource.taskId, cause] as const] : [],
        ),
      ),
    );
    causesByTask.set(causes, byTask);
  }
  return byTask.get(taskId);
}

/**
 * Creates the row of a cause: its title, and how many of the loaded tasks it affects. The row is expanded if all its
 * tasks can be seen at a glance, or if it has the greatest impact. Undefined if the cause no longer has tasks.
 */
export function toTaskCauseRow(
  { jobId, fingerprint }: PlaceOf<'taskCause'>,
  snapshot: AccountSnapshot,
  causes: readonly Cause[],
): Row | undefined {
  const index = causes.findIndex(({ cluster }) => cluster.fingerprint === fingerprint);
  const cause = causes[index];
  if (cause === undefined) return undefined;
  const { items, hasMore } = snapshot.slice({ kind: 'tasks', jobId, group: 'failed' });
  const count = { count: leaveOutFollowOn(cause.failures).length, isComplete: hasMore || cause.isComplete };
  const resolved = cause.failures.filter(
    ({ failing }) =>
      failing.kind === 'task' && findResubmission(snapshot, jobId, failing.task)?.outcome === 'succeeded',
  ).length;
  const areAllResolved = resolved === cause.failures.length;
  const number = hasMore
    ? l10n.t('{count} of the {loaded} loaded', { count: formatCount(count), loaded: formatNumber(items.length) })
    : formatCount(count);
  const description = joinParts(number, resolved > 0 && toResolvedText(resolved)) ?? number;
  const isOpen = index === 0 || countCausedTasks(causes) <= maxAtAGlance;
  return {
    kind: 'failureGroup',
    words: areAllResolved ? withoutRetry(toCauseWords(cause)) : toCauseWords(cause),
    label: cause.cluster.title,
    description,
    icon: 'none',
    spoken:
      joinParts(hasMore ? number : toFailedTasksText(count, sayCount), toSpokenTitle(cause.cluster.title)) ??
      cause.cluster.title,
    children: isOpen ? 'expanded' : 'collapsed',
    facts: () => toCauseFacts(cause),
  };
}

function countCausedTasks(causes: readonly Cause[]): number {
  return causes.reduce((sum, { failures }) => sum + failures.length, 0);
}
