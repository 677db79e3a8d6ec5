import { startsWith } from '../../../core/filters/odata.ts';
import { findNow } from '../../../core/model/missing.ts';
import type { ListOptions, Pages } from '../../../service/ports.ts';
import type { AccountStore } from '../../../service/store/accountStore.ts';
import { toFoundJob, toFoundPool, toFoundSchedule, toFoundTask } from './findLoaded.ts';
import { type FindText, mayStartId } from './findText.ts';
import { type Answer, type Focus, type Found, maxOfKind } from './found.ts';

type Searched = Pick<AccountStore, 'account' | 'service'>;

/**
 * Searches an account for items whose IDs begin with a text, with at most three requests of one page each. For
 * `job/task`, also gets the task itself, because it may be beyond the first page. When nothing is found, searches the
 * service log for deleted items. Throws `BatchError` and `Cancelled`.
 */
export async function askService(text: FindText, store: Searched, focus: Focus, signal: AbortSignal): Promise<Answer> {
  const answers = await Promise.all(listQuestions(text, store, focus, signal));
  const found = answers.flatMap((answer) => answer.found);
  const hasMore = answers.some((answer) => answer.hasMore);
  if (found.length > 0 || hasMore) return { found, hasMore };
  return { found: await findGone(text, store, focus, signal), hasMore };
}

/** Minimum length to search the service log for an ID: it finds only whole IDs, and shorter texts rarely are. */
const minGoneLength = 3;

/** Searches the service log for an ID with one query, when no item in the account begins with the text. */
async function findGone(
  text: FindText,
  { account, service }: Searched,
  { within }: Focus,
  signal: AbortSignal,
): Promise<readonly Found[]> {
  const id = text.kind === 'start' ? text.text : text.kind === 'taskOfJob' ? text.taskStart : '';
  if (id.length < minGoneLength || !service.monitor.isAvailable) return [];
  const things = await service.monitor.findThings(id, { signal });
  if ('unknown' in things) return [];
  return things.value.flatMap(({ subject, lastAt }): readonly Found[] => {
    if (text.kind === 'taskOfJob' && !(subject.kind === 'task' && isSameId(subject.jobId, text.jobId))) return [];
    const resource = { accountId: account.id, ...subject };
    if (within?.kind === 'pool' && !('poolId' in resource && isSameId(resource.poolId, within.poolId))) return [];
    return [{ account, resource, goneAt: lastAt }];
  });
}

function isSameId(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

function listQuestions(
  text: FindText,
  store: Searched,
  { job, within }: Focus,
  signal: AbortSignal,
): readonly Promise<Answer>[] {
  if (text.kind === 'taskOfJob') {
    const { jobId, taskStart } = text;
    if (taskStart !== '' && !mayStartId(taskStart)) return [];
    const listed = withoutMissing(askTasks(store, jobId, taskStart, signal));
    return taskStart === '' ? [listed] : [listed, withoutMissing(askTask(store, jobId, taskStart, signal))];
  }
  if (text.kind !== 'start' || within?.kind === 'pool' || !mayStartId(text.text)) return [];
  const { text: start } = text;
  const isInFocus = job?.accountId === store.account.id;
  return [
    askJobs(store, start, signal),
    askPools(store, start, signal),
    // Send at most three requests. Prefer tasks of the focused job to schedules, most of which are loaded already.
    isInFocus ? withoutMissing(askTasks(store, job.jobId, start, signal)) : askSchedules(store, start, signal),
  ];
}

function askJobs({ account, service }: Searched, start: string, signal: AbortSignal): Promise<Answer> {
  const options = { ...toOptions(start, signal), select: ['id', 'state'] };
  return readPage(service.jobs.listJobs(options), (job) => toFoundJob(account, job));
}

function askPools({ account, service }: Searched, start: string, signal: AbortSignal): Promise<Answer> {
  const options = { ...toOptions(start, signal), select: ['id', 'allocationState'] };
  return readPage(service.pools.listPools(options), (pool) => toFoundPool(account, pool));
}

function askSchedules({ account, service }: Searched, start: string, signal: AbortSignal): Promise<Answer> {
  const options = { ...toOptions(start, signal), select: ['id', 'state'] };
  return readPage(service.jobSchedules.listJobSchedules(options), (schedule) => toFoundSchedule(account, schedule));
}

function askTasks({ account, service }: Searched, jobId: string, start: string, signal: AbortSignal): Promise<Answer> {
  const options = { ...toOptions(start, signal), select: ['id', 'state', 'executionInfo'] };
  return readPage(service.tasks.listTasks(jobId, options), (task) => toFoundTask(account, jobId, task));
}

async function askTask(
  { account, service }: Searched,
  jobId: string,
  taskId: string,
  signal: AbortSignal,
): Promise<Answer> {
  const task = await service.tasks.getTask(jobId, taskId, { signal });
  return { found: [toFoundTask(account, jobId, task)], hasMore: false };
}

function toOptions(start: string, signal: AbortSignal): ListOptions {
  return { signal, pageSize: maxOfKind, ...(start === '' ? {} : { filter: startsWith('id', start) }) };
}

/** Reads only the first page, and checks whether more pages exist. */
async function readPage<T>(pages: Pages<T>, toFound: (item: T) => Found): Promise<Answer> {
  for await (const page of pages) return { found: page.map(toFound), hasMore: page.isLast !== true };
  return { found: [], hasMore: false };
}

/** Returns an empty answer for a job or task that the account does not have, which is not an error here. */
async function withoutMissing(answer: Promise<Answer>): Promise<Answer> {
  return (await findNow(answer)) ?? { found: [], hasMore: false };
}
