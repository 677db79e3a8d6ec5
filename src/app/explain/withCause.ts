import { mapRemedies } from '../../core/changes/remediesOfSteps.ts';
import type { Cause } from '../../core/diagnosis/causes/causes.ts';
import type { RemedyId } from '../../core/diagnosis/explanation/explanation.ts';
import { withNotes } from '../../core/failures/causeNote.ts';
import { withHelp } from '../../core/failures/describeRecurrence.ts';
import { isUnread } from '../../core/failures/unreadFailures.ts';
import { type TaskResource, toKey } from '../../core/model/resource.ts';
import { isFailed } from '../../core/model/task.ts';
import type { CauseTarget } from '../../core/places/documentPath.ts';
import type { AccountStore } from '../../service/store/accountStore.ts';
import type { KnownCauses } from '../causes/knownCauses.ts';
import type { ExplainedResource, RemedyCause, ShownCause } from './explainedResource.ts';

/** Converts a cause with all its tasks to the target of a remedy. */
export function toRemedyCause({ cluster, failures }: Cause, resource: CauseTarget['resource']): RemedyCause {
  return {
    target: { resource, document: 'cause', fingerprint: cluster.fingerprint },
    count: failures.filter(({ failing }) => failing.kind === 'task').length,
  };
}

/**
 * Replaces the retry of all failed tasks of a job with a retry of all tasks with the same cause in the explanation of a
 * failed task. If no view shows that cause, only the task is retried: the others may have failed for other reasons.
 */
export function withCause(
  explained: ExplainedResource,
  store: AccountStore,
  task: TaskResource,
  causes: Pick<KnownCauses, 'shownOf'>,
): ExplainedResource {
  const { explanation, facts, targets } = explained;
  if (facts.task === undefined || !isFailed(facts.task)) return explained;
  const shown = findShown(store, task, causes);
  const cause = shown && toRemedyCause(shown.cause, shown.target.resource);
  const ofCause: readonly RemedyId[] = cause !== undefined && cause.count > 1 ? ['failures.retry'] : [];
  const isForAll = cause !== undefined && explanation.remedies.includes('job.retryFailed');
  const fixes = withHelp(explanation.fixes, shown?.cause.recurrence);
  return {
    ...explained,
    ...(shown === undefined ? {} : { shown }),
    explanation: withNotes(
      mapRemedies({ ...explanation, fixes }, (remedy) => (remedy === 'job.retryFailed' ? ofCause : [remedy])),
      shown === undefined ? [] : [shown.cause],
    ),
    targets: isForAll ? { ...targets, cause } : targets,
  };
}

/** Finds the cause under which a view shows a task: in the explorer below its job; otherwise, in the failures view. */
function findShown(
  store: AccountStore,
  task: TaskResource,
  causes: Pick<KnownCauses, 'shownOf'>,
): ShownCause | undefined {
  const { accountId, jobId } = task;
  const key = toKey(task);
  const hits = ({ failures }: Cause): boolean => failures.some(({ failing }) => toKey(failing.resource) === key);
  for (const resource of [{ kind: 'job', accountId, jobId } as const, { kind: 'account', accountId } as const]) {
    const known = causes.shownOf(store, resource);
    const cause = known?.causes.find((one) => !isUnread(one.cluster) && hits(one));
    if (known === undefined || cause === undefined) continue;
    const target = { resource, document: 'cause', fingerprint: cause.cluster.fingerprint } as const;
    return { cause, target, isComplete: known.isComplete && known.read === known.total };
  }
  return undefined;
}
