import type { Fix, RemedyId } from '../../core/diagnosis/explanation/explanation.ts';
import { toKind } from '../../core/model/resource.ts';
import { toCommandId } from '../commandId.ts';
import type { RemedyAction } from '../messages/helpfulAction.ts';
import type { RemedyTargets } from './explainedResource.ts';

/** Returns the remedies that have a target as commands, with titles and reasons for refusal from `describe`. */
export function toRemedyActions(
  remedies: readonly RemedyId[],
  targets: RemedyTargets,
  describe: (remedy: RemedyId, target: RemedyAction['target']) => Pick<RemedyAction, 'title' | 'refusal'>,
): readonly RemedyAction[] {
  return remedies.flatMap((remedy) => {
    const target = findTarget(remedy, targets);
    if (target === undefined) return [];
    const some =
      remedy === 'job.retryFailed' && 'kind' in target && target.kind === 'job' ? targets.retries : undefined;
    return (some ?? [undefined]).map((taskIds) => {
      const limited = taskIds === undefined ? {} : { taskIds };
      const of = { ...target, ...limited };
      return { remedy, command: toCommandId(remedy), target: of, ...limited, ...describe(remedy, of) };
    });
  });
}

/** Lists the sets of tasks to which the steps limit a retry of failed tasks; undefined for a retry of all of them. */
export function listRetries(fixes: readonly Fix[]): NonNullable<RemedyTargets['retries']> | undefined {
  const retrying = fixes.filter(({ remedies = [] }) => remedies.includes('job.retryFailed'));
  return retrying.length === 0
    ? undefined
    : [...new Map(retrying.map(({ retries }) => [String(retries), retries])).values()];
}

function findTarget(
  remedy: RemedyId,
  { resource, task, example, job, node, pool, cause }: RemedyTargets,
): RemedyAction['target'] | undefined {
  if (remedy === 'failures.readLogs') return toKind('job', resource) ?? toKind('account', resource);
  if (remedy.startsWith('failures.')) return cause?.target;
  if (remedy === 'task.compareLastGood') return toKind('task', example ?? resource);
  if (remedy === 'task.downloadFiles' || remedy === 'file.find') return toKind('task', resource) ?? cause?.target;
  if (remedy.startsWith('task.')) return toKind('task', resource) ?? task;
  if (remedy.startsWith('jobSchedule.')) return toKind('jobSchedule', resource);
  if (remedy.startsWith('job.')) return toKind('job', resource) ?? job;
  if (remedy.startsWith('node.')) return toKind('node', resource) ?? node;
  if (remedy.startsWith('pool.')) return toKind('pool', resource) ?? pool;
  return toKind('account', resource);
}
