import { linuxPool } from '../../../../src/simulator/scenarios/bodies.ts';
import { smallWorld } from '../../../../src/simulator/scenarios/causes/smallWorld.ts';
import { hourMs, succeeded } from '../../../../src/simulator/scenarios/runs.ts';
import { asks, cannot, type JudgedWorld, runs } from './judgedWorld.ts';

const instances = (id: string, numberOfInstances: number, ms = hourMs) => ({
  ...asks(id, { multiInstanceSettings: { numberOfInstances, coordinationCommandLine: 'true' } }),
  outcomes: [succeeded(ms)],
});
const connected = { enableInterNodeCommunication: true };

/** Worlds in which only some waiting tasks need someone to act, while others wait for their turn. */
export const heldWorlds: readonly JudgedWorld[] = [
  {
    // mpi2 and solo run on the three nodes that are online. mpi3 starts when both have ended, mpi4 only when the offline
    // node is online, and mpi5 never.
    ...smallWorld('instances-of-three-sizes', 'Three tasks need 3, 4, and 5 nodes; one of 4 nodes is offline.', {
      pool: { settings: connected, nodes: [{}, {}, {}, { state: 'offline' }] },
      job: {
        tasks: [instances('mpi2', 2, 12 * hourMs), runs('solo'), ...[3, 4, 5].map((n) => instances(`mpi${n}`, n))],
      },
    }),
    rule: 'instances that wait for busy nodes, for an offline node, and for more nodes than there are',
    causes: [/^pool: 1 offline · 1 task waiting/, /^job: .*more nodes at once than the pool has · 1 task waiting/],
    pages: {
      account: { icon: 'error', says: [/^1\. .*Bring 1 offline node online/m], never: [cannot] },
      'pool pool': { icon: 'error', says: [/1 task is waiting because of it/] },
      'job job': {
        icon: 'error',
        row: /1 stuck: requires what .* · stuck: too few nodes in pool pool can run tasks · 2 running · 3 waiting/,
        says: [
          /1 task is waiting: 3 free nodes are needed at once/,
          /1 task is waiting: 4 nodes are needed at once; usable nodes: 3 of 4/,
          /For 1 waiting task \(4 nodes .*: Bring 1 offline node online/,
        ],
        never: [cannot, /2 tasks are waiting/],
      },
      'task job/mpi3': {
        title: /3 free nodes are needed at once/,
        says: [/^### 1\. 3 free nodes/m, /^### 2\. 1 of 4 nodes in the pool: offline/m],
        never: [/You do: Batch doesn't end it/],
      },
      'task job/mpi4': { says: [/^### 1\. 1 of 4 nodes in the pool: offline/m, /You do: Batch doesn't end it/] },
      'task job/mpi5': { title: /more nodes at once than the pool has/, never: [/Bring/] },
    },
  },
  {
    // Without mpi5: mpi4 alone needs the offline node, and leads the job's page.
    ...smallWorld('instances-of-two-sizes', 'Two tasks need 3 and 4 nodes; one of 4 nodes is offline.', {
      pool: { settings: connected, nodes: [{}, {}, {}, { state: 'offline' }] },
      job: { tasks: [runs('solo'), runs('other'), instances('mpi3', 3), instances('mpi4', 4)] },
    }),
    rule: 'instances that wait for busy nodes beside instances that wait for an offline node',
    causes: [/^pool: 1 offline · 1 task waiting/],
    pages: {
      account: { icon: 'error', says: [/^1\. .*Bring 1 offline node online/m], never: [cannot] },
      'pool pool': { icon: 'error', says: [/1 task is waiting because of it/] },
      'job job': {
        icon: 'error',
        row: /stuck: too few nodes .* · 2 running · 2 waiting/,
        title: /^1 task in job job is waiting: 4 nodes are needed at once; usable nodes: 3 of 4/,
        says: [/1 task is waiting: 3 free nodes are needed at once/],
        never: [cannot, /2 tasks in job/],
      },
      'task job/mpi3': { says: [/^### 1\. 3 free nodes/m], never: [/You do: Batch doesn't end it/] },
    },
  },
  {
    // one needs any node, two needs two: the busy node and the offline one. Bringing it online helps one at once.
    ...smallWorld('instances-just-enough', 'A task needs two nodes, of which one is idle and one offline.', {
      pool: { settings: connected, nodes: [{}, {}, { state: 'offline' }] },
      job: { tasks: [runs('solo'), instances('two', 2), instances('three', 3)] },
    }),
    rule: 'an offline node that would let instances start at once',
    causes: [/^pool: 1 offline · 1 task waiting/],
    pages: {
      'task job/two': {
        title: /2 free nodes are needed at once; free now: 1/,
        says: [/^### 1\. 1 of 3 nodes in the pool: offline/m],
        never: [/You do: Batch doesn't end it/],
      },
      'job job': {
        icon: 'error',
        says: [/1 task is waiting: 2 free nodes/, /For 1 waiting task|Bring 1 offline node online/],
        never: [cannot],
      },
    },
  },
  {
    // Without nodes in none, more time helps neither task: the pool has to be resized first.
    ...smallWorld('ends-without-nodes', 'A job on a pool without nodes reaches its time limit in an hour.', {
      pools: [{ body: linuxPool('none', 'standard_d2s_v3', { targetDedicatedNodes: 0 }), nodes: [] }],
      jobs: [
        {
          body: { id: 'soon', poolInfo: { poolId: 'none' }, constraints: { maxWallClockTime: 'PT10H' } },
          createdAgoMs: 9 * hourMs,
          tasks: [runs('s0'), runs('s1')],
        },
      ],
    }),
    rule: 'a job that soon reaches its limit on a pool without nodes',
    causes: [/^soon: The pool has no nodes · 2 tasks waiting/],
    agents: [/first step: Resize the pool/],
    pages: {
      account: {
        icon: 'error',
        says: [/^1\. .*Resize the pool/m, /^2\. .*raise `maxWallClockTime`/m],
        never: [cannot],
      },
      'job soon': { says: [/^1\. Resize the pool/m, /^2\. Before .*raise `maxWallClockTime`/m], never: [cannot] },
      'task soon/s0': { says: [/^1\. Resize the pool/m, /^2\. Before .*raise `maxWallClockTime`/m] },
    },
  },
];
