import assert from 'node:assert/strict';
import { test } from 'node:test';
import { snapshot } from '../../../test/builders/snapshot.ts';
import { type FakePorts, fakeBatchService, pagesOf } from '../../../test/fakes/fakeBatchService.ts';
import { BatchError } from '../../core/model/batchError.ts';
import { Cancelled } from '../../core/model/cancelled.ts';
import type { Job } from '../../core/model/job.ts';
import type { TaskResource } from '../../core/model/resource.ts';
import type { SavedAttempt } from '../../core/model/savedAttempt.ts';
import type { Task } from '../../core/model/task.ts';
import type { AccountSnapshot } from '../../service/store/accountStore.ts';
import { briefRequests, findGoodRun, thoroughRequests } from './findGoodRun.ts';

const day = (number: number): string => `2026-11-${String(number).padStart(2, '0')}T08:00:00Z`;
const poolInfo = { poolId: 'cpu' };

/** Makes a job created on a day; the failed task's job is on the last one. */
function job(id: string, on: number, more: Partial<Job> = {}): Job {
  return { id, creationTime: day(on), poolInfo, ...more };
}

function ran(id: string, on: number, exitCode: number, commandLine = 'bash render.sh 7'): Task {
  const [startTime, endTime] = [day(on), day(on).replace('08:', '09:')];
  return {
    id,
    state: 'completed',
    commandLine,
    nodeInfo: { poolId: 'cpu', nodeId: `n${on}` },
    executionInfo: { startTime, endTime, exitCode, result: exitCode === 0 ? 'success' : 'failure' },
  };
}

function notFound(code: string): BatchError {
  return new BatchError({ code, status: 404, message: 'It is not there.' });
}

interface World {
  /** Jobs that the service lists. */
  readonly jobs: readonly Job[];
  readonly tasks: Readonly<Record<string, readonly Task[]>>;
  readonly own?: Job;
  readonly known?: AccountSnapshot;
  readonly most?: number;
  readonly attempts?: readonly SavedAttempt[];
  /** Saved attempts of tasks in other jobs, by job. */
  readonly earlier?: Readonly<Record<string, readonly SavedAttempt[]>>;
  readonly ports?: FakePorts;
  readonly signal?: AbortSignal;
}

async function find({
  jobs,
  tasks,
  own = job('nightly-20', 20),
  known,
  most,
  attempts = [],
  earlier = {},
  ports,
  signal,
}: World) {
  const asked: string[] = [];
  const service = fakeBatchService({
    jobs: {
      listJobs: ({ filter = '' } = {}) => {
        asked.push(`jobs ${filter}`);
        return pagesOf(jobs.filter(({ id }) => !id.includes(':')));
      },
      getJob: async (id) => {
        asked.push(`job ${id}`);
        return jobs.find((one) => one.id === id) ?? { id };
      },
      getTaskCounts: async (id) => {
        asked.push(`counts ${id}`);
        return { active: 0, running: 0, completed: 3, succeeded: 3, failed: 0 };
      },
    },
    jobSchedules: {
      listJobsFromSchedule: (id) => {
        asked.push(`schedule ${id}`);
        return pagesOf(jobs.filter((one) => one.id.startsWith(`${id}:`)));
      },
    },
    tasks: {
      getTask: async (jobId, id) => {
        asked.push(`task ${jobId}/${id}`);
        const found = tasks[jobId]?.find((one) => one.id === id);
        if (found === undefined) throw notFound('TaskNotFound');
        return found;
      },
      listTasks: (jobId) => {
        asked.push(`tasks ${jobId}`);
        return pagesOf((tasks[jobId] ?? []).filter(({ executionInfo }) => executionInfo?.exitCode === 0));
      },
    },
    pools: {
      getPool: async (id) => {
        asked.push(`pool ${id}`);
        return { id };
      },
    },
    nodes: {
      getNode: async (_poolId, id) => {
        asked.push(`node ${id}`);
        throw notFound('NodeNotFound');
      },
    },
    ...ports,
  });
  const resource: TaskResource = { kind: 'task', accountId: 'a', jobId: own.id, taskId: 't' };
  const failed = { task: ran('t', 20, 1), job: own };
  const found = await findGoodRun({ service, snapshot: known ?? snapshot().build() }, resource, failed, {
    mostRequests: most ?? briefRequests,
    attempts,
    listAttempts: async ({ jobId }) => earlier[jobId] ?? [],
    signal: signal ?? new AbortController().signal,
  });
  const { good } = found;
  const which = good && `${good.kind} ${good.resource.jobId}/${good.resource.taskId}`;
  return { ...found, which, asked };
}

