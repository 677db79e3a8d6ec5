import * as l10n from '@vscode/l10n';
import type { RecentTask } from '../../model/computeNode.ts';
import { isFailed } from '../../model/task.ts';
import { formatNumber } from '../../words/numbers.ts';
import type { FailureCategory } from '../explanation/category.ts';
import type { Evidence } from '../explanation/explanation.ts';
import type { TaskContext } from '../process/taskContext.ts';

/** Minimum number of tasks that show whether a node works. */
const minTasks = 3;
/** Minimum share of failed tasks on a bad node, and of succeeded tasks on other nodes. */
const minShare = 0.8;

/** Categories of failures that a node may cause, so its success with other tasks is relevant. */
const blamable: ReadonlySet<FailureCategory> = new Set([
  'gpu',
  'disk-full',
  'out-of-memory',
  'crash-signal',
  'network',
  'network-dns',
  'network-tls',
  'node',
  'mpi',
]);

/**
 * Describes the outcomes of other tasks, of any job, that last ran on a failed task's node, if they suggest that the
 * node is or isn't at fault. Returns undefined otherwise, or if the job is not known to succeed on other nodes.
 */
export function describeNodeHistory(context: TaskContext, category: FailureCategory): Evidence | undefined {
  const ended = listOthers(context).filter(({ executionInfo: run }) => run?.result !== undefined);
  if (context.node === undefined || ended.length < minTasks) return undefined;
  const failed = ended.filter(({ executionInfo: run }) => run?.result === 'failure').length;
  const source = 'recentTasks';
  const parts = { failed: formatNumber(failed), total: formatNumber(ended.length) };
  if (failed >= ended.length * minShare && worksElsewhere(context))
    return {
      text: l10n.t('Of the {total} other tasks that most recently ended on this node, {failed} failed too.', {
        failed: parts.failed,
        total: parts.total,
      }),
      source,
    };
  return failed === 0 && blamable.has(category)
    ? { text: l10n.t('The {0} other tasks that most recently ended on this node succeeded.', parts.total), source }
    : undefined;
}

/** Lists other tasks once each, because a node lists a task once for each of its last states. */
function listOthers({ task, job, node }: TaskContext): readonly RecentTask[] {
  const others = (node?.recentTasks ?? []).filter(
    ({ jobId, taskId }) => taskId !== task.id || (job !== undefined && jobId !== job.id),
  );
  return [
    ...new Map(others.map((other) => [JSON.stringify([other.jobId, other.taskId, other.subtaskId]), other])).values(),
  ];
}

/** Checks whether the job succeeds on other nodes, so that its failures have only the node in common. */
function worksElsewhere({ siblings, task }: TaskContext): boolean {
  const elsewhere = siblings.filter(
    (sibling) => sibling.state === 'completed' && sibling.nodeInfo?.nodeId !== task.nodeInfo?.nodeId,
  );
  const succeeded = elsewhere.filter((sibling) => !isFailed(sibling)).length;
  return succeeded >= minTasks && succeeded >= elsewhere.length * minShare;
}
