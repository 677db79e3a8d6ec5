import { linuxPool, padded, range } from '../../../../src/simulator/scenarios/bodies.ts';
import { completedTask, smallWorld } from '../../../../src/simulator/scenarios/causes/smallWorld.ts';
import { failed, hourMs, minuteMs, secondMs, succeeded } from '../../../../src/simulator/scenarios/runs.ts';
import { formulaEvaluationError } from '../../../../src/simulator/state/poolErrors.ts';
import { after, asks, cannot, dependencies, type JudgedWorld, lost, ofPool, runs, twoSlots } from './judgedWorld.ts';

const killed = failed(137, hourMs, { stderr: 'Killed\n' });
const noPackage = failed(100, secondMs, { stderr: 'E: Unable to locate package samtools\n' });
const missing = (name: string) => failed(2, secondMs, { stderr: `cat: ${name}: No such file or directory\n` });

/** Worlds in which tasks wait because of two or three problems of different kinds. */
export const combinedWaits: readonly JudgedWorld[] = [
  {
    // 1 runs, 1 failed, 2 wait. w1 waits only because of the limit and runs when r1 ends. w2 never runs because a
    // failed. A node is idle, so more nodes change nothing.
    ...smallWorld(
      'limit-and-lost-source',
      'A job runs one task at a time; one waits for that, another for a failed one.',
      {
        job: {
          settings: { ...dependencies, maxParallelTasks: 1 },
          tasks: [completedTask('a', lost), runs('r1'), asks('w1', {}), after('w2', 'a')],
        },
      },
    ),
    rule: 'the limit of parallel tasks beside a dependency that failed',
    causes: [/refs\.txt.* · 1 task waiting/],
    pages: {
      account: { icon: 'error', never: [cannot] },
      'job job': { icon: 'error', row: /1 failed · 1 running · 2 waiting/, never: [cannot, /[Aa]dd nodes|Resize/] },
      'task job/w1': { says: [/limit/], never: [/never run|refs/, /[Aa]dd nodes|Resize/] },
      'task job/w2': { title: /the dependency "a" failed/, never: [/[Aa]dd nodes|Resize/] },
      'pool pool': { never: [/[Aa]dd nodes/] },
    },
  },
  {
    // One node is offline on purpose, one unusable, one runs r0. r1 and r2 wait for the busy node and run after it; d
    // waits for r0, which runs. Nothing is stuck; 1 node needs attention.
    ...smallWorld('offline-unusable-busy', 'Of three nodes one is offline, one unusable and one busy; tasks wait.', {
      pool: { nodes: [{ state: 'offline' }, { state: 'unusable' }, {}] },
      job: { settings: dependencies, tasks: [runs('r0'), runs('r1'), runs('r2'), after('s', 'r0')] },
    }),
    rule: 'nodes that are offline, unusable and busy, and a dependency that runs',
    causes: [/^1 node/],
    pages: {
      account: { icon: 'error', never: [cannot] },
      'job job': { row: /1 running · 3 waiting/, says: [/unusable/, /offline/], never: [cannot, /stuck/] },
      'task job/r1': { says: [/unusable/, /offline/], never: [/never run/, cannot] },
      'task job/s': { says: [/r0/], never: [/never run/, /failed/] },
      'pool pool': { icon: 'warning', says: [/unusable/, /offline/], never: [cannot] },
      'node pool/0': { title: /offline/, never: [/unusable/] },
      'node pool/1': { title: /unusable/ },
    },
  },
  {
    // Both Spot nodes are preempted, and it is unknown when Batch gets them again. Both jobs wait for that, 2 + 1
    // tasks.
    ...smallWorld('preempted-for-two', 'All Spot nodes of a pool are preempted; two jobs wait for them.', {
      pools: [
        {
          body: linuxPool('pool', 'standard_d2s_v3', { targetLowPriorityNodes: 2 }),
          nodes: range(2).map(() => ({ isDedicated: false, state: 'preempted' as const, sinceAgoMs: 40 * minuteMs })),
        },
      ],
      jobs: [
        { body: { id: 'one', poolInfo: ofPool }, tasks: [runs('a'), runs('b')] },
        { body: { id: 'two', poolInfo: ofPool }, tasks: [completedTask('k', killed, { nodeGone: true }), runs('c')] },
      ],
    }),
    rule: 'preempted nodes that two jobs wait for',
    causes: [/^2 nodes · Azure took the machine back · 3 tasks waiting/, /memory|137|killed/i],
    pages: {
      account: { icon: 'error', never: [cannot] },
      'job one': { row: /^2 waiting/, says: [/preempted/], never: [cannot, /never run/] },
      'job two': { row: /1 failed · .*1 waiting/, says: [/preempted/], never: [cannot, /never run/] },
      'task two/c': { says: [/preempted/], never: [/never run/, /memory/] },
      'pool pool': { says: [/preempted/, /3 tasks/], never: [cannot] },
    },
  },
  {
    // off waits until someone enables it, and then for nodes; on waits for nodes. 1 task each; Batch ends neither wait.
    ...smallWorld('disabled-on-empty', 'A disabled job and an active one use a pool that was resized to 0.', {
      pool: { settings: { targetDedicatedNodes: 0 }, nodes: [] },
      jobs: [
        { body: { id: 'off', poolInfo: ofPool }, state: 'disabled', tasks: [runs('a')] },
        { body: { id: 'on', poolInfo: ofPool }, tasks: [runs('b')] },
      ],
    }),
    rule: 'a disabled job whose pool has no nodes',
    causes: [/^on: The pool has no nodes · 1 task waiting/],
    pages: {
      account: { icon: 'error', never: [cannot] },
      'job off': { icon: 'warning', title: /disabled/, says: [/no nodes/], never: [cannot] },
      'job on': { icon: 'error', title: /no nodes/, says: [/Resize the pool/], never: [cannot, /disabled/] },
      'task off/a': { title: /disabled/, says: [/no nodes/], never: [cannot] },
      'pool pool': { says: [/Resize the pool/], never: [cannot] },
    },
  },
  {
    // 1 failed, 2 run, 160 wait: 120 of them never run (after a), and 40 run when nodes are free. The count is "≥" if
    // not all are read.
    ...smallWorld('many-after-one', 'Of 160 waiting tasks 120 depend on one that failed, and 40 wait for busy nodes.', {
      job: {
        settings: dependencies,
        tasks: [
          completedTask('a', lost),
          runs('r0'),
          runs('r1'),
          ...range(120).map((n) => after(`late-${padded(n, 3)}`, 'a')),
          ...range(40).map((n) => runs(`z-${padded(n, 3)}`)),
        ],
      },
    }),
    rule: 'more than a hundred tasks after one that failed, beside a queue',
    causes: [/refs\.txt.* · (≥|120)/],
    pages: {
      account: { icon: 'error', never: [cannot] },
      'job job': {
        icon: 'error',
        row: /1 failed · 2 running · 160 waiting/,
        says: [/refs\.txt/],
        never: [cannot, /160 waiting tasks .*stuck/],
      },
      'task job/late-007': { title: /the dependency "a" failed/ },
      'task job/z-003': { never: [/never run|refs/] },
      'task job/a': { says: [/≥ 100 tasks are waiting for it/] },
    },
  },
  {
    // a failed. b, c, and d never run: b depends on a, c on b, d on b and ghost. y runs: x failed and satisfies it.
    ...smallWorld(
      'chain-and-ghost',
      'A chain hangs on a failure, its end also on a task that does not exist; another failure is let through.',
      {
        job: {
          settings: dependencies,
          tasks: [
            completedTask('a', lost),
            completedTask('x', failed(5, secondMs, { stderr: 'ValueError: bad header\n' }), {
              body: { exitConditions: { default: { dependencyAction: 'satisfy' } } },
            }),
            { ...runs('y'), body: { id: 'y', commandLine: './y', dependsOn: { taskIds: ['x'] } } },
            after('b', 'a'),
            after('c', 'b'),
            after('d', 'b', 'ghost'),
          ],
        },
      },
    ),
    rule: 'a chain after a failure, with a dependency that does not exist at its end',
    causes: [/refs\.txt.* · 3 tasks waiting/, /^job: A dependency is not in the job · 1 task waiting/, /bad header/],
    pages: {
      account: { icon: 'error', says: [/refs\.txt/, /ghost/], never: [cannot] },
      'job job': {
        icon: 'error',
        row: /2 failed · 1 running · 3 waiting/,
        says: [/ghost/, /refs\.txt/],
        never: [cannot, /no change/],
      },
      'task job/b': { title: /the dependency "a" failed/, never: [/ghost/] },
      'task job/c': { says: [/\ba\b/], never: [/ghost/] },
      'task job/d': { says: [/ghost/, /\ba\b/, /^1\. Add ghost to the job\. That alone isn't enough for d\.$/m] },
      'task job/y': { never: [/never run/] },
      'task job/x': { never: [/tasks? waits? for it/] },
    },
  },
  {
    // orphan and tail run once ghost is added; fat never does, because nodes have 2 slots.
    ...smallWorld('ghost-and-misfit', 'Two tasks wait for one that does not exist, a third for slots of no node.', {
      pool: { settings: twoSlots },
      job: {
        settings: dependencies,
        tasks: [asks('fat', { requiredSlots: 4 }), after('orphan', 'ghost'), after('tail', 'orphan')],
      },
    }),
    rule: 'a first step that helps only some of the waiting tasks',
    causes: [/^job: 2 different reasons.* · 3 tasks waiting/],
    agents: [/first step: For 2 waiting tasks \(orphan, tail: a dependency is not in the job\): add ghost to the job/i],
    pages: {
      account: {
        says: [/For 2 waiting tasks \(orphan, tail: a dependency is not in the job\): add ghost/i],
        never: [cannot],
      },
      'job job': {
        says: [
          /^1\. For 2 waiting tasks \(orphan, tail: .*\): add ghost to the job/im,
          /^2\. fat: For 1 waiting task \(nodes don't have enough task slots\)/m,
        ],
      },
      'task job/orphan': { says: [/^1\. Add ghost to the job\. What waits for that needs no change\.$/m] },
      'task job/fat': { title: /slots/, never: [/ghost/] },
    },
  },
  {
    // One cause: 5 tasks in 2 jobs on 2 pools. 1 task waits for one of them.
    ...smallWorld('one-file-two-jobs', 'Five tasks of two jobs on two pools lack the same file; one waits for them.', {
      pools: ['p1', 'p2'].map((id) => ({
        body: linuxPool(id, 'standard_d2s_v3', { targetDedicatedNodes: 1 }),
        nodes: [{}],
      })),
      jobs: [
        { body: { id: 'j1', poolInfo: { poolId: 'p1' } }, tasks: range(3).map((n) => completedTask(`a${n}`, lost)) },
        {
          body: { id: 'j2', poolInfo: { poolId: 'p2' }, ...dependencies },
          tasks: [...range(2).map((n) => completedTask(`b${n}`, lost)), after('last', 'b0', 'b1'), runs('goes')],
        },
      ],
    }),
    rule: 'one reason in two jobs on two pools',
    causes: [/^5 tasks · .*refs\.txt.* · 1 task waiting/],
    pages: {
      account: { icon: 'error', title: /5 (failures|tasks)/, never: [cannot] },
      'job j1': { row: /3 failed/, never: [cannot, /last/] },
      'job j2': { row: /2 failed · 1 running · 1 waiting/, says: [/\blast\b/] },
      'task j1/a0': { says: [/2 other tasks in this job/] },
      'task j2/last': { title: /2 dependencies failed/, says: [/b0/, /b1/] },
    },
  },
  {
    // prepared never runs on any node until its preparation task is repaired: 2 tasks. plain runs on the same pool: 1
    // task.
    ...smallWorld(
      'prepared-nowhere',
      'The preparation task of one job fails on every node; another job runs on the same pool.',
      {
        rules: [{ kind: 'jobPreparation', outcomes: [missing('models')] }],
        jobs: [
          {
            body: {
              id: 'prepared',
              poolInfo: ofPool,
              jobPreparationTask: { commandLine: 'bash prepare.sh', waitForSuccess: true },
            },
            tasks: [runs('a'), runs('b')],
          },
          { body: { id: 'plain', poolInfo: ofPool }, tasks: [runs('p')] },
        ],
      },
    ),
    rule: 'a preparation task that fails on all nodes while another job runs',
    causes: [/preparation/i],
    pages: {
      account: { icon: 'error', never: [cannot] },
      'job prepared': { icon: 'error', says: [/models/], never: [cannot] },
      'job plain': { title: /^Nothing is wrong with job plain$/ },
      'task prepared/a': { says: [/preparation/, /models/] },
      'task plain/p': { never: [/preparation|models/] },
    },
  },
  {
    // low: 2 wait behind high, which has 2 more to run; wide never fits. high has no problem.
    ...smallWorld(
      'low-and-wide',
      'A job of lower priority waits behind another; one of its tasks needs four slots of two.',
      {
        pool: { settings: twoSlots },
        jobs: [
          { body: { id: 'high', poolInfo: ofPool, priority: 500 }, tasks: range(6).map((n) => runs(`h${n}`)) },
          {
            body: { id: 'low', poolInfo: ofPool, priority: -500 },
            tasks: [runs('l0'), runs('l1'), asks('wide', { requiredSlots: 4 })],
          },
        ],
      },
    ),
    rule: 'a lower priority, and a task that never fits',
    causes: [/^low: .*slots.* · 1 task waiting/],
    pages: {
      account: { icon: 'error', never: [cannot] },
      'job high': { title: /^Nothing is wrong with job high$/ },
      'job low': {
        icon: 'error',
        row: /^1 stuck.* · 3 waiting/,
        title: /^1 of 3 waiting tasks/,
        says: [/requiredSlots/],
        never: [cannot],
      },
      'task low/l0': { says: [/high/], never: [/never run|requiredSlots/] },
      'task low/wide': { title: /slots/, never: [/priority/] },
    },
  },
  {
    // The formula fails to evaluate, so the pool keeps its one node, which runs r. 3 wait for it and run, one after another.
    ...smallWorld(
      'formula-fails-one-node',
      'The autoscale formula fails, and the pool keeps one node, behind which tasks queue.',
      {
        pool: {
          settings: {
            targetDedicatedNodes: undefined,
            enableAutoScale: true,
            autoScaleFormula: '$TargetDedicatedNodes = $PendingTask;',
          },
          nodes: [{}],
          autoScaleRun: {
            results: '$TargetDedicatedNodes=1;$TargetLowPriorityNodes=0;$NodeDeallocationOption=requeue',
            error: formulaEvaluationError('Line 1, Col 25: Undefined symbol: $PendingTask'),
          },
        },
        job: { tasks: [runs('r'), runs('w1'), runs('w2'), asks('wide', { requiredSlots: 2 })] },
      },
    ),
    rule: 'a formula that fails while tasks queue behind the one node',
    causes: [/formula/i, /slots/],
    pages: {
      account: { icon: 'error', never: [cannot] },
      'job job': { icon: 'error', row: /1 running · 3 waiting/, never: [cannot] },
      'task job/w1': {
        title: /no node has room, and the autoscale formula fails/,
        says: [/\$PendingTasks/],
        never: [/never run/],
      },
      'task job/wide': { title: /slots/ },
      'pool pool': { icon: 'error', title: /formula/i, says: [/\$PendingTask/], never: [cannot] },
    },
  },
  {
    // One reason on 4 nodes of 2 pools; 2 + 1 tasks wait because of it, and so does the disabled job.
    ...smallWorld(
      'two-pools-one-start',
      'The same start task fails on all nodes of two pools; three jobs wait, one of them disabled.',
      {
        pools: ['p1', 'p2'].map((id) => ({
          body: linuxPool(id, 'standard_d2s_v3', {
            targetDedicatedNodes: 2,
            startTask: { commandLine: 'bash setup.sh', waitForSuccess: true },
          }),
          nodes: range(2).map(() => ({ state: 'starttaskfailed' as const, startTask: [noPackage] })),
        })),
        jobs: [
          { body: { id: 'j1', poolInfo: { poolId: 'p1' } }, tasks: [runs('a'), runs('b')] },
          { body: { id: 'j2', poolInfo: { poolId: 'p2' } }, tasks: [runs('c')] },
          { body: { id: 'off', poolInfo: { poolId: 'p2' } }, state: 'disabled', tasks: [runs('d')] },
        ],
      },
    ),
    rule: 'a start task that fails on all nodes of two pools',
    causes: [/^4 nodes · No repository has the package: samtools/],
    pages: {
      account: { icon: 'error', never: [cannot] },
      'job j1': { icon: 'error', says: [/samtools/], never: [cannot] },
      'job j2': { icon: 'error', says: [/samtools/], never: [cannot, /disabled/] },
      'job off': { title: /disabled/, says: [/start task|samtools/], never: [cannot] },
      'task j1/a': { says: [/samtools/], never: [cannot] },
      'pool p1': { says: [/samtools/, /2 tasks/], never: [cannot] },
      'node p2/1': { title: /samtools|start task/i },
    },
  },
  {
    // mixed has one failure among three tasks and no work left; ended is over with one failure; idle has no work left.
    ...smallWorld(
      'over-and-active',
      'Jobs are done with failures: one active, one ended; another is done and active.',
      {
        jobs: [
          {
            body: { id: 'mixed', poolInfo: ofPool },
            tasks: [
              completedTask('x', lost),
              completedTask('y', succeeded(secondMs)),
              completedTask('z', succeeded(secondMs)),
            ],
          },
          {
            body: { id: 'ended', poolInfo: ofPool },
            state: 'completed',
            terminateReason: 'AllTasksComplete',
            tasks: [completedTask('x', missing('other.csv')), runs('left')],
          },
          { body: { id: 'idle', poolInfo: ofPool }, tasks: [completedTask('y', succeeded(secondMs))] },
        ],
      },
    ),
    rule: 'jobs that are over, active and failed',
    causes: [/refs\.txt/, /other\.csv/],
    pages: {
      account: { icon: 'error', says: [/1 job has nothing left to do and is still active/], never: [cannot] },
      'job mixed': { icon: 'error', row: /1 failed/, says: [/refs\.txt/], never: [cannot, /other/] },
      'job ended': { row: /1 failed/, says: [/other\.csv/], never: [cannot] },
      'task ended/left': { title: /the job has ended/, never: [/has no nodes|slots are in use/] },
      'job idle': { title: /still active/, never: [/refs|other/] },
    },
  },
  {
    // None of the three starts while the job is disabled, and hen and egg not even then. a failed.
    ...smallWorld(
      'disabled-circle',
      'A job that was disabled after a failure holds a circle of tasks and one that could run.',
      {
        job: {
          settings: dependencies,
          state: 'disabled',
          tasks: [completedTask('a', lost), runs('b'), after('hen', 'egg'), after('egg', 'hen')],
        },
      },
    ),
    rule: 'a disabled job with a failure and a circle',
    causes: [/refs\.txt/, /^job: Dependencies form a circle/],
    pages: {
      account: { icon: 'error', never: [cannot] },
      'job job': { row: /1 failed/, says: [/disabled/, /hen|egg/], never: [cannot] },
      'task job/b': { title: /disabled/, never: [/\b(hen|egg)\b/] },
      'task job/hen': { says: [/disabled/, /egg/] },
    },
  },
  {
    // Both nodes are offline on purpose: 2 tasks run when the nodes are brought online, and orphan not even then.
    ...smallWorld(
      'all-offline-and-ghost',
      'All nodes are offline; two tasks wait for them, a third for one that does not exist.',
      {
        pool: { nodes: [{ state: 'offline' }, { state: 'offline' }] },
        job: { settings: dependencies, tasks: [runs('a'), runs('b'), after('orphan', 'ghost')] },
      },
    ),
    rule: 'nodes that are all offline, and a dependency that does not exist',
    causes: [
      /^pool: No node can run tasks \(2 offline\) · 3 tasks waiting/,
      /^job: A dependency is not in the job · 1 task waiting/,
    ],
    pages: {
      account: { icon: 'error', never: [cannot] },
      'job job': {
        icon: 'error',
        row: /3 waiting/,
        title: /^3 tasks in job job are waiting: every node/,
        says: [/offline/, /ghost/],
        never: [cannot, /Resize the pool/],
      },
      'task job/a': { says: [/offline/], never: [/ghost/, /Resize the pool/] },
      'task job/orphan': { says: [/ghost/] },
      'pool pool': { says: [/offline/, /tasks/], never: [cannot, /Resize the pool/] },
    },
  },
  {
    // The schedule created a job whose pool does not exist; its job manager never runs, and neither will the next one.
    // The schedule must name an existing pool.
    ...smallWorld(
      'schedule-without-pool',
      'A job schedule names a pool that does not exist; its job waits, another runs.',
      {
        job: { tasks: [runs('r')] },
        jobSchedules: [
          {
            id: 'nightly',
            schedule: { recurrenceInterval: 'P1D' },
            jobSpecification: { poolInfo: { poolId: 'gone' }, jobManagerTask: { id: 'boss', commandLine: './boss' } },
          },
        ],
      },
    ),
    rule: 'a job of a schedule whose pool does not exist',
    causes: [/^nightly:job-1: The pool does not exist · 1 task waiting/],
    pages: {
      account: { icon: 'error', never: [cannot] },
      'job nightly:job-1': {
        icon: 'error',
        title: /the pool does not exist/,
        says: [/gone/, /job schedule nightly, too/],
        never: [cannot],
      },
      'task nightly:job-1/boss': { says: [/gone/] },
      'job job': { title: /^Nothing is wrong with job job$/ },
    },
  },
];
