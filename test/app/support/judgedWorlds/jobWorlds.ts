import { range } from '../../../../src/simulator/scenarios/bodies.ts';
import { completedTask, smallWorld, waitingTask } from '../../../../src/simulator/scenarios/causes/smallWorld.ts';
import { failed, hourMs, secondMs, succeeded } from '../../../../src/simulator/scenarios/runs.ts';
import { asks, cannot, type JudgedWorld, ofPool, runs } from './judgedWorld.ts';

/** Worlds in which the state of a job matters more than the states of its tasks. */
export const jobWorlds: readonly JudgedWorld[] = [
  {
    ...smallWorld('no-pool-no-tasks', 'A job names a pool that does not exist, and has no tasks yet.', {
      jobs: [{ body: { id: 'job', poolInfo: { poolId: 'gone' } }, tasks: [] }],
    }),
    rule: 'a pool that does not exist, before there are tasks',
    causes: [],
    pages: {
      account: { never: [cannot], says: [/gone/] },
      'job job': {
        title: /pool gone does not exist|pool gone doesn't exist/,
        says: [/Create a pool with the ID gone/],
        never: [cannot],
      },
    },
  },
  {
    ...smallWorld('ended-with-tasks', 'A job was terminated while tasks waited in it.', {
      job: {
        state: 'completed',
        terminateReason: 'UserTerminate',
        tasks: [completedTask('a', succeeded(secondMs)), runs('b')],
      },
    }),
    rule: 'a job that has ended',
    causes: [],
    pages: { 'task job/b': { title: /the job has ended/, says: [/never run/] } },
  },
  {
    ...smallWorld('hangs', 'The only task has run for seven days, without a limit.', {
      job: { tasks: [waitingTask('hangs', succeeded(30 * 24 * hourMs))] },
    }),
    rule: 'a task that may hang',
    ageMs: 7 * 24 * hourMs,
    causes: [],
    pages: {
      'job job': {
        title: /^A running task in job job needs attention: hangs has been running for .* without a time limit/,
        never: [cannot],
      },
      'task job/hangs': { title: /has been running for .* without a time limit/ },
    },
  },
  {
    ...smallWorld('done-and-active', 'Twelve jobs have nothing left to do and are still active.', {
      jobs: range(12).map((n) => ({
        body: { id: `job-${n}`, poolInfo: ofPool },
        tasks: [completedTask('fine', succeeded(secondMs))],
      })),
    }),
    rule: 'active jobs with nothing left to do',
    causes: [],
    pages: {
      account: {
        title: /^12 jobs in account .* need attention$/,
        says: [/12 jobs have nothing left to do and are still active/, /Terminate the job/],
        never: [cannot],
      },
      'job job-3': { title: /^All tasks in job job-3 are done, but the job is still active$/ },
    },
  },
  {
    ...smallWorld('no-tasks', 'A job has no tasks.', { job: { tasks: [] } }),
    rule: 'a job without tasks',
    causes: [],
    pages: { 'job job': { title: /^Job job has no tasks$/, never: [cannot] } },
  },
  {
    ...smallWorld('ended-as-a-whole', 'A job ended itself when all its tasks had succeeded.', {
      job: {
        settings: { onAllTasksComplete: 'terminatejob' },
        state: 'completed',
        terminateReason: 'AllTasksComplete',
        tasks: [completedTask('a', succeeded(secondMs))],
      },
    }),
    rule: 'a job that ended well',
    causes: [],
    pages: { account: { title: /^Nothing checked in account .* has failed$/ } },
  },
  {
    ...smallWorld(
      'ended-by-one',
      'A task fails and ends its job, and with it one that runs; a third has not started.',
      {
        pool: { nodes: [{}, {}] },
        job: {
          settings: { onTaskFailure: 'performexitoptionsjobaction' },
          tasks: [
            {
              ...asks('a', { exitConditions: { default: { jobAction: 'terminate' } } }),
              outcomes: [failed(3, 20 * secondMs, { stderr: 'grep: refs.txt: No such file or directory\n' })],
            },
            runs('b'),
            runs('c'),
          ],
        },
      },
    ),
    rule: 'an exit condition that ended the job',
    causes: [/^1 task · .*refs\.txt.* · 1 task failed as a consequence/],
    pages: {
      'job job': { says: [/\ba\b/, /refs\.txt/], never: [cannot, /Task Was Ended by User Request/] },
      'task job/a': { title: /refs\.txt/, never: [/b failed the same way/, /1 other task failed for the same reason/] },
      'task job/b': {
        title: /job/,
        says: [/\ba\b/],
        never: [/failed the same way/, /Task Was Ended by User Request/],
      },
      'task job/c': { says: [/never run/], never: [/failed the same way/] },
    },
  },
  {
    ...smallWorld(
      'limit-of-job',
      'A job may take two hours, of which ten minutes are left; its task may run on for hours.',
      {
        job: {
          createdAgoMs: 110 * 60 * secondMs,
          settings: { constraints: { maxWallClockTime: 'PT2H' } },
          tasks: [runs('a')],
        },
      },
    ),
    rule: 'a job that soon reaches its time limit',
    causes: [],
    pages: { 'job job': { says: [/time limit/], never: [/stuck/] }, 'task job/a': { says: [/limit/] } },
  },
];
