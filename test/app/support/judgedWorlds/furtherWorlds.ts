import { linuxPool, range } from '../../../../src/simulator/scenarios/bodies.ts';
import { completedTask, smallWorld } from '../../../../src/simulator/scenarios/causes/smallWorld.ts';
import {
  blobNotFound,
  ended,
  failed,
  hourMs,
  minuteMs,
  neverStarted,
  programNotFound,
  secondMs,
  succeeded,
} from '../../../../src/simulator/scenarios/runs.ts';
import { type Scenario, toNodeId } from '../../../../src/simulator/scenarios/scenario.ts';
import { capacityLacking } from '../../../../src/simulator/state/poolErrors.ts';
import { after, asks, cannot, dependencies, type JudgedWorld, lost, ofPool, runs, twoSlots } from './judgedWorld.ts';

const badHeader = failed(5, secondMs, { stderr: 'ValueError: bad header\n' });
const noBlob = blobNotFound('https://contosodata.blob.core.windows.net/inputs/ref.fa', 'ref.fa');

const prepared = { jobPreparationTask: { commandLine: 'bash prepare.sh', waitForSuccess: true } };

/** The preparation task fails on one node of the pool. */
const preparedBut = (index: number): NonNullable<Scenario['rules']> => [
  {
    kind: 'jobPreparation',
    nodeId: toNodeId('pool', index),
    outcomes: [failed(2, secondMs, { stderr: 'cp: cannot stat models: No such file or directory\n' })],
  },
  { kind: 'jobPreparation', outcomes: [succeeded(secondMs)] },
];

