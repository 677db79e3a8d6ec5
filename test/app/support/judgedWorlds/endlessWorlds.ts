import { completedTask, smallWorld, waitingTask } from '../../../../src/simulator/scenarios/causes/smallWorld.ts';
import { ended, failed, hourMs, minuteMs, succeeded } from '../../../../src/simulator/scenarios/runs.ts';
import { after, asks, cannot, dependencies, type JudgedWorld, ofPool, runs } from './judgedWorld.ts';

const refused = failed(1, 2 * minuteMs, { stderr: 'ConnectionRefusedError: [Errno 111] db:5432\n' });
const forever = (id: string) => ({ ...asks(id, { constraints: { maxTaskRetryCount: -1 } }), outcomes: [refused] });

/** Worlds in which something goes on or waits forever without having failed. */
export const endlessWorlds: readonly JudgedWorld[] = [
  {
    // loop fails every two minutes and is retried without limit, about 29 times so far, on the only slot. later, of
    // another job, never starts unless a retry succeeds.
    ...smallWorld('endless-elsewhere', 'A task that is retried without limit holds the only slot.', {
      pool: { nodes: [{}] },
      jobs: [
        { body: { id: 'a', poolInfo: ofPool, priority: 100 }, tasks: [forever('loop')] },
        { body: { id: 'b', poolInfo: ofPool }, tasks: [runs('later')] },
      ],
    }),
    ageMs: hourMs,
    rule: 'a slot that is held by retries without limit',
    causes: [],
    agents: [/running tasks that may never end:.*job a needs attention/s],
    jobLists: { b: [/It isn't known whether that ends by itself/, /running task.* in job a needs attention/] },
    pages: {
      account: {
        title: /1 job .* needs attention/,
        says: [/running task.* may never end: a\b/, /Look at what it writes/],
        never: [cannot, /wasn't looked at/],
      },
      'job a': { title: /loop is running again after it failed/, never: [cannot] },
      'job b': {
        says: [/loop \(a, \d+\)/, /You do/, /Explain task loop in job a/],
        never: [cannot, /Batch does[, ]/, /Wait/],
      },
      'task b/later': { says: [/loop \(a, \d+\)/, /You do/], never: [/Batch does[, ]/, /Wait/] },
      'pool pool': { never: [/never run/] },
    },
  },
  {
    // spin holds the only slot. queued needs that slot, and later its success: neither happens unless a retry succeeds.
    ...smallWorld('endless-for-two-reasons', 'One task waits for the slot of endless retries, one for their success.', {
      pool: { nodes: [{}] },
      job: { settings: dependencies, tasks: [forever('spin'), runs('queued'), after('then', 'spin')] },
    }),
    ageMs: hourMs,
    rule: 'retries without limit that two tasks wait for, each for its own reason',
    causes: [],
    agents: [
      /queued has not started: .*slots.*\. The others may wait for something else\. At least 1 of them doesn't start/,
    ],
    pages: {
      account: { says: [/queued has not started: .*\. The others may wait for something else\./], never: [cannot] },
      'job job': {
        says: [/For 1 waiting task \(all of the pool's slots/, /For 1 waiting task \(.*spin.* isn't finished\)/],
        never: [/For 2 waiting/],
      },
      'task job/queued': { says: [/You do: .* it ends only if a retry succeeds/] },
      'task job/then': { says: [/"spin" isn't finished/, /You do: .* it ends only if a retry succeeds/] },
    },
  },
  {
    // Nothing ends loop, whatever is done about the failure in the other job.
    ...smallWorld('endless-beside-failure', 'A task is retried without limit, and one of another job failed.', {
      pool: { nodes: [{}, {}] },
      jobs: [
        { body: { id: 'a', poolInfo: ofPool }, tasks: [forever('loop')] },
        {
          body: { id: 'b', poolInfo: ofPool },
          tasks: [
            completedTask('once', failed(1, minuteMs, { stderr: "ModuleNotFoundError: No module named 'h5py'\n" })),
          ],
        },
      ],
    }),
    ageMs: hourMs,
    rule: 'retries without limit beside a failure of another job',
    causes: [/h5py/],
    agents: [/running tasks that may never end:.*job a needs attention/s],
    pages: {
      account: {
        says: [/^1\. .*h5py/m, /^2\. 1 job has running tasks that may never end: a: Look at what it writes/m],
      },
    },
  },
  {
    // poll has run for three days on the only slot, and nothing limits its run time.
    ...smallWorld('held-for-days', 'A task that polls forever holds the only slot.', {
      pool: { nodes: [{}] },
      job: { tasks: [waitingTask('poll', succeeded(1000 * hourMs)), runs('later')] },
    }),
    ageMs: 72 * hourMs,
    rule: 'a slot that is held by a task without a time limit',
    causes: [],
    pages: {
      account: { title: /1 job .* needs attention/, never: [cannot] },
      'task job/later': {
        says: [/1\. Check whether task poll in job job is still making progress.* running for 3 days/, /2\. Wait/],
        never: [cannot, /never run/],
      },
    },
  },
  {
    // nightly's first job has nothing left to do and stays active, so the schedule creates no other. e was terminated
    // before two of its tasks started.
    ...smallWorld('schedule-behind-done-job', 'A schedule waits for its done job; in another job, tasks never run.', {
      jobs: [
        {
          body: { id: 'nightly:job-1', poolInfo: ofPool },
          createdAgoMs: 5 * hourMs,
          tasks: [completedTask('m', succeeded(minuteMs))],
        },
        {
          body: { id: 'e', poolInfo: ofPool },
          state: 'completed',
          terminateReason: 'UserTerminate',
          tasks: [completedTask('e1', ended(hourMs)), runs('e2'), runs('e3')],
        },
      ],
      jobSchedules: [
        { id: 'nightly', schedule: { recurrenceInterval: 'PT1H' }, jobSpecification: { poolInfo: ofPool } },
      ],
    }),
    rule: 'a schedule behind a job that has nothing left to do',
    causes: [/Someone terminated it/],
    agents: [/1 job has nothing left to do and is still active: nightly:job-1/],
    pages: {
      account: {
        says: [
          /nightly:job-1 \(job schedule nightly waits for it\)/,
          /e \(.*\): 2 tasks were still waiting, and never run/,
        ],
        never: [cannot],
      },
      'job nightly:job-1': {
        says: [
          /Job schedule nightly creates its next job when its last one ends/,
          /^1\. .*terminate the job, and set the/m,
        ],
        never: [cannot],
      },
    },
  },
  {
    // Without nodes, no tasks run, so the formula never counts any.
    ...smallWorld('formula-of-running-tasks', 'A formula asks for as many nodes as tasks run.', {
      pool: {
        settings: {
          targetDedicatedNodes: undefined,
          enableAutoScale: true,
          autoScaleFormula: '$TargetDedicatedNodes = min(10, $RunningTasks.GetSample(1));',
        },
        nodes: [],
      },
      job: { tasks: [runs('t0'), runs('t1')] },
    }),
    rule: 'a formula that counts what only nodes can do',
    causes: [/autoscale formula asks for none/],
    pages: {
      'job job': { icon: 'error', says: [/You do/, /\$PendingTasks/], never: [cannot, /may end on its own/] },
      'pool pool': { never: [/what the formula asks for next isn't known/] },
    },
  },
  {
    // The formula's upper limit is 0, whatever the number of tasks, so it never asks for a node.
    ...smallWorld('formula-capped-at-zero', 'A formula limits the number of nodes to 0.', {
      pool: {
        settings: {
          targetDedicatedNodes: undefined,
          enableAutoScale: true,
          autoScaleFormula:
            'cap = 0; $TargetDedicatedNodes = min(cap, avg($PendingTasks.GetSample(180 * TimeInterval_Second)));',
        },
        nodes: [],
      },
      job: { tasks: [runs('t0'), runs('t1')] },
    }),
    rule: 'a formula that can only return 0',
    causes: [/autoscale formula asks for none/],
    pages: {
      account: { icon: 'error', never: [cannot] },
      'job job': {
        icon: 'error',
        says: [/You do/, /^1\. If tasks should run, evaluate the formula/m],
        never: [/Batch does[, ]/],
      },
      'task job/t0': { says: [/You do/], never: [/Batch does[, ]/] },
    },
  },
  {
    // A task is retried without limit in one job, and the task of another used up its retries.
    ...smallWorld(
      'endless-and-failed',
      'A task is retried without limit beside a failure; another waits for its slot.',
      {
        pool: { nodes: [{}] },
        jobs: [
          { body: { id: 'a', poolInfo: ofPool, priority: 100 }, tasks: [forever('loop'), runs('later')] },
          {
            body: { id: 'c', poolInfo: ofPool },
            tasks: [
              completedTask('limited', refused, {
                endedAgoMs: 3 * hourMs,
                body: { constraints: { maxTaskRetryCount: 3 } },
              }),
            ],
          },
        ],
      },
    ),
    ageMs: hourMs,
    rule: 'retries without limit beside a failure',
    causes: [/^1 task · .*refused/i],
    pages: {
      account: { icon: 'error', says: [/running task.* may never end: a\b/], never: [cannot] },
      'job a': { says: [/loop is running again after it failed/, /Explain task loop in job a/], never: [cannot] },
      'task a/later': { says: [/loop \(a, \d+\)/, /You do/], never: [/Batch does[, ]/] },
    },
  },
];