test('the latest job whose name differs only in its date is used, and the job, pool, and node of its run are requested', async () => {
  const { which, asked, good, failedSince, requests } = await find({
    jobs: [job('nightly-17', 17), job('nightly-19', 19), job('nightly-18', 18), job('weekly-19', 19)],
    tasks: {
      'nightly-19': [ran('t', 19, 1)],
      'nightly-18': [ran('t', 18, 0)],
      'nightly-17': [ran('t', 17, 0)],
    },
  });
  assert.equal(which, 'name nightly-18/t');
  assert.deepEqual(
    failedSince.map(({ jobId }) => jobId),
    ['nightly-19'],
  );
  assert.deepEqual(asked, [
    "jobs (startswith(id,'nightly-')) and (creationTime lt DateTime'2026-11-20T08:00:00.000Z') and (creationTime gt DateTime'2026-10-20T08:00:00.000Z')",
    'task nightly-19/t',
    'task nightly-18/t',
    'job nightly-18',
    'counts nightly-18',
    'pool cpu',
    'node n18',
  ]);
  assert.equal(requests, asked.length);
  assert.deepEqual(
    [good?.compared.job?.id, good?.counts?.succeeded, good?.compared.pool?.id, good?.compared.node],
    ['nightly-18', 3, 'cpu', undefined],
  );
});

test('a run that succeeded only on retry is used only if there is no other', async () => {
  const again = ran('t', 18, 0);
  const world: World = {
    jobs: [job('nightly-19', 19), job('nightly-18', 18), job('nightly-17', 17), job('nightly-16', 16)],
    tasks: {
      'nightly-19': [ran('t', 19, 0)],
      'nightly-18': [{ ...again, executionInfo: { ...again.executionInfo, retryCount: 1 } }],
      'nightly-17': [ran('t', 17, 1)],
      'nightly-16': [ran('t', 16, 0)],
    },
    earlier: { 'nightly-19': [{ savedAt: day(19), action: 'retry', task: ran('t', 19, 1), logs: [] }] },
  };
  const list = (all: readonly TaskResource[] = []) => all.map(({ jobId }) => jobId);
  const found = await find({ ...world, most: thoroughRequests });
  assert.equal(found.which, 'name nightly-16/t');
  assert.deepEqual(list(found.failedSince), ['nightly-19', 'nightly-18', 'nightly-17']);
  assert.deepEqual(list(found.retried), ['nightly-19', 'nightly-18']);
  const rest = await find({ ...world, jobs: world.jobs.slice(0, 3) });
  assert.equal(rest.which, 'name nightly-19/t');
  assert.deepEqual([list(rest.failedSince), list(rest.retried)], [[], ['nightly-19']]);
});

test('a job of a schedule is compared with the one before it, and no other job is requested', async () => {
  const { which, asked } = await find({
    own: job('etl:job-3', 20),
    jobs: [job('etl:job-1', 18), job('etl:job-2', 19), job('etl:job-4', 21)],
    tasks: { 'etl:job-2': [ran('t', 19, 0)], 'etl:job-4': [ran('t', 21, 0)] },
  });
  assert.equal(which, 'schedule etl:job-2/t');
  assert.deepEqual(asked.slice(0, 2), ['schedule etl', 'task etl:job-2/t']);
});

test('if no task has the same ID, the most similar succeeded task is used', async () => {
  const { which } = await find({
    jobs: [job('nightly-19', 19)],
    tasks: { 'nightly-19': [ran('x', 19, 0, 'python report.py'), ran('y', 19, 0, 'bash render.sh 8')] },
  });
  assert.equal(which, 'name nightly-19/y');
});

test('the run of another program, such as the job manager, is no good run', async () => {
  const own = job('etl:job-2', 20);
  const manager = ran('jm', 19, 0, 'python3 plan.py');
  const jobs = [job('etl:job-1', 19)];
  assert.equal((await find({ jobs, tasks: { 'etl:job-1': [manager] }, own })).which, undefined);
  const other = ran('frame-6', 19, 0, 'bash render.sh 6');
  const { which } = await find({ jobs, tasks: { 'etl:job-1': [manager, other] }, own });
  assert.equal(which, 'schedule etl:job-1/frame-6');
});

