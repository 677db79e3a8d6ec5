import { completedTask, smallWorld } from '../../../../src/simulator/scenarios/causes/smallWorld.ts';
import { hourMs, notUploaded, secondMs, succeeded, uploadDenied } from '../../../../src/simulator/scenarios/runs.ts';
import { after, asks, cannot, dependencies, type JudgedWorld, lost, runs, twoSlots } from './judgedWorld.ts';

/** Worlds in which a task's dependencies decide whether it runs. */
export const dependencyWorlds: readonly JudgedWorld[] = [
  {
    ...smallWorld('ghost-beside', 'One task runs, and one depends on a task that the job does not have.', {
      job: { settings: dependencies, tasks: [runs('r1'), after('d1', 'ghost')] },
    }),
    rule: 'a dependency that does not exist, beside tasks that run',
    causes: [/^job: A dependency is not in the job · 1 task waiting/],
    pages: {
      account: { icon: 'error', row: /1 job is stuck/, never: [cannot] },
      'job job': {
        icon: 'error',
        row: /^1 stuck: a dependency is not in the job · 1 running · 1 waiting/,
        title: /^1 task in job job is waiting: a dependency is not in the job$/,
        says: [/Add ghost to the job/],
        never: [cannot],
      },
      'task job/d1': { title: /a dependency is not in the job/, says: [/Not in the job: ghost/] },
    },
  },
  {
    ...smallWorld(
      'ghosts-of-two-jobs',
      'Each of two jobs has a task that depends on another one that does not exist.',
      {
        jobs: ['one', 'two'].map((id) => ({
          body: { id, poolInfo: { poolId: 'pool' }, ...dependencies },
          tasks: [runs(`r-${id}`), after('d', `ghost-${id}`)],
        })),
      },
    ),
    rule: 'different missing dependencies of two jobs',
    causes: [/^2 jobs · A dependency is not in the job · 2 tasks waiting/],
    agents: [/first step: Add to each job the tasks on which its waiting tasks depend/],
    pages: {
      account: { says: [/Add to each job/], never: [/Add ghost/] },
      'job one': { says: [/Add ghost-one to the job/] },
      'job two': { says: [/Add ghost-two to the job/] },
    },
  },
  {
    ...smallWorld(
      'behind-too-wide',
      'One task runs; two depend, one through the other, on one that asks for too many slots.',
      {
        pool: { settings: twoSlots },
        job: {
          settings: dependencies,
          tasks: [runs('r1'), asks('wide', { requiredSlots: 4 }), after('next', 'wide'), after('last', 'next')],
        },
      },
    ),
    rule: 'a dependency that never starts',
    causes: [/^job: .*task slots.* · 3 tasks waiting/],
    pages: {
      'job job': {
        icon: 'error',
        row: /3 stuck: requires what the pool doesn't offer/,
        title: /^3 tasks in job job are waiting: nodes don't have enough task slots$/,
        says: [/For 2 of them: a dependency can't start/, /fewer `requiredSlots`/],
        never: [cannot],
      },
      'task job/last': {
        title: /a dependency, wide, can't start/,
        says: [/Not finished: next/],
        never: [/Wait for them/],
      },
      'task job/wide': { title: /nodes don't have enough task slots/ },
    },
  },
  {
    ...smallWorld(
      'chain-and-ghost',
      'Two tasks depend on one that failed, and a third on one that the job does not have.',
      {
        job: {
          settings: dependencies,
          tasks: [completedTask('a', lost), after('b', 'a'), after('c', 'b'), after('d', 'ghost')],
        },
      },
    ),
    rule: 'several reasons in one job',
    causes: [/refs\.txt.* · 2 tasks waiting/, /^job: A dependency is not in the job · 1 task waiting/],
    pages: {
      account: { says: [/2 failures|What failed: 1 task and 1 job/] },
      'job job': {
        icon: 'error',
        says: [
          /a dependency is not in the job/i,
          /2 other tasks are waiting: the dependency “?"?a/,
          /Add ghost to the job/,
        ],
        never: [/3 tasks in job job are waiting/, cannot],
      },
      'task job/c': { title: /a dependency is waiting for a, which failed/ },
      'task job/d': { title: /a dependency is not in the job/ },
    },
  },
  {
    ...smallWorld(
      'satisfied-by-failure',
      'A task failed as its exit conditions allow, so that the one after it runs.',
      {
        job: {
          settings: dependencies,
          tasks: [
            completedTask('a', lost, { body: { exitConditions: { default: { dependencyAction: 'satisfy' } } } }),
            { ...after('b', 'a'), outcomes: [succeeded(12 * hourMs)] },
          ],
        },
      },
    ),
    rule: 'a failure that satisfies what depends on it',
    causes: [/refs\.txt/],
    pages: {
      'job job': { icon: 'error', row: /1 failed · 1 running/, never: [/waiting for it|stuck/] },
      'task job/b': { never: [/depends on a/] },
    },
  },
  {
    ...smallWorld('range-with-a-gap', 'A task depends on a range of ids of which one is missing, while others run.', {
      job: {
        settings: dependencies,
        tasks: [
          completedTask('1', succeeded(secondMs)),
          completedTask('2', succeeded(secondMs)),
          runs('r1'),
          asks('sum', { dependsOn: { taskIdRanges: [{ start: 1, end: 3 }] } }),
        ],
      },
    }),
    rule: 'an id of a range that does not exist',
    causes: [/^job: A dependency is not in the job · 1 task waiting/],
    pages: {
      'job job': {
        icon: 'error',
        row: /^1 stuck: a dependency is not in the job/,
        says: [/Add 3 to the job/],
        never: [cannot],
      },
      'task job/sum': { says: [/Not in the job: 3/] },
    },
  },
  {
    ...smallWorld('unfinished', 'A task depends on two that run.', {
      job: { settings: dependencies, tasks: [runs('a'), runs('b'), after('sum', 'a', 'b')] },
    }),
    rule: 'dependencies that are not finished',
    causes: [],
    pages: {
      account: {
        title: /^Nothing checked in account/,
        says: [/- job \(running: 2, waiting: 1\): sum has not started: 2 dependencies aren't finished/],
      },
      'job job': {
        icon: 'transition',
        title: /^Nothing is wrong with job job$/,
        says: [/1 task is waiting: 2 dependencies aren't finished/],
      },
      'task job/sum': { title: /2 dependencies aren't finished/ },
    },
  },
  {
    ...smallWorld('circle', 'Two tasks depend on each other, and a third on one of them; another one runs.', {
      job: { settings: dependencies, tasks: [runs('r1'), after('a', 'b'), after('b', 'a'), after('c', 'a')] },
    }),
    rule: 'tasks that depend on each other',
    causes: [/^job: .* · 3 tasks waiting/],
    pages: {
      account: { icon: 'error', row: /1 job is stuck/, never: [cannot] },
      'job job': { icon: 'error', row: /^3 stuck/, never: [cannot, /Wait for them/] },
      'task job/a': {
        title: /dependencies form a circle/,
        says: [/Delete one of these tasks/],
        never: [/Wait for them/],
      },
      'task job/c': { never: [/Wait for them/] },
    },
  },
  {
    ...smallWorld('failed-and-running', 'A task depends on one that failed, and on one that runs.', {
      job: { settings: dependencies, tasks: [completedTask('a', lost), runs('b'), after('c', 'a', 'b')] },
    }),
    rule: 'a dependency that failed beside one that runs',
    causes: [/refs\.txt.* · 1 task waiting/],
    pages: {
      'job job': { icon: 'error', row: /1 failed · 1 running/, never: [cannot] },
      'task job/c': { title: /\ba, which failed|dependency "?a"? failed/, never: [/Wait for them/] },
      'task job/a': { says: [/1 task (is waiting|waits) for it/] },
    },
  },
  {
    ...smallWorld(
      'range-in-parts',
      'A task depends on a range of which one succeeded, one failed, and one is missing.',
      {
        job: {
          settings: dependencies,
          tasks: [
            completedTask('1', succeeded(secondMs)),
            completedTask('2', lost),
            asks('sum', { dependsOn: { taskIdRanges: [{ start: 1, end: 3 }] } }),
          ],
        },
      },
    ),
    rule: 'a range with a failure and a gap',
    causes: [/refs\.txt.* · 1 task waiting/, /^job: A dependency is not in the job · 1 task waiting/],
    pages: {
      'job job': { icon: 'error', says: [/Add 3 to the job/, /refs\.txt/], never: [cannot] },
      'task job/sum': { says: [/Not in the job: 3/, /\b2\b.*failed/] },
    },
  },
  {
    ...smallWorld('upload-blocks', 'The output of a task could not be uploaded, so the one after it never starts.', {
      job: {
        settings: dependencies,
        tasks: [
          completedTask(
            'a',
            notUploaded(uploadDenied('https://results.blob.core.windows.net/out', '*.csv', 'wd/a.csv'), secondMs),
          ),
          after('b', 'a'),
        ],
      },
    }),
    rule: 'a dependency whose program succeeded and whose upload did not',
    causes: [/upload|out\b.* · 1 task waiting/i],
    pages: {
      'job job': { icon: 'error', never: [cannot] },
      'task job/a': { says: [/upload/i], never: [/exit code 1\b/] },
      'task job/b': { title: /\ba\b/, says: [/failed/], never: [/Wait for it/] },
    },
  },
];
