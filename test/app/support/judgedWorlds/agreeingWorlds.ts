import { completedTask, smallWorld } from '../../../../src/simulator/scenarios/causes/smallWorld.ts';
import { after, asks, cannot, dependencies, type JudgedWorld, lost, ofPool, runs } from './judgedWorld.ts';

const acts = /until someone acts/;
const mayEnd = /may end on its own|Batch does, automatically/;

/** Worlds of which lists, pages and agents once gave different accounts. */
export const agreeingWorlds: readonly JudgedWorld[] = [
  {
    // The manager excludes Spot nodes, and the pool has no others and is to have none.
    ...smallWorld('manager-without-dedicated-nodes', 'A job manager excludes Spot nodes in a pool of Spot nodes.', {
      pool: {
        settings: { targetDedicatedNodes: 0, targetLowPriorityNodes: 1 },
        nodes: [{ state: 'idle', isDedicated: false }],
      },
      jobs: [
        {
          body: {
            id: 'job',
            poolInfo: ofPool,
            jobManagerTask: { id: 'boss', commandLine: './boss', allowLowPriorityNode: false },
          },
          tasks: [],
        },
      ],
    }),
    rule: 'a job manager that excludes Spot nodes, and a pool that never has others',
    causes: [/only on dedicated nodes/],
    agents: [acts, /waiting tasks there that need someone to act: 1 of job job/],
    pages: {
      account: { icon: 'error', never: [cannot] },
      'job job': {
        icon: 'error',
        title: /^1 task in job job is waiting: it runs only on dedicated nodes, and the pool has none/,
        says: [/You do/, /[Aa]dd a dedicated node/],
        never: [cannot, mayEnd, /ruled out:.*(pool requirements|pool size)/, /enough free slots/],
      },
      'task job/boss': { says: [/You do/], never: [mayEnd, /ruled out:.*(pool requirements|pool size)/] },
    },
  },
  {
    // b depends on a failed task; four others wait until the limit allows another.
    ...smallWorld('one-blocked-others-limited', 'One task is blocked, and four wait for the limit of parallel tasks.', {
      job: {
        settings: { ...dependencies, maxParallelTasks: 1 },
        tasks: [completedTask('a', lost), after('b', 'a'), ...['t0', 't1', 't2', 't3', 't4'].map(runs)],
      },
    }),
    rule: 'one of several waiting tasks that needs someone',
    causes: [/refs\.txt/],
    agents: [
      /At least 1 of them doesn't start until someone acts/,
      /waiting tasks there that need someone to act: at least 1 of job job/,
    ],
    pages: { account: { icon: 'error', never: [cannot] } },
  },
  {
    // t1 ends its job, and t2 never runs: nothing that anyone does starts it.
    ...smallWorld('ended-with-waiting-tasks', 'A job has ended while a task waited, and nodes are idle.', {
      job: {
        state: 'completed',
        settings: { onTaskFailure: 'performexitoptionsjobaction' },
        tasks: [completedTask('t1', lost), asks('t2', {})],
      },
    }),
    rule: 'a waiting task of a job that has ended',
    causes: [/refs\.txt/],
    agents: [/1 in job job .* The job has ended/, /^(?!.*need someone to act)/s],
    pages: { account: { icon: 'error', never: [cannot] } },
  },
];
