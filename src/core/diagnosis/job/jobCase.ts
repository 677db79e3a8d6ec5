import * as l10n from '@vscode/l10n';
import type { ComputeNode } from '../../model/computeNode.ts';
import type { Job, JobPreparationAndReleaseStatus } from '../../model/job.ts';
import type { Pool } from '../../model/pool.ts';
import { isFailed, type Task } from '../../model/task.ts';
import { formatNumber } from '../../query/numbers.ts';
import type { OperatingSystem } from '../evidence/operatingSystem.ts';
import { isSame } from '../evidence/time.ts';
import type { Evidence } from '../explanation/explanation.ts';
import type { HelperLogs } from '../process/helperLogs.ts';
import type { QuotaEvidence } from '../quota/quotaEvidence.ts';

/** A job, checked, with what is known around it. */
export interface JobCase {
  readonly job: Job;
  readonly tasks: readonly Task[];
  /** Whether `tasks` are all there are: none known and none there are two things. */
  readonly areTasksKnown: boolean;
  readonly preparation: readonly JobPreparationAndReleaseStatus[];
  readonly preparationLogs?: HelperLogs | undefined;
  readonly releaseLogs?: HelperLogs | undefined;
  readonly pool?: Pool | undefined;
  readonly nodes?: readonly ComputeNode[] | undefined;
  /** Not checked yet. */
  readonly quotas?: QuotaEvidence | undefined;
  readonly os?: OperatingSystem | undefined;
  readonly now?: Date | string | undefined;
}

/** Whether a task has a node that it runs on, or is prepared for. */
export function isRunning({ state }: Task): boolean {
  return isSame(state, 'running') || isSame(state, 'preparing');
}

/** How many tasks are in which state; undefined when none is known. */
export function describeTaskCounts(tasks: readonly Task[]): Evidence | undefined {
  if (tasks.length === 0) return undefined;
  const failed = tasks.filter(isFailed).length;
  const completed = tasks.filter((task) => isSame(task.state, 'completed')).length;
  const running = tasks.filter(isRunning).length;
  return {
    text: l10n.t(
      '{0} failed, {1} running, {2} waiting, {3} succeeded',
      formatNumber(failed),
      formatNumber(running),
      formatNumber(tasks.length - completed - running),
      formatNumber(completed - failed),
    ),
    source: 'tasks',
  };
}
