import { linuxPool, range } from '../../../../src/simulator/scenarios/bodies.ts';
import { completedTask, smallWorld } from '../../../../src/simulator/scenarios/causes/smallWorld.ts';
import { failed, hourMs, secondMs, succeeded } from '../../../../src/simulator/scenarios/runs.ts';
import { nodeDiskFull } from '../../../../src/simulator/state/nodeErrors.ts';
import { coreQuotaReached } from '../../../../src/simulator/state/poolErrors.ts';
import { cannot, type JudgedWorld, runs } from './judgedWorld.ts';

/** Worlds in which nodes, their start task, or the size of a pool decide. */
export const poolWorlds: readonly JudgedWorld[] = [
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
      'job job': {
        icon: 'error',
        says: [/Azure retired the VM size standard_nc6s_v3/],
        never: [/Try again later/, cannot],
      },
      'task job/a': { says: [/Azure retired the VM size standard_nc6s_v3/] },
    },
  },
  {
    ...smallWorld('resized-to-none', 'Three tasks wait for a pool that someone resized to 0.', {
      pool: { settings: { targetDedicatedNodes: 0 }, nodes: [] },
      job: { tasks: range(3).map((n) => runs(`t${n}`)) },
    }),
    rule: 'a pool resized to 0 for which tasks wait',
    causes: [/^job: The pool has no nodes · 3 tasks waiting/],
    pages: {
      account: { icon: 'error', row: /1 job is stuck/, never: [cannot, /Nothing failed/] },
      'job job': {
        icon: 'error',
        title: /^3 tasks in job job are waiting: the pool has no nodes$/,
        says: [/Resize the pool/],
        never: [cannot, /Nothing failed/],
      },
      'task job/t1': { title: /the pool has no nodes/, says: [/its target is 0/], never: [/Nothing failed/] },
      'pool pool': {
        title: /^Pool pool has no nodes: its target is 0$/,
        says: [/3 tasks in its jobs are waiting/, /Resize the pool/],
        never: [cannot, /Nothing failed/, /when you want to run tasks/],
      },
    },
  },
  {
    ...smallWorld('quota-and-none', 'The quota leaves a pool without nodes, and three tasks wait for it.', {
      quotas: { dedicatedCoreQuota: 1 },
      pool: { settings: { targetDedicatedNodes: 4 }, nodes: [], resizeErrors: [coreQuotaReached] },
      job: { tasks: range(3).map((n) => runs(`t${n}`)) },
    }),
    rule: 'a quota that leaves no node',
    causes: [/quota.* · 3 tasks waiting/i],
    pages: {
      account: { icon: 'error', never: [cannot] },
      'job job': { icon: 'error', title: /for lack of quota$/, says: [/Request|increase/], never: [cannot] },
      'pool pool': { icon: 'error', title: /quota/, says: [/3 tasks .*waiting/], never: [cannot, /Nothing failed/] },
    },
  },
  {
    ...smallWorld('quota-and-some', 'The quota leaves a pool two of ten nodes, on which two tasks run; three wait.', {
      quotas: { dedicatedCoreQuota: 4 },
      pool: { settings: { targetDedicatedNodes: 10 }, resizeErrors: [coreQuotaReached] },
      job: { tasks: range(5).map((n) => runs(`t${n}`)) },
    }),
    rule: 'a quota that leaves some nodes, which work',
    causes: [/quota/i],
    pages: {
      account: { icon: 'error', never: [cannot] },
      'job job': { row: /2 running · 3 waiting/, says: [/quota/i, /fewer nodes/], never: [cannot, /stuck/] },
      'task job/t4': { says: [/quota/i], never: [/never run/] },
      'pool pool': { icon: 'error', title: /quota/, says: [/2 of 10/] },
    },
  },
  {
    ...smallWorld('starts-on-two', 'The start task fails on one node of three; two tasks run, and one waits.', {
      pool: {
        settings: { startTask: { commandLine: 'bash setup.sh', waitForSuccess: true } },
        nodes: [
          {
            state: 'starttaskfailed',
            startTask: [failed(100, secondMs, { stderr: 'E: Unable to locate package htop\n' })],
          },
          { startTask: [succeeded(secondMs)] },
          { startTask: [succeeded(secondMs)] },
        ],
      },
      job: { tasks: range(3).map((n) => runs(`t${n}`)) },
    }),
    rule: 'a start task that failed on one node of three',
    causes: [/^1 node · No repository has the package: htop/],
    pages: {
      account: { icon: 'error', never: [cannot] },
      'job job': { row: /2 running · 1 waiting/, never: [cannot, /stuck/] },
      'task job/t2': { says: [/start task/], never: [/never run/] },
      'pool pool': {
        title: /1 of 3 nodes in pool pool isn't accepting tasks|htop/,
        says: [/htop/, /2 of the 3 nodes/],
        never: [cannot],
      },
      'node pool/0': { title: /^The start task on node .* failed.*htop/ },
      'node pool/1': { never: [/start task .* failed/] },
    },
  },
  {
    ...smallWorld('one-pool-empty', 'Two tasks run in one pool; one waits for another pool, which was resized to 0.', {
      pools: [
        { body: linuxPool('full', 'standard_d2s_v3', { targetDedicatedNodes: 2 }), nodes: [{}, {}] },
        { body: linuxPool('empty', 'standard_d2s_v3', { targetDedicatedNodes: 0 }), nodes: [] },
      ],
      jobs: [
        { body: { id: 'goes', poolInfo: { poolId: 'full' } }, tasks: range(2).map((n) => runs(`r${n}`)) },
        { body: { id: 'waits', poolInfo: { poolId: 'empty' } }, tasks: [runs('w0')] },
      ],
    }),
    rule: 'one pool of two that has no nodes',
    causes: [/^waits: The pool has no nodes · 1 task waiting/],
    pages: {
      account: { icon: 'error', row: /1 job is stuck/, never: [cannot] },
      'job goes': { icon: 'transition', title: /^Nothing is wrong with job goes$/ },
      'job waits': { icon: 'error', title: /the pool has no nodes$/ },
      'pool full': { title: /^Nothing is wrong with pool full$/, never: [/waiting/] },
      'pool empty': { says: [/1 task in its jobs is waiting/], never: [cannot, /Nothing failed/] },
    },
  },
  {
    ...smallWorld('one-disk-full', 'The disk of one of two nodes is full; a task runs on the other, and one waits.', {
      pool: { nodes: [{ state: 'unusable', errors: [nodeDiskFull] }, {}] },
      job: { tasks: range(2).map((n) => runs(`t${n}`)) },
    }),
    rule: 'an unusable node beside one that works',
    causes: [/^1 node · .*disk/i],
    pages: {
      account: { icon: 'error', never: [cannot] },
      'job job': { row: /1 running · 1 waiting/, says: [/unusable/], never: [cannot, /stuck/] },
      'task job/t1': { says: [/unusable/], never: [/never run/] },
      'pool pool': { says: [/1 of the 2 nodes/, /disk/i], never: [cannot] },
      'node pool/0': { title: /disk/i },
    },
  },
  {
    ...smallWorld('still-starting', 'The start task has run for 25 minutes on both nodes, and two tasks wait for it.', {
      pool: {
        settings: { startTask: { commandLine: 'bash setup.sh', waitForSuccess: true } },
        nodes: range(2).map(() => ({
          state: 'waitingforstarttask' as const,
          sinceAgoMs: 25 * 60 * secondMs,
          startTask: [succeeded(6 * hourMs)],
        })),
      },
      job: { tasks: range(2).map((n) => runs(`t${n}`)) },
    }),
    rule: 'a start task that still runs',
    causes: [],
    pages: {
      account: { never: [/needs attention/] },
      'job job': { icon: 'waiting', says: [/start task/], never: [cannot, /stuck/, /never run/] },
      'task job/t0': { says: [/start task/], never: [/never run/] },
      'pool pool': { never: [/failed/] },
    },
  },
];
