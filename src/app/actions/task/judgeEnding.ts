import { needsUnfinished, type planEnd, type UnfinishedTasks } from '../../../core/changes/endOfTasks.ts';
import type { Verdict } from '../../../core/changes/verdict.ts';
import { equals, or } from '../../../core/filters/odata.ts';
import type { Job } from '../../../core/model/job.ts';
import { type TaskResource, toKey } from '../../../core/model/resource.ts';
import type { Task } from '../../../core/model/task.ts';
import type { BatchService } from '../../../service/ports.ts';
import type { Judged } from '../verb/judge.ts';
import type { TaskCandidate } from './tasks.ts';

/**
 * Matches tasks that have not completed. Filters on states support only equality (Batch documentation: "Task - List").
 */
export const unfinishedStates = or(equals('state', 'active'), equals('state', 'preparing'), equals('state', 'running'));

/**
 * Checks how ending or deleting tasks together affects each of their jobs, after each task was checked individually.
 * Adds notes, and refuses all tasks of a job that `plan` refuses.
 */
export async function judgeEnding(
  judged: Judged<TaskResource, TaskCandidate>,
  plan: typeof planEnd,
): Promise<Judged<TaskResource, TaskCandidate>> {
  const jobs = [...groupByJob(judged.candidates)];
  const verdicts = await Promise.all(
    jobs.map(async ({ candidates, job, service }) => ({
      candidates,
      verdict: await planTogether({ service, job, tasks: candidates.map(({ task }) => task) }, plan),
    })),
  );
  const candidates = verdicts.flatMap((judgedJob) => (judgedJob.verdict.possible ? judgedJob.candidates : []));
  const refused = verdicts.flatMap(({ candidates, verdict }) =>
    verdict.possible ? [] : candidates.map(({ resource }) => ({ resource, reason: verdict.reason })),
  );
  const notes = verdicts.flatMap(({ verdict }) =>
    verdict.possible && verdict.note !== undefined ? [verdict.note] : [],
  );
  return { candidates, refused: [...judged.refused, ...refused], notes: [...judged.notes, ...notes] };
}

interface JobCandidates extends Pick<TaskCandidate, 'service' | 'job'> {
  readonly candidates: TaskCandidate[];
}

function groupByJob(candidates: readonly TaskCandidate[]): Iterable<JobCandidates> {
  const jobs = new Map<string, JobCandidates>();
  for (const candidate of candidates) {
    const { accountId, jobId } = candidate.resource;
    const key = toKey({ kind: 'job', accountId, jobId });
    const known = jobs.get(key);
    if (known === undefined) jobs.set(key, { service: candidate.service, job: candidate.job, candidates: [candidate] });
    else known.candidates.push(candidate);
  }
  return jobs.values();
}

/** Tasks of one job that are to be ended together. */
export interface EndedTogether {
  readonly service: BatchService;
  readonly job: Job;
  readonly tasks: Parameters<typeof planEnd>[0];
}

/** Checks how ending tasks of one job affects the job, after reading its other unfinished tasks. */
export async function planTogether(ended: EndedTogether, plan: typeof planEnd): Promise<Verdict> {
  return plan(ended.tasks, ended.job, await readUnfinished(ended));
}

/** Lists unfinished tasks up to the first page with one that is not being ended, which decides most verdicts. */
async function readUnfinished({ service, job, tasks: ended }: EndedTogether): Promise<UnfinishedTasks | undefined> {
  if (ended.length === 0 || !needsUnfinished(job)) return undefined;
  const ids = new Set(ended.map(({ id }) => id.toLowerCase()));
  const tasks: Task[] = [];
  const pages = service.tasks.listTasks(job.id, { filter: unfinishedStates, select: ['id', 'dependsOn'] });
  for await (const page of pages) {
    for (const each of page) tasks.push(each);
    if (page.isLast === true) break;
    if (page.some(({ id }) => !ids.has(id.toLowerCase()))) return { tasks, isComplete: false };
  }
  return { tasks, isComplete: true };
}
