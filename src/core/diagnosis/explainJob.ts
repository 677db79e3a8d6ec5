import * as l10n from '@vscode/l10n';
import type { ComputeNode } from '../model/computeNode.ts';
import type { Job, JobPreparationAndReleaseStatus, TaskCounts } from '../model/job.ts';
import type { Pool } from '../model/pool.ts';
import { isObject } from '../model/shape.ts';
import type { Task } from '../model/task.ts';
import type { Cause } from './causes/causes.ts';
import type { ReadShare } from './causes/causesSection.ts';
import { findOperatingSystem } from './evidence/operatingSystem.ts';
import type { QuotaEvidence } from './evidence/quotaEvidence.ts';
import { type Given, toJob, toNodes, toParts, toPool, toPreparation, toTasks, unknownId } from './evidence/shapes.ts';
import { toExplanation } from './explanation/draft.ts';
import type { Explanation, Section } from './explanation/explanation.ts';
import { chartTaskCounts, type JobCase } from './job/jobCase.ts';
import { explainJobCase } from './job/jobState.ts';
import type { TaskLogs } from './process/logCause.ts';
import { type HelperLogs, type OtherJob, toHelperLogs } from './process/taskCase.ts';

export interface JobEvidence {
  readonly job: Job;
  readonly tasks?: readonly Task[] | undefined;
  /** The causes of its failed tasks as the views show them, most damage first; by `tasks` alone when left out. */
  readonly causes?: readonly Cause[] | undefined;
  /** How many failed tasks these are of, and how many there are. */
  readonly coverage?: ReadShare | undefined;
  /** How many tasks there are, as the service counts them: `tasks` may be the first of them. */
  readonly counts?: TaskCounts | undefined;
  /** The logs of the failed task that ended or disabled the job, else of the one that ended first. */
  readonly firstLogs?: TaskLogs | undefined;
  /** How preparation and release tasks went, node by node. */
  readonly preparation?: readonly JobPreparationAndReleaseStatus[] | undefined;
  /** What the preparation and the release task wrote where they failed. */
  readonly preparationLogs?: HelperLogs | undefined;
  readonly releaseLogs?: HelperLogs | undefined;
  readonly pool?: Pool | undefined;
  /** Nodes of the pool; they show why tasks wait. */
  readonly nodes?: readonly ComputeNode[] | undefined;
  /** The other jobs of the pool that are active; left out where they are not all known. */
  readonly otherJobs?: readonly OtherJob[] | undefined;
  /** The account's limits and what counts against them, where its pool has run into them. */
  readonly quotas?: QuotaEvidence | undefined;
  readonly now?: Date | string | undefined;
}

/** Why a job makes no progress, how it ended, or which failure weighs most among its tasks. Never throws. */
export function explainJob(
  evidence: Given<JobEvidence, 'job' | 'tasks' | 'preparation' | 'pool' | 'nodes'>,
): Explanation {
  const { causes, coverage, counts, firstLogs } = toParts(evidence);
  const { job, tasks, preparation, preparationLogs, releaseLogs, pool, nodes, otherJobs, quotas, now } =
    toParts(evidence);
  const checkedPool = toPool(pool);
  const theCase: JobCase = {
    job: toJob(job) ?? { id: unknownId },
    tasks: toTasks(tasks),
    areTasksKnown: Array.isArray(tasks),
    causes: Array.isArray(causes) ? causes : undefined,
    coverage: isObject(coverage) ? coverage : undefined,
    counts: isObject(counts) ? counts : undefined,
    firstLogs: isObject(firstLogs) ? firstLogs : undefined,
    preparation: toPreparation(preparation),
    preparationLogs: toHelperLogs(preparationLogs),
    releaseLogs: toHelperLogs(releaseLogs),
    pool: checkedPool,
    os: findOperatingSystem(checkedPool),
    nodes: toNodes(nodes),
    otherJobs,
    quotas,
    now,
  };
  const draft = explainJobCase(theCase);
  const chart = chartTaskCounts(theCase.job.id, theCase.counts);
  const byState: Section | undefined = chart && {
    id: 'counts',
    title: l10n.t('Tasks by state'),
    items: [],
    charts: [chart],
  };
  return toExplanation(
    { ...draft, sections: [byState, ...(draft.sections ?? [])] },
    {
      job: theCase.job,
      pool: checkedPool,
      siblings: [...theCase.tasks, ...listTasks(theCase.causes)],
    },
  );
}

function listTasks(causes: readonly Cause[] = []): readonly Task[] {
  return causes.flatMap(({ failures }) =>
    failures.flatMap(({ failing }) => (failing.kind === 'task' ? [failing.task] : [])),
  );
}
