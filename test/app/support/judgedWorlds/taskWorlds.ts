import { linuxPool, range } from '../../../../src/simulator/scenarios/bodies.ts';
import { completedTask, smallWorld } from '../../../../src/simulator/scenarios/causes/smallWorld.ts';
import { failed, hourMs, secondMs, succeeded } from '../../../../src/simulator/scenarios/runs.ts';
import { type JudgedWorld, lost } from './judgedWorld.ts';

/** Worlds of tasks that failed: what they cost, what is left of them, and how they are named. */
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
    },
  },
];
