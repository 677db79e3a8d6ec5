import * as l10n from '@vscode/l10n';
import { isFailed, type Task } from '../../model/task.ts';
import { formatNumber } from '../../words/numbers.ts';
import { toTime, toTimeText } from '../evidence/time.ts';
import type { Evidence } from '../explanation/explanation.ts';
import type { TaskContext } from '../process/taskContext.ts';

/** Minimum number of tasks before and since the change; fewer prove nothing. */
const minTasks = 3;

interface Run {
  readonly failed: boolean;
  readonly startedAt: number;
  readonly nodeId?: string | undefined;
}

interface Turn {
  /** Milliseconds since 1970: the starts of the last task that succeeded and of the first that failed after it. */
  readonly lastGoodAt: number;
  readonly firstBadAt: number;
  readonly failed: number;
  readonly before: { readonly succeeded: number; readonly total: number };
}

/**
 * Describes the changes between the last task that succeeded and the failures since, including this one. Later failures
 * alone prove nothing, so changes in between are required.
 */
export function describeLastGoodRun(context: TaskContext): readonly Evidence[] {
  const { task, siblings, pool, job, node } = context;
  const runs = [task, ...siblings].flatMap(toRun);
  const own = toRun(task)[0];
  if (own === undefined) return [];
  const turn = findTurn(own, runs);
  const onNode = findTurn(
    own,
    runs.filter(({ nodeId }) => nodeId !== undefined && nodeId === own.nodeId),
  );
  return [
    ...(turn === undefined
      ? []
      : [
          // A formula constantly changes the size of its pool.
          pool?.enableAutoScale === true
            ? undefined
            : describeChange(turn, pool?.lastModified, (time) =>
                l10n.t('The settings or size of pool {pool} changed on {time}.', { pool: pool?.id ?? '', time }),
              ),
          describeChange(turn, job?.lastModified, (time) =>
            l10n.t('Job {job} was changed on {time}.', { job: job?.id ?? '', time }),
          ),
        ]),
    ...(onNode === undefined
      ? []
      : [
          describeChange(onNode, node?.lastBootTime, (time) => l10n.t('Its node was restarted on {0}.', time)),
          describeChange(onNode, node?.nodeAgentInfo?.lastUpdateTime, (time) =>
            l10n.t("Its node's agent was updated on {0}.", time),
          ),
        ]),
  ].flatMap((piece) => piece ?? []);
}

function toRun(task: Task): readonly Run[] {
  const startedAt = toTime(task.executionInfo?.startTime);
  if (task.state !== 'completed' || startedAt === undefined) return [];
  return [{ failed: isFailed(task), startedAt, nodeId: task.nodeInfo?.nodeId }];
}

function findTurn(own: Run, runs: readonly Run[]): Turn | undefined {
  const goodRuns = runs.filter(({ failed }) => !failed);
  const lastGoodAt = goodRuns.reduce((last, { startedAt }) => Math.max(last, startedAt), 0);
  const since = runs.filter(({ startedAt }) => startedAt > lastGoodAt);
  const before = runs.filter(({ startedAt }) => startedAt <= lastGoodAt);
  const succeeded = goodRuns.length;
  if (own.startedAt <= lastGoodAt || since.length < minTasks || succeeded < minTasks) return undefined;
  // If most earlier tasks failed, too, the last success doesn't mark a change.
  if (succeeded * 2 < before.length) return undefined;
  return {
    lastGoodAt,
    firstBadAt: since.reduce((first, { startedAt }) => Math.min(first, startedAt), own.startedAt),
    failed: since.length,
    before: { succeeded, total: before.length },
  };
}

/** Describes a change between the last success and the first failure since; undefined for other times. */
function describeChange(
  { lastGoodAt, firstBadAt, failed, before }: Turn,
  changedAt: string | undefined,
  describe: (time: string) => string,
): Evidence | undefined {
  const at = toTime(changedAt);
  if (at === undefined || at <= lastGoodAt || at > firstBadAt) return undefined;
  const text = l10n.t('{change} {succeeded} of {total} tasks succeeded before that, and none of {count} since.', {
    change: describe(toTimeText(at)),
    succeeded: formatNumber(before.succeeded),
    total: formatNumber(before.total),
    count: formatNumber(failed),
  });
  return { text, source: 'siblings' };
}