/** Further worlds in which two or three rules apply together. */
export const furtherWorlds: readonly JudgedWorld[] = [
  {
    // 3 lack one blob, and 1 lacks its program; d never runs because b0 and p failed. r and s run, and q waits for
    // them.
    ...smallWorld('never-started', 'Tasks lack a blob and a program; one depends on both, another queues.', {
      job: {
        settings: dependencies,
        tasks: [
          ...range(3).map((n) => completedTask(`b${n}`, neverStarted(noBlob))),
          completedTask('p', neverStarted(programNotFound)),
          after('d', 'b0', 'p'),
          runs('r'),
          runs('s'),
          runs('q'),
        ],
      },
    }),
    rule: 'tasks that never started for two reasons, a dependent of both and a queue',
    causes: [/^3 tasks · ref\.fa is missing.* · 1 task waiting/, /^1 task · The program .*\bp was not found/],
    pages: {
      account: { icon: 'error', title: /^4 failures .* 2 different reasons/, never: [cannot] },
      'job job': { icon: 'error', row: /4 failed · 2 running · 2 waiting/, never: [cannot] },
      'task job/b1': { title: /ref\.fa is missing/, says: [/2 other tasks/], never: [/\bp was not found/] },
      'task job/d': { title: /2 dependencies failed/, says: [/b0/, /\bp\b/] },
      'task job/q': { title: /slots are in use/, never: [/never run|ref\.fa/] },
    },
  },
  {
    // k ran 6 times: requeued 3 times, retried twice.
    ...smallWorld('requeued-and-retried', 'A task was requeued three times and retried twice before it failed.', {
      job: {
        tasks: [
          completedTask('k', lost, {
            executionInfo: { retryCount: 2, requeueCount: 3 },
            body: { constraints: { maxTaskRetryCount: 2 } },
          }),
        ],
      },
    }),
    rule: 'the number of runs of a task that was requeued and retried',
    causes: [/refs\.txt/],
    pages: { 'task job/k': { says: [/requeued 3 times/], never: [/of its 3 runs/] } },
  },
  {
    // l1 may run 1 hr and l2 may run 2 hr, and both ran that long: a limit of 2 hr would change nothing for l2.
    ...smallWorld('two-limits', 'Two tasks reached limits of one and two hours; another was stopped before.', {
      pool: { nodes: range(2).map(() => ({ allocatedAgoMs: 20 * hourMs, sinceAgoMs: 10 * hourMs })) },
      job: {
        createdAgoMs: 20 * hourMs,
        tasks: [
          completedTask('l1', ended(hourMs), { body: { constraints: { maxWallClockTime: 'PT1H' } } }),
          completedTask('l2', ended(2 * hourMs), { node: 1, body: { constraints: { maxWallClockTime: 'PT2H' } } }),
          completedTask('stopped', ended(20 * minuteMs), { body: { constraints: { maxWallClockTime: 'PT2H' } } }),
        ],
      },
    }),
    rule: 'limits of different length, beside a task that was stopped',
    causes: [/^2 tasks · .*limit/, /^1 task · Terminated before it finished/],
    pages: {
      'job job': { row: /3 failed/, never: [/Raise `maxWallClockTime` from 1 hr to 2 hr/] },
      'task job/l2': { says: [/from 2 hr to/] },
      'task job/stopped': { never: [/Exceeded/] },
    },
  },
  {
    // All 3 tasks of a wait for nodes that Azure doesn't have; two of them, hen and egg, never run. u waits for its job
    // first.
    ...smallWorld('no-capacity-and-circle', 'Azure has no nodes for a pool; a circle waits, and a disabled job.', {
      pools: [
        {
          body: linuxPool('pool', 'standard_d2s_v3', { targetDedicatedNodes: 3 }),
          nodes: [],
          resizeErrors: [capacityLacking(true)],
        },
      ],
      jobs: [
        {
          body: { id: 'a', poolInfo: ofPool, ...dependencies },
          tasks: [runs('t'), after('hen', 'egg'), after('egg', 'hen')],
        },
        { body: { id: 'b', poolInfo: ofPool }, state: 'disabled', tasks: [runs('u')] },
      ],
    }),
    rule: 'a pool without capacity, a circle and a disabled job',
    causes: [
      /^pool: Azure had no capacity.* · 3 tasks waiting · 3 nodes never arrived/,
      /^a: .*circle · 2 tasks waiting/,
    ],
    pages: {
      account: { icon: 'error', never: [cannot] },
      'job a': {
        icon: 'error',
        title: /no nodes/,
        says: [/no nodes/],
        never: [cannot],
      },
      'job b': { icon: 'warning', title: /disabled/, says: [/no nodes/], never: [/circle/] },
      'task a/t': { title: /no nodes/, never: [/circle/] },
      'task b/u': { title: /disabled/, says: [/no nodes/] },
      'pool pool': { icon: 'error', title: /no capacity/, never: [/increase|quota/] },
    },
  },
  {
    // c3 waits for w3 and c4 for w4; neither ever starts: 4 tasks.
    ...smallWorld('two-misfits', 'Two tasks ask for too many slots, and one depends on each.', {
      pool: { settings: twoSlots },
      job: {
        settings: dependencies,
        tasks: [
          runs('r1'),
          asks('w3', { requiredSlots: 3 }),
          asks('w4', { requiredSlots: 4 }),
          after('c3', 'w3'),
          after('c4', 'w4'),
        ],
      },
    }),
    rule: 'dependents of two tasks that never fit',
    causes: [/^job: (?!.*dependency, w3, can't start · 4).* · 4 tasks waiting/],
    pages: {
      account: { never: [/^1\..*Explain w3 first/m] },
      'job job': { row: /^4 stuck/, title: /^4 (of 4 waiting )?tasks/, says: [/w4/] },
      'task job/c4': { title: /w4/, never: [/w3/] },
    },
  },
  {
    // Working nodes would run t; w3 and w4 never fit, and c waits for w3: 4 tasks wait, 3 of which never start.
    ...smallWorld('unusable-and-misfits', 'All nodes are unusable; most waiting tasks would never fit them either.', {
      pool: { settings: twoSlots, nodes: [{ state: 'unusable' }, { state: 'unusable' }] },
      job: {
        settings: dependencies,
        tasks: [runs('t'), asks('w3', { requiredSlots: 3 }), asks('w4', { requiredSlots: 4 }), after('c', 'w3')],
      },
    }),
    rule: 'a pool that holds all tasks, of which most never fit it',
    causes: [/^2 nodes · .* · 4 tasks waiting/, /^job: Nodes don't have enough task slots · 3 tasks waiting/],
    pages: {
      'job job': {
        icon: 'error',
        row: /^stuck: no node in pool pool can run tasks/,
        title: /^4 tasks .* every node in the pool is unusable/,
        says: [/For 2 waiting tasks .*slots/],
        never: [/Explain w3 first/],
      },
      'task job/t': { title: /every node in the pool is unusable/, never: [/requiredSlots/] },
    },
  },
  {
    // mpi needs 3 nodes; one of 3 is unusable, so mpi never starts until that node is replaced, and neither does post.
    ...smallWorld('instances-and-unusable', 'A task of three instances waits in a pool with one unusable node.', {
      pool: { settings: { enableInterNodeCommunication: true }, nodes: [{}, {}, { state: 'unusable' }] },
      job: {
        settings: dependencies,
        tasks: [
          runs('r'),
          asks('mpi', { multiInstanceSettings: { numberOfInstances: 3, coordinationCommandLine: 'true' } }),
          after('post', 'mpi'),
        ],
      },
    }),
    rule: 'instances for which a node is unusable, and a dependent',
    causes: [/^1 node · .* · 2 tasks waiting/],
    pages: {
      'job job': {
        icon: 'error',
        row: /^stuck: too few nodes/,
        says: [/unusable/],
        never: [cannot, /no node has room/, /\b1 are free/],
      },
      'task job/mpi': { says: [/unusable/], never: [/\b1 are free/] },
      'task job/post': { title: /mpi/, never: [/Batch does, automatically/] },
    },
  },
  {
    // mpi needs 3 nodes, one of which never arrived: it never starts, and neither do post and last behind it. small
    // runs on 2.
    ...smallWorld('instances-and-no-capacity', 'A task of three instances waits; Azure had two nodes for its pool.', {
      pools: [
        {
          body: {
            ...linuxPool('pool', 'standard_d2s_v3', { targetDedicatedNodes: 3 }),
            enableInterNodeCommunication: true,
          },
          nodes: [{}, {}],
          resizeErrors: [capacityLacking(true)],
        },
      ],
      jobs: [
        {
          body: { id: 'job', poolInfo: ofPool, ...dependencies },
          tasks: [
            runs('small'),
            asks('mpi', { multiInstanceSettings: { numberOfInstances: 3, coordinationCommandLine: 'true' } }),
            after('post', 'mpi'),
            after('last', 'post'),
          ],
        },
      ],
    }),
    rule: 'instances for which the pool did not get a node, and what waits for them',
    causes: [/^pool: .* · 3 tasks waiting · 1 node never arrived/],
    pages: {
      'job job': {
        says: [/3 nodes are needed at once; usable nodes: 2 of 2/, /no capacity|fewer nodes/],
        never: [cannot],
      },
      'task job/mpi': { says: [/You do/], never: [/Batch does[, ]/] },
      'task job/last': { says: [/mpi: 3 nodes are needed/, /You do/], never: [/Batch does[, ]/, /Explain post first/] },
      'pool pool': { says: [/3 tasks are waiting because of it/] },
    },
  },
  {
    // u waits until the job is enabled, as would bad if it were retried.
    ...smallWorld('disabled-after-failure', 'A job is disabled with a task that failed and one that waits.', {
      jobs: [
        {
          body: { id: 'job', poolInfo: ofPool },
          state: 'disabled',
          tasks: [completedTask('bad', badHeader), runs('u')],
        },
      ],
    }),
    rule: 'a failure in a job that is disabled, whose enabling is said once',
    causes: [/^1 task · .*bad header/],
    pages: {
      'job job': {
        icon: 'error',
        title: /disabled/,
        says: [/bad header/, /then enable it/],
        never: [/Then enable the job/],
      },
      'task job/bad': { says: [/Then enable the job/] },
      'task job/u': { title: /disabled/ },
    },
  },
  {
    // The preparation task blocks node 1 of 3, and nothing waits: t0 and t1 run on the others. bad failed for its own
    // reason.
    ...smallWorld('barred-and-nothing-waits', 'Preparation fails on one of three nodes; a task failed, two run.', {
      pool: { nodes: range(3).map(() => ({})) },
      rules: preparedBut(1),
      job: {
        settings: prepared,
        tasks: [completedTask('bad', badHeader), runs('t0'), runs('t1')],
      },
    }),
    rule: 'a preparation task that fails where no task waits for it, beside a failure',
    causes: [/^1 task · .*bad header/, /preparation/],
    pages: {
      account: { icon: 'error', row: /1 failed task · 1 node needs attention/, says: [/models/] },
      'job job': { says: [/bad header/, /models/], never: [/Job job is held up/] },
      'pool pool': { says: [/preparation/], never: [/reports no errors/] },
    },
  },
  {
    // hen and egg wait for each other: they never start, and the barred node is no reason for that.
    ...smallWorld(
      'barred-and-circle',
      'Preparation fails on one of three nodes; two tasks run, two wait in a circle.',
      {
        pool: { nodes: range(3).map(() => ({})) },
        rules: preparedBut(1),
        job: {
          settings: { ...prepared, ...dependencies },
          tasks: [runs('t0'), runs('t1'), after('hen', 'egg'), after('egg', 'hen')],
        },
      },
    ),
    rule: 'a preparation task that fails on one of three nodes, and a circle',
    causes: [/^job: Dependencies form a circle · 2 tasks waiting/, /^job: The preparation task fails on 1 of 3 nodes/],
    pages: {
      account: { icon: 'error', row: /1 job is stuck/, title: /^2 failures/, says: [/What failed: 1 job\./] },
      'job job': {
        icon: 'error',
        row: /1 of 3 nodes · 2 stuck/,
        says: [/models/, /circle/],
        never: [/3 nodes is stuck/],
      },
      'task job/hen': { title: /circle/ },
    },
  },
  {
    // The tasks run on both nodes although the preparation task failed on node 1: it prevents none from starting.
    ...smallWorld(
      'tolerated-preparation',
      'A preparation task fails on one of two nodes, and tasks run there anyway.',
      {
        rules: preparedBut(1),
        job: {
          settings: { jobPreparationTask: { ...prepared.jobPreparationTask, waitForSuccess: false } },
          tasks: [runs('t0'), runs('t1'), runs('t2')],
        },
      },
    ),
    rule: 'a preparation task that fails and keeps no task from starting',
    causes: [/^job: The preparation task fails on 1 of 2 nodes (?!.*waiting)/],
    pages: {
      account: { icon: 'error', row: /1 node needs attention/, never: [cannot] },
      'job job': { icon: 'error', says: [/models/, /waitForSuccess/], never: [cannot, /[Rr]eimage|blocked|stuck/] },
      'task job/t2': { title: /slots are in use/, never: [/models/] },
      'pool pool': { says: [/preparation/], never: [cannot] },
    },
  },
];
