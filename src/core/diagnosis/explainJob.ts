import type { ComputeNode } from '../model/computeNode.ts';
import type { Job, JobPreparationAndReleaseStatus } from '../model/job.ts';
import type { Pool } from '../model/pool.ts';
import type { Task } from '../model/task.ts';
import { findOperatingSystem } from './evidence/operatingSystem.ts';
import { toExplanation } from './explanation/draft.ts';
import type { Explanation } from './explanation/explanation.ts';
import type { JobCase } from './job/jobCase.ts';
import { explainJobCase } from './job/jobState.ts';
import { type HelperLogs, toHelperLogs } from './process/helperLogs.ts';
import type { QuotaEvidence } from './quota/quotaEvidence.ts';
import { toParts } from './wire/parts.ts';
import { toJob, toPool, toPreparation, toTasks, unknownId } from './wire/shapes.ts';

export interface JobEvidence {
  readonly job: Job;
  readonly tasks?: readonly Task[] | undefined;
  /** How preparation and release tasks went, node by node. */
  readonly preparation?: readonly JobPreparationAndReleaseStatus[] | undefined;
  /** What the preparation and the release task wrote where they failed. */
  readonly preparationLogs?: HelperLogs | undefined;
  readonly releaseLogs?: HelperLogs | undefined;
  readonly pool?: Pool | undefined;
  /** Nodes of the pool; they tell why tasks wait. */
  readonly nodes?: readonly ComputeNode[] | undefined;
  /** The account's limits and what counts against them, where its pool has run into them. */
  readonly quotas?: QuotaEvidence | undefined;
  readonly now?: Date | string | undefined;
}

/** Why a job makes no progress, how it ended, or which failure weighs most among its tasks. Never throws. */
export function explainJob(evidence: JobEvidence): Explanation {
  const { job, tasks, preparation, preparationLogs, releaseLogs, pool, nodes, quotas, now } = toParts(evidence);
  const checkedPool = toPool(pool);
  const theCase: JobCase = {
    job: toJob(job) ?? { id: unknownId },
    tasks: toTasks(tasks),
    areTasksKnown: Array.isArray(tasks),
    preparation: toPreparation(preparation),
    preparationLogs: toHelperLogs(preparationLogs),
    releaseLogs: toHelperLogs(releaseLogs),
    pool: checkedPool,
    os: findOperatingSystem(checkedPool),
    nodes,
    quotas,
    now,
  };
  return toExplanation(explainJobCase(theCase), {
    job: theCase.job,
    pool: checkedPool,
    siblings: theCase.tasks,
  });
}
