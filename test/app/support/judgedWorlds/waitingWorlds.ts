import { range } from '../../../../src/simulator/scenarios/bodies.ts';
import { smallWorld, waitingTask } from '../../../../src/simulator/scenarios/causes/smallWorld.ts';
import { hourMs, succeeded } from '../../../../src/simulator/scenarios/runs.ts';
import type { JobSeed } from '../../../../src/simulator/scenarios/scenario.ts';
import { after, asks, cannot, dependencies, type JudgedWorld, ofPool, runs, twoSlots } from './judgedWorld.ts';

/** Worlds in which the pool, its slots, or the job decide whether a task runs. */
export const waitingWorlds: readonly JudgedWorld[] = [
  {
    ...smallWorld('too-wide-beside', 'One task runs, and one asks for more slots than a node has.', {
      pool: { settings: twoSlots },
      job: { tasks: [runs('r1'), asks('f1', { requiredSlots: 4 })] },
    }),
    rule: 'slots that no node has, beside tasks that run',
    causes: [/^job: Nodes don't have enough task slots · 1 task waiting/],
    pages: {
      account: { icon: 'error', row: /1 job is stuck/, title: /^1 failure/, never: [cannot, /running tasks\./] },
      'job job': {
        icon: 'error',
        row: /^1 stuck: requires what the pool doesn't offer · 1 running · 1 waiting/,
        title: /^1 task in job job is waiting: nodes don't have enough task slots$/,
        says: [/fewer `requiredSlots`/],
        never: [cannot],
      },
      'task job/f1': {
        title: /^f1 has not started: nodes don't have enough task slots$/,
        says: [/can never run here/],
      },
      'pool pool': { says: [/Nodes don't have enough task slots/] },
    },
  },
  {
    ...smallWorld('too-old', 'A task was added 200 days ago and never ran; its pool has no nodes for it until now.', {
      pool: { settings: { targetDedicatedNodes: 0 }, nodes: [] },
      job: { createdAgoMs: 200 * 24 * hourMs, tasks: [waitingTask('old', succeeded(hourMs))] },
    }),
    rule: 'a task that is too old to run',
    causes: [/^job: It is too old to run · 1 task waiting/],
    pages: {
      'job job': { icon: 'error', title: /it is too old to run/, says: [/Submit a copy/], never: [cannot] },
      'task job/old': { title: /it is too old to run/ },
    },
  },
  {
    ...smallWorld(
      'too-many-instances',
      'A multi-instance task asks for four nodes of a pool that has two; another task runs.',
      {
        pool: { settings: { enableInterNodeCommunication: true } },
        job: {
          tasks: [
            runs('r1'),
            asks('mpi', { multiInstanceSettings: { numberOfInstances: 4, coordinationCommandLine: 'true' } }),
          ],
        },
      },
    ),
    rule: 'more instances than nodes, beside tasks that run',
    causes: [/^job: It needs more nodes at once than the pool has · 1 task waiting/],
    pages: {
      'job job': { icon: 'error', row: /^1 stuck/, says: [/Resize the pool to 4 nodes/], never: [cannot] },
      'task job/mpi': { title: /it needs more nodes at once than the pool has/ },
    },
  },
  {
    ...smallWorld(
      'isolated-nodes',
      'Multi-instance tasks wait in a pool whose nodes do not communicate; other tasks run.',
      {
        pool: { settings: { enableInterNodeCommunication: false } },
        job: {
          tasks: [
            runs('r1'),
            ...range(3).map((n) =>
              asks(`mpi-${n}`, { multiInstanceSettings: { numberOfInstances: 2, coordinationCommandLine: 'true' } }),
            ),
          ],
        },
      },
    ),
    rule: 'nodes that do not communicate',
    causes: [/^job: .*can't communicate.* · 3 tasks waiting/],
    pages: {
      'job job': {
        icon: 'error',
        row: /^3 stuck/,
        title: /^3 tasks in job job are waiting: .*communicate/,
        never: [cannot],
      },
    },
  },
  {
    ...smallWorld('busy-queue', 'Two tasks run on two nodes, and three wait for their turn.', {
      job: { tasks: range(5).map((n) => runs(`t${n}`)) },
    }),
    rule: 'a queue behind busy nodes',
    causes: [],
    pages: {
      account: { title: /^Nothing checked in account/, says: [/2 running, 3 waiting/] },
      'job job': {
        icon: 'transition',
        row: /^2 running · 3 waiting/,
        title: /^Nothing is wrong with job job$/,
        says: [/3 tasks are waiting: all of the pool's slots are in use/],
        never: [/Here's what keeps/],
      },
      'task job/t4': { title: /all of the pool's slots are in use/ },
      'pool pool': { never: [/fail/i] },
    },
  },
  {
    ...smallWorld('parallel-limit', 'A job may run one task at once, and two wait although a node is idle.', {
      job: { settings: { maxParallelTasks: 1 }, tasks: range(3).map((n) => runs(`t${n}`)) },
    }),
    rule: 'the limit of parallel tasks',
    causes: [],
    pages: {
      'job job': {
        icon: 'transition',
        title: /running as many tasks as its limit allows/,
        says: [/maxParallelTasks/],
        never: [cannot],
      },
      'task job/t2': { title: /running as many tasks as its limit allows/ },
    },
  },
  {
    ...smallWorld('behind-another-job', 'One job uses all nodes, and the tasks of another one wait for them.', {
      jobs: [
        { body: { id: 'first', poolInfo: ofPool, priority: 100 }, tasks: range(2).map((n) => runs(`r${n}`)) },
        { body: { id: 'later', poolInfo: ofPool, priority: -10 }, tasks: range(2).map((n) => runs(`w${n}`)) },
      ],
    }),
    rule: 'a queue behind another job',
    causes: [],
    pages: {
      account: { title: /^Nothing checked in account/ },
      'job later': {
        icon: 'waiting',
        title: /2 tasks in job later are waiting: all of the pool's slots are in use/,
        says: [/first \(2\)/],
      },
      'job first': { icon: 'transition', title: /^Nothing is wrong with job first$/ },
    },
  },
  {
    ...smallWorld(
      'gone-pool',
      'Tasks wait for a pool that does not exist, one of them for more slots than any pool has.',
      {
        jobs: [
          {
            body: { id: 'job', poolInfo: { poolId: 'gone' } },
            tasks: [runs('a'), runs('b'), asks('c', { requiredSlots: 8 })],
          },
        ],
      },
    ),
    rule: 'a pool that does not exist',
    causes: [/^job: The pool does not exist · 3 tasks waiting/],
    pages: {
      'job job': {
        icon: 'error',
        row: /stuck: pool gone does not exist · 3 waiting/,
        title: /^3 tasks in job job are waiting: the pool does not exist/,
      },
    },
  },
  {
    ...smallWorld('many-too-wide', 'Of 150 waiting tasks, all ask for too many slots: not all are looked at.', {
      job: { tasks: range(150).map((n) => asks(`w${String(n).padStart(3, '0')}`, { requiredSlots: 4 })) },
    }),
    rule: 'more tasks than are looked at',
    causes: [/^job: Nodes don't have enough task slots · ≥ 100 tasks waiting/],
    pages: {
      'job job': {
        icon: 'error',
        row: /^≥ 100 stuck: .* · 150 waiting/,
        title: /^150 tasks in job job are waiting: nodes don't/,
      },
    },
  },
  {
    ...smallWorld('two-reasons', 'Two tasks can never run, for a reason of its own each; others wait for their turn.', {
      pool: { settings: twoSlots },
      job: {
        settings: dependencies,
        tasks: [...range(6).map((n) => runs(`r${n}`)), asks('wide', { requiredSlots: 4 }), after('merge', 'ghost')],
      },
    }),
    rule: 'as many tasks with one reason as with another',
    causes: [/2 different reasons; one is that .* · 2 tasks waiting/],
    agents: [/all of the pool's slots are in use\.(?! The others)/],
    pages: { 'job job': { title: /2 different reasons; one is that/, never: [/most frequent/] } },
  },
  {
    ...smallWorld('disabled', 'A job was disabled by someone, and three tasks wait in it.', {
      job: { state: 'disabled', tasks: range(3).map((n) => runs(`t${n}`)) } satisfies Partial<JobSeed>,
    }),
    rule: 'a job that is disabled',
    causes: [],
    pages: {
      account: { never: [/All is well/] },
      'job job': { icon: 'warning', title: /^Job job is disabled: none of its tasks start$/, never: [cannot] },
      'task job/t0': { title: /the job is disabled/ },
    },
  },
  {
    ...smallWorld(
      'lower-priority',
      'A job takes all nodes and has more to run; the tasks of one of lower priority wait.',
      {
        jobs: [
          { body: { id: 'high', poolInfo: ofPool, priority: 500 }, tasks: range(4).map((n) => runs(`h${n}`)) },
          { body: { id: 'low', poolInfo: ofPool, priority: -500 }, tasks: range(2).map((n) => runs(`l${n}`)) },
        ],
      },
    ),
    rule: 'a priority below that of another job with more to run',
    causes: [],
    pages: {
      account: { title: /^Nothing checked in account/, says: [/2 running, 4 waiting/] },
      'job high': { icon: 'transition', title: /^Nothing is wrong with job high$/ },
      'job low': {
        icon: 'waiting',
        title: /^2 tasks in job low are waiting/,
        says: [/high/, /priority/i],
        never: [/stuck|never run/],
      },
      'task low/l1': { says: [/priority/i, /high/] },
    },
  },
  {
    ...smallWorld('limit-and-wide', 'One task runs, as many as the job allows; one waits for it, one for four slots.', {
      pool: { settings: twoSlots },
      job: {
        settings: { maxParallelTasks: 1 },
        tasks: [runs('a'), runs('b'), asks('wide', { requiredSlots: 4 })],
      },
    }),
    rule: 'a limit of parallel tasks, and a task that never fits',
    causes: [/^job: Nodes don't have enough task slots · 1 task waiting/],
    pages: {
      account: { icon: 'error', row: /1 job is stuck/ },
      'job job': {
        icon: 'error',
        row: /^1 stuck: requires what the pool doesn't offer · 1 running · 2 waiting/,
        title: /^1 of 2 waiting tasks in job job is stuck: nodes don't have enough task slots$/,
        never: [cannot, /2 tasks in job job are waiting/],
      },
      'task job/b': { title: /running as many tasks as its limit allows/, never: [/never run/] },
      'task job/wide': { title: /nodes don't have enough task slots/, says: [/can never run here/] },
    },
  },
  {
    ...smallWorld(
      'disabled-and-ghost',
      'In a disabled job, one task waits for one that does not exist, and one for nothing else.',
      {
        job: { settings: dependencies, state: 'disabled', tasks: [runs('a'), after('d1', 'ghost')] },
      },
    ),
    rule: 'a disabled job with a task that could not run if it were enabled',
    causes: [/^job: A dependency is not in the job/],
    pages: {
      'job job': { icon: 'error', title: /a dependency/, says: [/Add ghost to the job/, /disabled/], never: [cannot] },
      'task job/a': { title: /the job is disabled/, never: [/ghost/] },
      'task job/d1': { says: [/disabled/, /Not in the job: ghost/] },
    },
  },
  {
    ...smallWorld('one-node-offline', 'A multi-instance task needs both nodes of its pool, of which one is offline.', {
      pool: { settings: { enableInterNodeCommunication: true }, nodes: [{}, { state: 'offline' }] },
      job: {
        tasks: [asks('mpi', { multiInstanceSettings: { numberOfInstances: 2, coordinationCommandLine: 'true' } })],
      },
    }),
    rule: 'instances for which too few nodes are online',
    causes: [/^pool: 1 offline · 1 task waiting/],
    pages: {
      account: { icon: 'error', never: [cannot] },
      'job job': {
        icon: 'error',
        row: /^stuck: too few nodes/,
        says: [/[Bb]ring .*online/],
        never: [cannot, /Resize the pool to/],
      },
      'task job/mpi': { says: [/[Bb]ring .*online/], never: [/Resize the pool to/] },
      'pool pool': { icon: 'error', says: [/1 task .*is waiting/], never: [cannot] },
    },
  },
];
