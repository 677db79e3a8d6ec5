import { linuxPool, range } from '../../../../src/simulator/scenarios/bodies.ts';
import { completedTask, smallWorld } from '../../../../src/simulator/scenarios/causes/smallWorld.ts';
import { failed, hourMs, minuteMs, secondMs, succeeded } from '../../../../src/simulator/scenarios/runs.ts';
import { coreQuotaReached, formulaEvaluationError } from '../../../../src/simulator/state/poolErrors.ts';
import { after, asks, cannot, dependencies, type JudgedWorld, lost, ofPool, runs } from './judgedWorld.ts';

const noData = failed(2, secondMs, { stderr: "mkdir: cannot create directory '/data/ref': No space left on device\n" });
const busy = failed(1, secondMs, { stderr: "rm: cannot remove '/mnt/scratch': Device or resource busy\n" });
const traced = succeeded(minuteMs, {
  stderr: 'Traceback (most recent call last):\n  File "etl.py", line 9, in <module>\nKeyError: \'id\'\n',
});
const hangs = succeeded(30 * hourMs, { stdout: 'waiting for license server lic-01\n' });
const noTool = failed(127, secondMs, { stderr: '/bin/bash: line 1: samtools: command not found\n' });
const start = { startTask: { commandLine: 'bash setup.sh', waitForSuccess: true } };
const instances = (id: string, numberOfInstances: number) =>
  asks(id, { multiInstanceSettings: { numberOfInstances, coordinationCommandLine: 'true' } });
const connected = { enableInterNodeCommunication: true };

