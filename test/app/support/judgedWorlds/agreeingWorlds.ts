import { linuxPool } from '../../../../src/simulator/scenarios/bodies.ts';
import { completedTask, smallWorld } from '../../../../src/simulator/scenarios/causes/smallWorld.ts';
import { failed, hourMs, minuteMs, secondMs, succeeded } from '../../../../src/simulator/scenarios/runs.ts';
import { after, asks, cannot, dependencies, type JudgedWorld, lost, ofPool, runs } from './judgedWorld.ts';

const acts = /until someone acts/;
const mayEnd = /may end on its own|Batch does, automatically/;

const expired = [
  {
    filePattern: 'out.txt',
    destination: {
      container: {
        containerUrl: 'https://acc.blob.core.windows.net/out?sv=2022-11-02&sr=c&sp=rwl&se=2020-01-01T00:00:00Z&sig=abc',
      },
    },
    uploadOptions: { uploadCondition: 'taskcompletion' },
  },
];

/** Worlds of which lists, pages and agents once gave different accounts. */
export const agreeingWorlds: readonly JudgedWorld[] = [
  {
    // The manager excludes Spot nodes, and the pool has no others and is to have none.
    ...smallWorld('manager-without-dedicated-nodes', 'A job manager excludes Spot nodes in a pool of Spot nodes.', {
      pool: {
        settings: { targetDedicatedNodes: 0, targetLowPriorityNodes: 1 },
        nodes: [{ state: 'idle', isDedicated: false }],
      },
      jobs: [
        {
          body: {
            id: 'job',
            poolInfo: ofPool,
            jobManagerTask: { id: 'boss', commandLine: './boss', allowLowPriorityNode: false },
          },
          tasks: [],
        },
      ],
    }),
    rule: 'a job manager that excludes Spot nodes, and a pool that never has others',
    causes: [/only on dedicated nodes/],
    agents: [acts, /waiting tasks there that need someone to act: 1 of job job/],
    pages: {
      account: { icon: 'error', never: [cannot] },
      'job job': {
        icon: 'error',
        title: /^1 task in job job is waiting: it runs only on dedicated nodes, and the pool has none/,
        says: [/You do/, /[Aa]dd a dedicated node/],
        never: [cannot, mayEnd, /ruled out:.*(pool requirements|pool size)/, /enough free slots/],
      },
      'task job/boss': { says: [/You do/], never: [mayEnd, /ruled out:.*(pool requirements|pool size)/] },
    },
  },
  {
    // A copy of the manager in the same job would not be its manager.
    ...smallWorld('manager-without-slots', 'A job manager needs two slots, and the nodes of its pool have one.', {
      jobs: [
        {
          body: {
            id: 'job',
            poolInfo: ofPool,
            jobManagerTask: { id: 'boss', commandLine: './boss', requiredSlots: 2, runExclusive: false },
          },
          tasks: [],
        },
      ],
    }),
    rule: 'a job manager that needs more slots than a node has',
    causes: [/enough task slots/],
    agents: [/first step: Submit the job again with at most 1 for `?jobManagerTask\.requiredSlots/],
    pages: {
      'job job': { says: [/1\. Submit the job again with at most 1/], never: [/task\.resubmit/] },
      'task job/boss': {
        says: [/1\. Submit the job again with at most 1/, /boss is the job manager task/],
        never: [/task\.resubmit/],
      },
    },
  },
  {
    // Enabling the job isn't enough: nothing in it has the ID that b depends on.
    ...smallWorld('missing-in-disabled', 'A disabled job lacks a task on which another depends.', {
      job: { state: 'disabled', settings: dependencies, tasks: [after('b', 'a')] },
    }),
    rule: 'a dependency that is missing in a disabled job',
    causes: [/not in the job/],
    agents: [/responsible: definition/],
    pages: { 'task job/b': { says: [/no tasks with these IDs: a\./] } },
  },
  {
    // Copies of a task that isn't the manager run in the same job.
    ...smallWorld('task-without-slots', 'A task needs two slots, and the nodes of its pool have one.', {
      job: { tasks: [asks('wide', { requiredSlots: 2 })] },
    }),
    rule: 'a task that needs more slots than a node has',
    causes: [/enough task slots/],
    pages: { 'task job/wide': { says: [/1\. Submit the task with fewer .*task\.resubmit/], never: [/manager/] } },
  },
  {
    // b depends on a failed task; four others wait until the limit allows another.
    ...smallWorld('one-blocked-others-limited', 'One task is blocked, and four wait for the limit of parallel tasks.', {
      job: {
        settings: { ...dependencies, maxParallelTasks: 1 },
        tasks: [completedTask('a', lost), after('b', 'a'), ...['t0', 't1', 't2', 't3', 't4'].map(runs)],
      },
    }),
    rule: 'one of several waiting tasks that needs someone',
    causes: [/refs\.txt/],
    agents: [
      /At least 1 of them doesn't start until someone acts/,
      /waiting tasks there that need someone to act: at least 1 of job job/,
    ],
    pages: { account: { icon: 'error', never: [cannot] } },
  },
  {
    // t1 ends its job, and t2 never runs: nothing that anyone does starts it.
    ...smallWorld('ended-with-waiting-tasks', 'A job has ended while a task waited, and nodes are idle.', {
      job: {
        state: 'completed',
        settings: { onTaskFailure: 'performexitoptionsjobaction' },
        tasks: [completedTask('t1', lost), asks('t2', {})],
      },
    }),
    rule: 'a waiting task of a job that has ended',
    causes: [/refs\.txt/],
    agents: [/1 in job job .* The job has ended/, /^(?!.*need someone to act)/s],
    pages: { account: { icon: 'error', never: [cannot] } },
  },
  {
    // a failed and lets its dependents run; c failed, cost less, and blocks two tasks. c comes first everywhere.
    ...smallWorld('costly-and-blocking', 'A costly failure blocks nothing, and a cheaper one blocks two tasks.', {
      job: {
        settings: dependencies,
        tasks: [
          completedTask('a', failed(3, 3 * hourMs, { stderr: 'no data for today\n' })),
          completedTask('c', failed(4, 2 * hourMs, { stderr: 'license server refused\n' })),
          after('d', 'c'),
          after('e', 'd'),
          after('f', 'e'),
        ],
      },
    }),
    rule: 'waiting tasks count in the order of causes',
    causes: [/[Ll]icense server refused/, /[Nn]o data for today/],
    pages: {
      account: { says: [/^1\. .*[Ll]icense server/m] },
      'job job': { says: [/^1\. .*[Ll]icense server/m, /For example, c/] },
    },
  },
  {
    // The job is disabled, and its pool has no nodes: both keep w waiting. t failed elsewhere.
    ...smallWorld('disabled-on-empty-pool', 'A disabled job has no nodes either, and another job failed.', {
      pools: [
        { body: linuxPool('pool', 'standard_d2s_v3', { targetDedicatedNodes: 1 }), nodes: [{}] },
        { body: linuxPool('none', 'standard_d2s_v3', { targetDedicatedNodes: 0 }), nodes: [] },
      ],
      jobs: [
        { body: { id: 'job', poolInfo: ofPool }, tasks: [completedTask('t', lost)] },
        { state: 'disabled', body: { id: 'off', poolInfo: { poolId: 'none' } }, tasks: [runs('w')] },
      ],
    }),
    rule: 'a disabled job whose pool has no nodes',
    causes: [/refs\.txt/],
    agents: [/1 in job off .*waiting for the job to be enabled\. Its pool none has no nodes\. It doesn't start until/],
    pages: {
      account: {
        icon: 'error',
        says: [/disabled while tasks wait in it: off: .*enable it/, /Its pool none has no nodes/],
      },
    },
  },
  {
    // The only node has been starting for two minutes.
    ...smallWorld('node-just-starting', 'The only node of a pool has just begun to start.', {
      pool: { nodes: [{ state: 'starting', sinceAgoMs: 2 * minuteMs }] },
      job: { tasks: [runs('t')] },
    }),
    rule: 'a node that has just begun to start',
    causes: [],
    agents: [/1 in job job .*No node in its pool pool is ready yet\. It isn't known/],
    pages: { 'job job': { says: [/ready yet/, /Batch does, automatically/] } },
  },
  {
    // The only dedicated node is broken, and the Spot node is idle but excluded.
    ...smallWorld('manager-with-broken-dedicated-node', 'A job manager excludes Spot nodes, and no other works.', {
      pool: {
        settings: { targetDedicatedNodes: 1, targetLowPriorityNodes: 1 },
        nodes: [{ state: 'unusable' }, { state: 'idle', isDedicated: false }],
      },
      jobs: [
        {
          body: {
            id: 'job',
            poolInfo: ofPool,
            jobManagerTask: { id: 'boss', commandLine: './boss', allowLowPriorityNode: false },
          },
          tasks: [],
        },
      ],
    }),
    rule: 'a job manager that excludes Spot nodes, and no dedicated node that works',
    causes: [/cannot reach the node/],
    pages: {
      account: { icon: 'error', never: [cannot] },
      'job job': {
        title: /no dedicated node in the pool can run tasks/,
        says: [/may end on its own/, /[Rr]epair or replace the dedicated nodes/],
        never: [cannot, /enough free slots/],
      },
      'task job/boss': { says: [/may end on its own/], never: [/enough free slots/] },
    },
  },
  {
    // Its two Spot nodes were preempted: with or without a busy node beside them, they may come back or not.
    ...smallWorld('preempted-beside-busy', 'Azure took the Spot nodes of a pool back, and a dedicated one is busy.', {
      pool: {
        settings: { targetDedicatedNodes: 1, targetLowPriorityNodes: 2 },
        nodes: [{}, { state: 'preempted', isDedicated: false }, { state: 'preempted', isDedicated: false }],
      },
      job: { tasks: [runs('t0'), runs('t1'), runs('t2')] },
    }),
    rule: 'preempted nodes beside one that is busy',
    causes: [/Azure took the machine back/],
    pages: { 'job job': { says: [/may end on its own/], never: [/Batch does, automatically/] } },
  },
  {
    // a failed once and runs again: it may fail again.
    ...smallWorld('dependency-being-retried', 'A task failed, is being retried, and another waits for it.', {
      pool: { nodes: [{}, {}] },
      job: {
        settings: dependencies,
        tasks: [
          {
            outcomes: [failed(1, secondMs, { stderr: 'oops\n' }), succeeded(12 * hourMs)],
            body: { id: 'a', commandLine: './a', constraints: { maxTaskRetryCount: 3 } },
          },
          after('b', 'a'),
        ],
      },
    }),
    rule: 'a task that waits for one that failed and is being retried',
    causes: [],
    agents: [/^(?!.*on its own)/s],
    ageMs: 5 * minuteMs,
    pages: {
      'task job/b': { says: [/may end on its own/, /retr/], never: [/Batch does, automatically/] },
    },
  },
  {
    // Each of four tasks failed for another reason, and the page of their job has a step for each.
    ...smallWorld('four-causes', 'Four tasks of a job failed for four reasons.', {
      job: {
        tasks: [
          completedTask('a', failed(3, hourMs, { stderr: 'no data for today\n' })),
          completedTask('b', failed(4, hourMs, { stderr: 'license server refused\n' })),
          completedTask('c', failed(1, hourMs, { stderr: "ModuleNotFoundError: No module named 'scipy'\n" })),
          completedTask('d', lost),
        ],
      },
    }),
    rule: 'a step for each of several causes',
    causes: [/scipy/, /[Ll]icense/, /[Nn]o data/, /refs\.txt/],
    pages: { 'job job': { says: [/^\d+\. .*scipy/m, /^\d+\. .*license/m, /^\d+\. .*data/m, /^\d+\. .*refs\.txt/m] } },
  },
  {
    // Both the doubtful task and the end of the job are shown, but no step ends a job that may get the task again.
    ...smallWorld('doubtful-and-done', 'A task that may have failed was the last of its job.', {
      job: {
        tasks: [
          completedTask('t', {
            ...succeeded(hourMs),
            stderr: 'Traceback (most recent call last):\n  File "w.py", line 3, in <module>\nValueError: bad\n',
          }),
        ],
      },
    }),
    rule: 'a job that is done, with a task that may have failed',
    causes: [],
    pages: {
      'job job': {
        says: [/before you use its results/, /^\d+\. For a job in which no task has to run again: Terminate/m],
      },
    },
  },
  {
    // The address for the outputs had expired when the tasks were added.
    ...smallWorld('outputs-to-expired-address', 'A running and a waiting task store outputs at an expired address.', {
      pool: { nodes: [{}] },
      job: {
        tasks: ['t0', 't1'].map((id) => ({ ...runs(id), body: { id, commandLine: `./${id}`, outputFiles: expired } })),
      },
    }),
    rule: 'tasks whose outputs cannot be stored when they end',
    causes: [],
    pages: {
      'task job/t0': { says: [/SAS for .*out\.txt has expired, .*download them from its node/] },
      'task job/t1': { says: [/SAS for .*out\.txt has expired, .*submit a copy/] },
    },
  },
];
