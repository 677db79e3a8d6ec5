import type { StateSeverity } from '../../../src/core/model/states.ts';
import { linuxPool, range } from '../../../src/simulator/scenarios/bodies.ts';
import { completedTask, smallWorld, waitingTask } from '../../../src/simulator/scenarios/causes/smallWorld.ts';
import { failed, hourMs, secondMs, succeeded } from '../../../src/simulator/scenarios/runs.ts';
import type { JobSeed, Scenario, TaskSeed } from '../../../src/simulator/scenarios/scenario.ts';
import type { WireObject } from '../../../src/simulator/state/wire.ts';

/** What is true of something in a world, as far as a reader must find it. */
export interface Said {
  /** How bad its row in the explorer is, and what that says. */
  readonly icon?: StateSeverity;
  readonly row?: RegExp;
  readonly title?: RegExp;
  /** What its page has, and what it must not have. */
  readonly says?: readonly RegExp[];
  readonly never?: readonly RegExp[];
}

/** A world, the rule that decides in it, and what is true in it. */
export interface JudgedWorld extends Scenario {
  readonly rule: string;
  /** Each cause of the account, as a row among the failures has it: no others are there. */
  readonly causes: readonly RegExp[];
  /** Pages by what they are of: `account`, `job J`, `task J/T`, `pool P`, `node P/N` with the index of the node. */
  readonly pages: Readonly<Record<string, Said>>;
  /** How long the account has existed, where its tasks run on from then; a minute when absent. */
  readonly ageMs?: number;
}

const ofPool = { poolId: 'pool' };
const runs = (id: string): TaskSeed => waitingTask(id, succeeded(12 * hourMs));
const asks = (id: string, body: WireObject): TaskSeed => ({
  outcomes: [succeeded(hourMs)],
  body: { id, commandLine: `./${id}`, ...body },
});
const after = (id: string, ...taskIds: readonly string[]): TaskSeed => asks(id, { dependsOn: { taskIds } });
const lost = failed(3, secondMs, { stderr: 'grep: refs.txt: No such file or directory\n' });
const twoSlots = { taskSlotsPerNode: 2 };
const dependencies = { usesTaskDependencies: true };
const cannot = /Nothing is wrong|All is well/;

/**
 * Worlds in which another rule decides each time: what waits and why, what failed and is not shown as such, what was held.
 * What is true in each was written before the product was asked.
 */
