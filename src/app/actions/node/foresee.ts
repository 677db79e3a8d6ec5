import * as l10n from '@vscode/l10n';
import { planEnd } from '../../../core/changes/endOfTasks.ts';
import { describeReruns, type Restarting } from '../../../core/changes/reruns.ts';
import { equals } from '../../../core/filters/odata.ts';
import { BatchError } from '../../../core/model/batchError.ts';
import type { ComputeNode, NodeRestartOption } from '../../../core/model/computeNode.ts';
import type { Job } from '../../../core/model/job.ts';
import type { NodeResource } from '../../../core/model/resource.ts';
import { isInGroup } from '../../../core/model/task.ts';
import { findRunningThere, type JobThere } from '../../../core/relations/runningThere.ts';
import { formatNumber } from '../../../core/words/numbers.ts';
import type { BatchService } from '../../../service/ports.ts';
import { readFirstPage } from '../../evidence/readPages.ts';
import { type EndedTogether, planTogether } from '../task/judgeEnding.ts';
import type { Judged } from '../verb/judge.ts';
import type { NodeCandidate } from './nodes.ts';

/** Maximum number of jobs checked before a question, with two or three requests each. */
const maxJobs = 10;
/** Maximum number of tasks read per job to predict the effect of ending them, with one request each. */
const maxTasksOfJob = 10;

/** Adds notes about how ending the nodes' running tasks affects their jobs, if the option ends tasks. */
export async function judgeEnds(
  judged: Judged<NodeResource, NodeCandidate>,
  option: NodeRestartOption,
): Promise<Judged<NodeResource, NodeCandidate>> {
  if (option !== 'terminate') return judged;
  const services = new Set(judged.candidates.map(({ service }) => service));
  const notes = await Promise.all(
    [...services].map((service) => {
      const ofAccount = judged.candidates.filter((candidate) => candidate.service === service);
      return foreseeEnds(
        service,
        ofAccount.map(({ node }) => node),
      );
    }),
  );
  return { ...judged, notes: [...judged.notes, ...notes.flat()] };
}

/** Describes how ending the running tasks on one account's nodes affects their jobs, and how many were not checked. */
export async function foreseeEnds(service: BatchService, nodes: readonly ComputeNode[]): Promise<readonly string[]> {
  const { jobs, unnamed } = findRunningThere(nodes);
  const looked = await Promise.all(jobs.slice(0, maxJobs).map((job) => foreseeEnd(service, job)));
  const count = jobs.reduce((sum, { taskIds }) => sum + taskIds.length, unnamed);
  const lookedAt = looked.reduce((sum, { lookedAt: ofJob }) => sum + ofJob, 0);
  const notes = looked.flatMap(({ note }) => (note === undefined ? [] : [note]));
  if (lookedAt === count) return notes;
  return [
    ...notes,
    l10n.t('Only {read} of {all} running tasks were checked. Ending the others may also affect their jobs.', {
      read: formatNumber(lookedAt),
      all: formatNumber(count),
    }),
  ];
}

interface LookedAt {
  readonly lookedAt: number;
  readonly note?: string;
}

async function foreseeEnd(service: BatchService, { jobId, taskIds }: JobThere): Promise<LookedAt> {
  try {
    const job = await service.jobs.getJob(jobId);
    const { tasks, lookedAt } = await readTasks(service, job, taskIds);
    const verdict = await planTogether({ service, job, tasks }, planEnd);
    return verdict.possible && verdict.note !== undefined ? { lookedAt, note: verdict.note } : { lookedAt };
  } catch (error) {
    // These notes are only warnings. The job counts as not checked, and opening it shows the error.
    if (!BatchError.is(error)) throw error;
    return { lookedAt: 0 };
  }
}

/** Reads tasks only if the job depends on how they end. Otherwise, their IDs are enough. */
async function readTasks(
  service: BatchService,
  job: Job,
  taskIds: readonly string[],
): Promise<{ readonly tasks: EndedTogether['tasks']; readonly lookedAt: number }> {
  const known = taskIds.map((id) => ({ id, state: 'running' as const }));
  const asks = job.onTaskFailure === 'performexitoptionsjobaction' || job.usesTaskDependencies === true;
  if (!asks) return { tasks: known, lookedAt: taskIds.length };
  const read = await Promise.all(taskIds.slice(0, maxTasksOfJob).map((id) => service.tasks.getTask(job.id, id)));
  const running = read.filter((task) => isInGroup(task, 'running', 'preparing'));
  return { tasks: [...running, ...known.slice(maxTasksOfJob)], lookedAt: read.length };
}

const select = ['id', 'poolInfo', 'executionInfo', 'jobPreparationTask'];

/** Describes which start tasks and job preparation tasks run again on restarting nodes, for the question. */
export async function foreseeReruns(how: Restarting, candidates: readonly NodeCandidate[]): Promise<readonly string[]> {
  const services = [...new Set(candidates.map(({ service }) => service))];
  const lists = await Promise.all(services.map(listActiveJobs));
  const said = services.flatMap((service, index) => {
    const pools = candidates.filter((candidate) => candidate.service === service).map(({ pool }) => pool);
    return describeReruns(how, pools, lists[index]);
  });
  return [...new Set(said)];
}

/**
 * Lists active jobs. Returns undefined when there is more than one page or the jobs cannot be read, because the result
 * is used only for warnings.
 */
async function listActiveJobs({ jobs }: BatchService): Promise<readonly Job[] | undefined> {
  try {
    const page = await readFirstPage(jobs.listJobs({ filter: equals('state', 'active'), select }));
    return page.isLast === false ? undefined : page;
  } catch (error) {
    if (!BatchError.is(error)) throw error;
    return undefined;
  }
}
