import { linuxPool, range } from '../../../../src/simulator/scenarios/bodies.ts';
import { completedTask, smallWorld } from '../../../../src/simulator/scenarios/causes/smallWorld.ts';
import { ended, failed, hourMs, secondMs, succeeded } from '../../../../src/simulator/scenarios/runs.ts';
import { toNodeId } from '../../../../src/simulator/scenarios/scenario.ts';
import { asks, cannot, type JudgedWorld, lost, runs } from './judgedWorld.ts';

/** Worlds with failed tasks: their costs, remaining files, and names. */
export const taskWorlds: readonly JudgedWorld[] = [
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
      'task job/lost': { says: [/Task lost started on node [12]$/m], never: [/node tvmps_/i] },
    },
  },
  {
    ...smallWorld(
      'over-its-time',
      'Of four tasks one ran over its time limit, two failed with exit code 3, and one succeeded.',
      {
        pool: { nodes: [{ sinceAgoMs: 3 * hourMs }, { sinceAgoMs: 3 * hourMs }] },
        job: {
          tasks: [
            completedTask('slow', ended(hourMs), { body: { constraints: { maxWallClockTime: 'PT1H' } } }),
            completedTask('bad-1', lost, { node: 1 }),
            completedTask('bad-2', lost, { node: 1 }),
            completedTask('fine', succeeded(secondMs), { node: 1 }),
          ],
        },
      },
    ),
    rule: 'a time limit beside exit codes',
    causes: [/^1 task · .*(time limit|maxWallClockTime)/i, /^2 tasks · .*refs\.txt/],
    pages: {
      account: { icon: 'error', title: /^3 failures .* 2 different reasons/ },
      'job job': { icon: 'error', row: /3 failed/, says: [/maxWallClockTime/, /refs\.txt/] },
      'task job/slow': {
        title: /time limit|maxWallClockTime/i,
        says: [/of 1 hr/],
        never: [/Task Was Ended by User Request/, /refs\.txt/, /failed the same way/],
      },
      'task job/bad-1': { says: [/1 other task/], never: [/maxWallClockTime|time limit/] },
    },
  },
  {
    ...smallWorld('fails-again', 'A task failed once and runs again, as its retries allow.', {
      job: {
        tasks: [
          {
            ...asks('again', { constraints: { maxTaskRetryCount: 3 } }),
            outcomes: [lost, succeeded(12 * hourMs)],
          },
        ],
      },
    }),
    rule: 'a retry that runs',
    causes: [],
    pages: {
      'job job': { row: /1 running/, never: [/1 failed/] },
      'task job/again': { title: /running again after it failed/, says: [/retry 1 of 3/] },
    },
  },
  {
    ...smallWorld(
      'prepared-on-one',
      'The preparation task of a job fails on one of two nodes; tasks run on the other.',
      {
        rules: [
          {
            kind: 'jobPreparation',
            nodeId: toNodeId('pool', 1),
            outcomes: [failed(2, secondMs, { stderr: 'cp: cannot stat models: No such file or directory\n' })],
          },
          { kind: 'jobPreparation', outcomes: [succeeded(secondMs)] },
        ],
        job: {
          settings: { jobPreparationTask: { commandLine: 'bash prepare.sh', waitForSuccess: true } },
          tasks: range(3).map((n) => runs(`t${n}`)),
        },
      },
    ),
    rule: 'a preparation task that fails on one of two nodes',
    causes: [/preparation/i],
    pages: {
      account: { icon: 'error', never: [cannot] },
      'job job': { says: [/preparation/, /models/], never: [cannot] },
      'pool pool': { says: [/preparation/], never: [cannot, /fails on all/] },
    },
  },
];