test('jobs with the same name come first, then jobs of the same template, then the same command', async () => {
  const own = job('nightly-20', 20, { displayName: 'Night of Nov 20' });
  const jobs = [
    job('other', 19, { displayName: 'Night of Nov 19' }),
    job('nightly-18', 18),
    job('elsewhere', 19, { poolInfo: { poolId: 'gpu' } }),
    job('by-hand', 18),
  ];
  const tasks = {
    other: [ran('t', 19, 0)],
    'nightly-18': [ran('t', 18, 0)],
    elsewhere: [ran('t', 19, 0)],
    'by-hand': [ran('s', 18, 0, 'bash render.sh 9'), ran('t', 18, 0, 'bash render.sh --fast')],
  };
  const findAmong = (...ids: readonly string[]) =>
    find({ own, jobs: jobs.filter(({ id }) => ids.includes(id)), tasks }).then(({ which }) => which);
  assert.equal(await findAmong('other', 'nightly-18', 'by-hand'), 'name nightly-18/t');
  assert.equal(await findAmong('other', 'by-hand'), 'template other/t');
  assert.equal(await findAmong('elsewhere', 'by-hand'), 'command by-hand/s', 'the same command, in the pool');
  assert.equal(await findAmong('elsewhere'), 'command elsewhere/t', 'the same command, in another pool');
});

test('an attempt saved on this computer is found without requests', async () => {
  const attempt = (savedAt: string, task: Task): SavedAttempt => ({ savedAt, action: 'requeue', task, logs: [] });
  const { which, good, asked } = await find({
    jobs: [],
    tasks: {},
    attempts: [attempt(day(18), ran('t', 18, 0)), attempt(day(19), ran('t', 19, 1)), attempt(day(22), ran('t', 22, 0))],
  });
  assert.deepEqual([which, good?.savedAt, asked], ['attempt nightly-20/t', day(18), []]);
});

test('a page sends at most ten requests and shows that there is more, and a request by the user searches further', async () => {
  const days = Array.from({ length: 15 }, (_, index) => 19 - index);
  const world = {
    jobs: days.map((on) => job(`nightly-${on}`, on)),
    tasks: Object.fromEntries(days.map((on) => [`nightly-${on}`, [ran('t', on, on > 6 ? 1 : 0)]])),
  };
  const brief = await find(world);
  assert.deepEqual([brief.which, brief.isComplete, brief.asked.length <= briefRequests], [undefined, false, true]);
  assert.equal(brief.jobs, 5);
  const thorough = await find({ ...world, most: thoroughRequests });
  assert.deepEqual([thorough.which, thorough.failedSince.length], ['name nightly-6/t', 13]);
  assert.ok(!thorough.asked[0]?.includes('creationTime gt'), 'it goes back further than a month');
});

test('the absence of a good run is reported only if everything was searched', async () => {
  const world = { jobs: [job('nightly-19', 19)], tasks: { 'nightly-19': [ran('t', 19, 1)] } };
  const { which, isComplete, jobs } = await find(world);
  assert.deepEqual([which, isComplete, jobs], [undefined, true, 1]);
  const getTask = async (): Promise<Task> => {
    throw new BatchError({ code: 'ServerBusy', status: 503, message: 'The service is busy.' });
  };
  const broken = await find({ ...world, ports: { tasks: { getTask } } });
  assert.deepEqual([broken.which, broken.isComplete, broken.wasStopped], [undefined, false, true]);
});

test('nothing is requested from a throttling account, and cancellation is respected', async () => {
  const throttled = { ...snapshot().build(), throttledUntil: day(20) };
  const slice = snapshot().build().slice;
  const { asked, isComplete } = await find({
    jobs: [job('nightly-19', 19)],
    tasks: {},
    known: { ...throttled, slice },
  });
  assert.deepEqual([asked, isComplete], [[], false]);
  const getTask = async (): Promise<Task> => {
    throw new Cancelled();
  };
  await assert.rejects(find({ jobs: [job('nightly-19', 19)], tasks: {}, ports: { tasks: { getTask } } }), Cancelled.is);
});

test('jobs that are all loaded are not listed again', async () => {
  const known = snapshot()
    .with({ kind: 'jobs' }, [job('nightly-19', 19), job('nightly-20', 20)])
    .build();
  const { which, asked } = await find({ jobs: [], tasks: { 'nightly-19': [ran('t', 19, 0)] }, known });
  assert.deepEqual([which, asked[0]], ['name nightly-19/t', 'task nightly-19/t']);
});
