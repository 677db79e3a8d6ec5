import { linuxPool } from '../../../../src/simulator/scenarios/bodies.ts';
import { completedTask, smallWorld } from '../../../../src/simulator/scenarios/causes/smallWorld.ts';
import { failed, secondMs, succeeded } from '../../../../src/simulator/scenarios/runs.ts';
import { cannot, type JudgedWorld, runs } from './judgedWorld.ts';

/** Worlds in which nodes, their start task or the size of a pool decide. */
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
      'job job': { icon: 'error', never: [/Try again later/, cannot] },
    },
  },
];