/** Worlds in which kinds of trouble meet that no other world joins. */
export const meetingWorlds: readonly JudgedWorld[] = [
  {
    // The preparation of prep fails on the only node; the formula fails, too, so that no other node comes. off waits
    // for somebody to enable it.
    ...smallWorld('unprepared-formula', 'A preparation fails on the only node of a pool whose formula fails.', {
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
      jobs: [
        {
          body: { id: 'prep', poolInfo: ofPool, jobPreparationTask: { commandLine: './prepare' } },
          preparation: [noData],
          tasks: [runs('p0'), runs('p1')],
        },
        { body: { id: 'off', poolInfo: ofPool }, state: 'disabled', tasks: [runs('o0')] },
      ],
    }),
    rule: 'a preparation that fails on the only node of a pool whose formula fails',
    causes: [/formula/i, /^prep: .*preparation.* · 2 tasks waiting/],
    pages: {
      account: { icon: 'error', says: [/formula/i, /No space left|full/, /1 job is disabled/], never: [cannot] },
      'job prep': {
        icon: 'error',
        row: /preparation task fails on 1 of 1 node/,
        title: /preparation/,
        says: [/No space left|full/],
        never: [cannot, /never run/, /Enable/],
      },
      'task prep/p0': { title: /preparation/, never: [/disabled/] },
      'job off': { title: /disabled/, says: [/then enable it/], never: [cannot, /preparation/] },
      'pool pool': {
        icon: 'error',
        title: /formula/i,
        says: [/preparation task for job prep|preparation/],
        never: [cannot],
      },
    },
  },
  {
    // job has run 9 of its 10 hours when one of the two nodes is lost: its task goes back to the queue, where w waits.
    // Both start only if the other task ends within the hour, which it doesn't.
    ...smallWorld('limit-requeued', 'A job is near its time limit, and a requeued task waits again.', {
      job: {
        createdAgoMs: 9 * hourMs,
        settings: { constraints: { maxWallClockTime: 'PT10H' } },
        tasks: [runs('r'), runs('s'), runs('w')],
      },
      events: [{ atMs: 3 * minuteMs, kind: 'break', poolId: 'pool', node: 0, state: 'unknown' }],
    }),
    ageMs: 6 * minuteMs,
    rule: 'a job near its time limit with requeued tasks',
    causes: [/^1 node · Batch has lost contact/],
    pages: {
      account: { icon: 'error', says: [/time limit/, /^1\. .*raise `maxWallClockTime`/m], never: [cannot] },
      'job job': {
        row: /running · .*waiting · time limit/,
        says: [/^1\. Before .*raise `maxWallClockTime`/m, /lost contact|isn't responding|not reachable/],
        never: [cannot, /stuck|never run/],
      },
      'task job/w': { says: [/raise `maxWallClockTime`/], never: [/requeue/i] },
    },
  },
  {
    // mpi needs 3 nodes at once, of which Batch has lost one; single runs on one of the others.
    ...smallWorld('instances-lost-node', 'A multi-instance task needs a node that Batch has lost.', {
      pool: { settings: connected, nodes: [{}, {}, { state: 'unknown' }] },
      job: { settings: dependencies, tasks: [runs('single'), instances('mpi', 3), after('post', 'mpi')] },
    }),
    rule: 'instances that need a node that Batch has lost',
    causes: [/^1 node · .* · 2 tasks waiting/],
    pages: {
      account: { icon: 'error', says: [/lost contact/], never: [cannot] },
      'job job': {
        row: /stuck: too few nodes .* · 1 running · 2 waiting/,
        says: [/lost contact|not responding|isn't responding/, /3/],
        never: [cannot],
      },
      'task job/mpi': { title: /3 nodes are needed at once/, says: [/2 of 3/], never: [/never run/] },
      'task job/post': { says: [/Explain mpi first/], never: [/never run/, /Batch does, automatically/] },
      'pool pool': { icon: 'error', says: [/2 of the 3 nodes in the pool can run tasks/], never: [cannot] },
    },
  },
  {
    // p1's image works. Nobody published align:9, which all tasks of two need; d waits for one of them.
    ...smallWorld('two-images', 'Two pools have an image each, of which one does not exist.', {
      containerImages: { 'registry.example.com/align:8': 'ok', 'registry.example.com/align:9': 'notFound' },
      pools: ['p1', 'p2'].map((id) => ({
        body: {
          ...linuxPool(id, 'standard_d2s_v3', { targetDedicatedNodes: 1 }),
          virtualMachineConfiguration: {
            imageReference: {
              publisher: 'microsoft-dsvm',
              offer: 'ubuntu-hpc',
              sku: '2204',
              version: 'latest',
            },
            nodeAgentSKUId: 'batch.node.ubuntu 22.04',
            containerConfiguration: { type: 'dockerCompatible' },
          },
        },
        nodes: [{}],
      })),
      jobs: ['p1', 'p2'].map((poolId, index) => ({
        body: { id: index === 0 ? 'one' : 'two', poolInfo: { poolId }, ...dependencies },
        tasks: [
          ...range(2).map((n) => ({
            outcomes: [succeeded(secondMs)],
            body: {
              id: `a${n}`,
              commandLine: './align',
              containerSettings: { imageName: `registry.example.com/align:${index + 8}` },
            },
          })),
          after('d', 'a0'),
        ],
      })),
    }),
    rule: 'two pools with an image each, of which one does not exist',
    causes: [/^2 tasks · .*align:9.* · 1 task waiting/],
    pages: {
      account: { icon: 'error', says: [/align:9/], never: [cannot, /align:8/] },
      'job one': { icon: 'transition', never: [/align:9/, /failed:/] },
      'job two': { icon: 'error', row: /2 failed · 1 waiting/, says: [/align:9/], never: [cannot] },
      'task two/a1': { title: /align:9/, never: [/^1\. Retry/m] },
      'task two/d': { says: [/a0/] },
      'pool p2': { says: [/align:9/] },
      'pool p1': { never: [/align:9/] },
    },
  },
  {
    // extract was deleted, and extract-2, its copy, succeeded: load waits for extract in vain. r runs, w queues.
    ...smallWorld('awaits-deleted', 'A task waits for one that was deleted, whose copy succeeded.', {
      job: {
        settings: dependencies,
        tasks: [
          completedTask('extract-2', succeeded(minuteMs)),
          after('load', 'extract'),
          after('report', 'load'),
          runs('r'),
          runs('s'),
          runs('w'),
        ],
      },
    }),
    rule: 'a dependency that was deleted, beside its copy and a queue',
    causes: [/^job: .*(not in the job|reasons).* · 2 tasks waiting/],
    pages: {
      account: { icon: 'error', says: [/extract/], never: [cannot] },
      'job job': { icon: 'error', row: /2 stuck/, says: [/extract/], never: [cannot] },
      'task job/load': { says: [/extract/, /not in (the|its) job|isn't in/], never: [/extract-2 failed/] },
      'task job/report': { says: [/load/], never: [/Batch does[, ]/] },
      'task job/w': { never: [/never run|extract/] },
    },
  },
  {
    // s ended with 0 after an exception; n succeeded. r runs on both nodes, and w waits for them.
    ...smallWorld('seeming-and-queue', 'A task only seems to have succeeded, beside a queue.', {
      job: {
        settings: dependencies,
        tasks: [
          completedTask('s', traced),
          completedTask('n', succeeded(minuteMs)),
          runs('r0'),
          runs('r1'),
          after('w', 's', 'n'),
          runs('q'),
        ],
      },
    }),
    rule: 'a false success beside a queue, with a dependent that will run',
    causes: [],
    pages: {
      account: { says: [/logs of tasks that succeeded weren't checked/], never: [/All is well/] },
      'job job': {
        row: /2 running · 2 waiting/,
        says: [/may have failed/, /will use their results: w$/m],
        never: [cannot, /stuck/],
      },
      'task job/s': { title: /KeyError|may have failed|exception/, never: [/^Nothing/] },
      'task job/w': { never: [/never run|failed dependency/] },
    },
  },
  {
    // One node is offline, and the other hangs in its start task: nothing can run, for two reasons.
    ...smallWorld('hung-and-offline', 'One node is offline, and the start task of the other hangs.', {
      pool: {
        settings: start,
        nodes: [
          { state: 'offline', startTask: [succeeded(secondMs)] },
          { state: 'waitingforstarttask', startTask: [hangs] },
        ],
      },
      job: { tasks: [runs('t0'), runs('t1')] },
    }),
    ageMs: 2 * hourMs,
    rule: 'a start task that hangs beside an offline node',
    causes: [/^1 node · .*start task/, /^pool: .*1 offline, 1 starting for over an hour.* · 2 tasks waiting/],
    pages: {
      account: { icon: 'error', row: /1 job is stuck/, says: [/start task/, /offline/], never: [cannot] },
      'job job': {
        icon: 'error',
        row: /stuck: no node in pool pool can run tasks · 2 waiting/,
        title: /no node in the pool can run tasks/,
        says: [/start task/, /offline/],
        never: [cannot, /Batch does[, ]/, /formula/],
      },
      'task job/t0': {
        title: /no node in the pool can run tasks/,
        says: [/start task/, /offline/],
        never: [/Batch does[, ]/, /formula/],
      },
      'pool pool': {
        icon: 'error',
        row: /no nodes can run tasks: 1 offline, 1 starting for over an hour/,
        says: [/Bring 1 offline node online/, /startup\/stdout\.txt/],
        never: [cannot],
      },
    },
  },
  {
    // mpi needs both nodes, one of which hangs while it starts; single runs on the other.
    ...smallWorld('instances-hung-node', 'A multi-instance task needs a node whose start task hangs.', {
      pool: {
        settings: { ...connected, ...start },
        nodes: [{ startTask: [succeeded(secondMs)] }, { state: 'waitingforstarttask', startTask: [hangs] }],
      },
      job: { tasks: [runs('single'), instances('mpi', 2)] },
    }),
    ageMs: 2 * hourMs,
    rule: 'instances that need a node that hangs',
    causes: [/^1 node · .*start task.* · 1 task waiting/],
    pages: {
      account: { icon: 'error', says: [/start task/], never: [cannot] },
      'job job': { icon: 'error', row: /stuck: too few nodes/, says: [/start task/], never: [cannot] },
      'task job/mpi': {
        says: [/2 nodes are needed at once|2 nodes are free/, /1 of 2/, /start task/],
        never: [/never run/],
      },
      'pool pool': { icon: 'error', says: [/1 of the 2 nodes in the pool can run tasks/], never: [cannot] },
    },
  },
  {
    // job-1 is over, and its release task failed; job-2 of the same schedule runs well.
    ...smallWorld('release-of-last', 'The release task of the last job of a schedule failed; the next one runs.', {
      rules: [
        { kind: 'jobPreparation', outcomes: [succeeded(secondMs)] },
        { kind: 'jobRelease', outcomes: [busy] },
        { kind: 'task', jobId: 'nightly:job-1', outcomes: [succeeded(minuteMs)] },
        { kind: 'task', outcomes: [succeeded(12 * hourMs)] },
      ],
      jobs: range(2, 1).map((n) => ({
        body: {
          id: `nightly:job-${n}`,
          poolInfo: ofPool,
          onAllTasksComplete: 'terminatejob',
          jobPreparationTask: { commandLine: './prepare' },
          jobReleaseTask: { commandLine: './release' },
        },
        tasks: [{ body: { id: 'work', commandLine: './work' } }],
      })),
    }),
    ageMs: 10 * minuteMs,
    rule: 'a release task that failed, and a job beside it that runs',
    causes: [/^nightly:job-1: The release task failed on 1 node/],
    pages: {
      account: { icon: 'warning', says: [/scratch/, /nightly:job-1/], never: [cannot, /are waiting/] },
      'job nightly:job-1': { icon: 'warning', row: /completed · release task failed/, title: /release task failed/ },
      'job nightly:job-2': { icon: 'transition', row: /^1 running/, never: [/release task failed/] },
      'pool pool': { never: [/failed task/] },
    },
  },
  {
    // a failed in low, and b and c wait for it. high has priority: two of its tasks run on the two nodes that the quota
    // leaves, and two queue.
    ...smallWorld('quota-priority-chain', 'A quota leaves two of four nodes, which a job of higher priority uses.', {
      quotas: { dedicatedCoreQuota: 4 },
      pool: { settings: { targetDedicatedNodes: 4 }, nodes: [{}, {}], resizeErrors: [coreQuotaReached] },
      jobs: [
        {
          body: { id: 'low', poolInfo: ofPool, priority: 0, ...dependencies },
          tasks: [completedTask('a', lost), after('b', 'a'), after('c', 'b'), runs('q')],
        },
        { body: { id: 'high', poolInfo: ofPool, priority: 100 }, tasks: range(4).map((n) => runs(`h${n}`)) },
      ],
    }),
    rule: 'a quota, a priority, and a chain behind a failure',
    causes: [/quota/i, /^1 task · .*refs\.txt.* · 2 tasks waiting/],
    pages: {
      account: { icon: 'error', says: [/quota/i, /refs\.txt/], never: [cannot] },
      'job low': { icon: 'error', row: /1 failed.* · 3 waiting/, says: [/refs\.txt/], never: [cannot] },
      'task low/b': { title: /"a" failed|a failed/, never: [/quota/i] },
      'task low/c': { says: [/"?b"?/], never: [/quota/i, /Batch does[, ]/] },
      'task low/q': { says: [/quota/i, /priority/i], never: [/refs\.txt|never run/] },
      'job high': { row: /2 running · 2 waiting/, says: [/quota/i], never: [cannot, /refs\.txt/] },
      'pool pool': { icon: 'error', says: [/quota/i] },
    },
  },
  {
    // The start task installs samtools, which takes hours, and tasks don't wait for it.
    ...smallWorld(
      'soft-start-runs',
      'Tasks run before a start task that nobody waits for has installed their program.',
      {
        pool: {
          settings: { startTask: { commandLine: 'bash setup.sh', waitForSuccess: false } },
          nodes: [{ state: 'creating', startTask: [hangs] }],
        },
        job: { tasks: [{ ...asks('a', {}), outcomes: [noTool] }] },
      },
    ),
    ageMs: 2 * hourMs,
    rule: 'a start task that nobody waits for and that still runs',
    causes: [/^1 task · .*samtools/],
    pages: {
      account: { icon: 'error', says: [/samtools/, /waitForSuccess/], never: [cannot] },
      'job job': { icon: 'error', says: [/samtools/, /^1\. .*waitForSuccess/m] },
      'task job/a': { title: /samtools/, says: [/start task was still running/, /^1\. .*waitForSuccess/m] },
      'node pool/0': { never: [/for over an hour/] },
      'pool pool': { never: [/starting/] },
    },
  },
];