export const judgedWorlds: readonly JudgedWorld[] = [
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
        row: /^1 stuck: no node in its pool is compatible · 1 running · 1 waiting/,
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
    causes: [/^job: A dependency, wide, can't start · 3 tasks waiting/],
    pages: {
      'job job': {
        icon: 'error',
        row: /2 stuck: a dependency can't start/,
        title: /^2 of 3 waiting tasks in job job are stuck: a dependency, wide, can't start$/,
        says: [/1 other task is waiting: nodes don't have enough task slots/, /fewer `requiredSlots`/],
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
      account: { title: /^All is well/, says: [/2 running, 3 waiting/] },
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
      account: { title: /^All is well/ },
      'job later': {
        icon: 'waiting',
        title: /2 tasks in job later are waiting: all of the pool's slots are in use/,
        says: [/first \(2\)/],
      },
      'job first': { icon: 'transition', title: /^Nothing is wrong with job first$/ },
    },
  },
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
      account: { title: /^All is well/ },
      'job job': {
        icon: 'transition',
        title: /^Nothing is wrong with job job$/,
        says: [/1 task is waiting: 2 dependencies aren't finished/],
      },
      'task job/sum': { title: /2 dependencies aren't finished/ },
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
    ...smallWorld('disabled', 'A job was disabled by someone, and three tasks wait in it.', {
      job: { state: 'disabled', tasks: range(3).map((n) => runs(`t${n}`)) } satisfies Partial<JobSeed>,
    }),
    rule: 'a job that is disabled',
    causes: [],
    pages: {
      account: { never: [/All is well/] },
      'job job': { icon: 'paused', title: /^Job job is disabled: none of its tasks start$/, never: [cannot] },
      'task job/t0': { title: /the job is disabled/ },
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
    ...smallWorld(
      'tolerated-start',
      'The start task failed on one of two nodes, which run tasks all the same; nothing failed yet.',
      {
        pool: {
          settings: { startTask: { commandLine: 'bash setup.sh', waitForSuccess: false } },
          nodes: [
            {
              startTask: [
                failed(100, secondMs, {
                  stderr: 'E: Could not get lock /var/lib/dpkg/lock-frontend. It is held by process 1204 (apt)\n',
                }),
              ],
            },
            { startTask: [succeeded(secondMs)] },
          ],
        },
      },
    ),
    rule: 'a start task that failed and is not waited for',
    causes: [/^1 node · A package manager is busy on the node/],
    pages: {
      account: { icon: 'error', never: [cannot] },
      'pool pool': {
        icon: 'warning',
        row: /1 needs attention/,
        title: /^1 node in pool pool runs tasks although its start task failed$/,
        never: [cannot],
      },
      'node pool/0': { title: /^The start task on node .* failed/ },
    },
  },
  {
    ...smallWorld(
      'start-brings',
      'A program is missing on the node whose start task should have installed it, and failed.',
      {
        pool: {
          settings: { startTask: { commandLine: 'bash setup.sh samtools', waitForSuccess: false } },
          nodes: [
            { startTask: [failed(100, secondMs, { stderr: 'E: Unable to locate package samtools\n' })] },
            { startTask: [failed(100, secondMs, { stderr: 'E: Unable to locate package samtools\n' })] },
          ],
        },
        job: {
          tasks: [
            completedTask(
              'lost',
              failed(127, secondMs, { stderr: '/bin/bash: line 1: samtools: command not found\n' }),
            ),
            completedTask('fine', succeeded(secondMs)),
          ],
        },
      },
    ),
    rule: "a start task of the task's own node that failed",
    causes: [/^2 nodes · No repository has the package: samtools/, /^1 task · The program samtools was not found/],
    pages: {
      'task job/lost': {
        title: /samtools/,
        says: [
          /^1\. Find out why the start task failed on the task's node, and correct it/m,
          /The start task failed on this node with exit code 100/,
          /Unable to locate package samtools/,
        ],
        never: [/Install the program in the start task/],
      },
      'job job': { says: [/Find out why the start task failed/], never: [/Install the program in the start task/] },
    },
  },
  {
    ...smallWorld(
      'start-beside',
      'A task failed by its arguments on a node whose start task failed, which did not cause it.',
      {
        pool: {
          settings: { startTask: { commandLine: 'bash setup.sh', waitForSuccess: false } },
          nodes: [{ startTask: [failed(100, secondMs, { stderr: 'E: Unable to locate package htop\n' })] }],
        },
        job: {
          tasks: [
            completedTask(
              'refused',
              failed(2, secondMs, { stderr: 'run.py: error: unrecognized arguments: --fast\n' }),
            ),
          ],
        },
      },
    ),
    rule: 'a start task that failed and did not matter',
    causes: [/^1 node · No repository has the package: htop/, /^1 task · .*--fast/],
    pages: {
      'task job/refused': {
        title: /--fast|arguments/,
        says: [/The start task on node .* failed/],
        never: [/Find out why the start task failed/],
      },
    },
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
    pages: { account: { title: /^All is well/ } },
  },
  {
    ...smallWorld('cost-of-instances', 'A task of four instances failed after ten hours on nodes of two cores.', {
      pool: {
        settings: { enableInterNodeCommunication: true },
        nodes: range(4).map(() => ({ allocatedAgoMs: 20 * hourMs })),
      },
      job: {
        tasks: [
          completedTask('mpi', failed(3, 10 * hourMs), {
            body: { multiInstanceSettings: { numberOfInstances: 4, coordinationCommandLine: 'true' } },
          }),
        ],
      },
    }),
    rule: 'the cost of several instances: 4 nodes x 2 cores x 10 hours',
    causes: [/mpi|exit code 3/i],
    pages: {
      'pool pool': { says: [/Failed attempts: about 80 core-hours/] },
      account: { says: [/Failed attempts: about 80 core-hours/] },
    },
  },
  {
    ...smallWorld('cost-of-slots', 'A task of two slots of four failed after eight hours on a node of four cores.', {
      pools: [
        {
          body: linuxPool('pool', 'standard_d4s_v3', { targetDedicatedNodes: 1, taskSlotsPerNode: 4 }),
          nodes: [{ allocatedAgoMs: 20 * hourMs }],
        },
      ],
      job: { tasks: [completedTask('half', failed(3, 8 * hourMs), { body: { requiredSlots: 2 } })] },
    }),
    rule: 'the cost of slots: 2 of 4 slots x 4 cores x 8 hours',
    causes: [/half|exit code 3/i],
    pages: {
      'pool pool': { says: [/Failed attempts: about 16 core-hours/] },
      account: { says: [/Failed attempts: about 16 core-hours/] },
    },
  },
  {
    ...smallWorld('cost-of-requeued', 'A task failed after five hours, and had been requeued before.', {
      pool: { nodes: [{ allocatedAgoMs: 20 * hourMs }] },
      job: { tasks: [completedTask('again', failed(3, 5 * hourMs), { executionInfo: { requeueCount: 1 } })] },
    }),
    rule: 'the cost of a requeued task: at least 2 cores x 5 hours',
    causes: [/again|exit code 3/i],
    pages: {
      'pool pool': { says: [/Failed attempts: at least 10 core-hours/] },
      account: { says: [/Failed attempts: at least 10 core-hours/] },
    },
  },
  {
    ...smallWorld('retired-size', 'A pool gets no nodes of a size that was retired.', {
      pools: [
        {
          body: linuxPool('pool', 'standard_nc6s_v3', { targetDedicatedNodes: 2 }),
          nodes: [],
          resizeErrors: [
            {
              code: 'AllocationFailed',
              message: 'Desired number of dedicated nodes could not be allocated',
              values: [
                { name: 'Reason', value: 'SkuNotAvailable: the requested size is not available in this location' },
              ],
            },
          ],
        },
      ],
      job: { tasks: [runs('a')] },
    }),
    rule: 'a VM size that was retired before the resize',
    causes: [/Azure retired the VM size/i],
    pages: {
      'pool pool': {
        title: /Azure retired the VM size standard_nc6s_v3/,
        says: [/such as one of NC A100 v4/],
        never: [/Try again later/],
      },
      'job job': { icon: 'error', never: [/Try again later/, cannot] },
    },
  },
  {
    ...smallWorld('deleted-logs', 'The files of a task were deleted when their retention time had passed.', {
      job: {
        tasks: [
          completedTask('old', failed(3, secondMs, { stderr: 'lost\n' }), {
            endedAgoMs: 3 * hourMs,
            body: { constraints: { retentionTime: 'PT1H' } },
          }),
        ],
      },
    }),
    rule: 'logs that were there and are deleted',
    causes: [/exit code 3|old/i],
    pages: {
      'task job/old': { says: [/was deleted: the retention time/, /can no longer be read/], never: [/left no logs/] },
    },
  },
  {
    ...smallWorld('long-waiting-limit', 'Jobs and tasks have the limit that means none.', {
      job: {
        settings: { constraints: { maxWallClockTime: 'P10675199DT2H48M5.4775807S' } },
        tasks: [completedTask('lost', lost), completedTask('fine', succeeded(secondMs))],
      },
    }),
    rule: 'a limit that is none',
    causes: [/refs\.txt/],
    pages: {
      'task job/lost': { never: [/P10675199D/] },
      'job job': { never: [/P10675199D/, /reaches its time limit/] },
    },
  },
  {
    ...smallWorld('named-nodes', 'A task failed on the second of two nodes, which its job calls by its name.', {
      job: { tasks: [completedTask('lost', lost, { node: 1 }), completedTask('fine', succeeded(secondMs))] },
    }),
    rule: 'one name for a node',
    causes: [/refs\.txt/],
    pages: {
      'job job': { says: [/Task lost started on node [12]$/m] },
    },
  },
];
