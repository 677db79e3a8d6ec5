import { completedTask, smallWorld } from '../../../../src/simulator/scenarios/causes/smallWorld.ts';
import { hourMs, minuteMs, succeeded } from '../../../../src/simulator/scenarios/runs.ts';
import { after, asks, cannot, dependencies, type JudgedWorld, lost, ofPool, runs } from './judgedWorld.ts';

const diskFull = { code: 'DiskFull', message: 'There is not enough disk space on the node.' };

/** Worlds in which it matters when something began, what to do first, and what else has to end. */
export const sinceWorlds: readonly JudgedWorld[] = [
  {
    // Two nodes of two cores have been idle for hours. report can't start since part failed an hour ago: 4 core-hours.
    ...smallWorld('idle-before-failure', 'Nodes are idle for hours; an hour ago, a task failed that another needs.', {
      pool: { nodes: [{ sinceAgoMs: 6 * hourMs }, { sinceAgoMs: 6 * hourMs }] },
      job: {
        settings: dependencies,
        tasks: [completedTask('part', lost, { endedAgoMs: hourMs, nodeGone: true }), after('report', 'part')],
      },
    }),
    rule: 'idle nodes that a task waits beside since a failure, not since they are idle',
    causes: [/^1 task · .* · 1 task waiting/],
    agents: [/about 4 core-hours of these while tasks of job job wait/],
    pages: { 'task job/report': { never: [cannot] } },
  },
  {
    // One node was taken offline a day ago, and the other's disk has been full for 30 minutes: no node has worked since
    // then. Bringing the first one online is the quickest.
    ...smallWorld('offline-then-full', 'A node is offline for a day, and the other has a full disk for half an hour.', {
      pool: {
        nodes: [
          { state: 'offline', sinceAgoMs: 24 * hourMs },
          { state: 'unusable', sinceAgoMs: 30 * minuteMs, errors: [diskFull] },
        ],
      },
      job: { tasks: [runs('t')] },
    }),
    rule: 'an offline node beside one with a full disk, and none that works',
    causes: [/No node can run tasks/, /disk is full/],
    agents: [/No node can run tasks.*?first: Nov 20, 2026, 08:2\d/s],
    pages: {
      account: { says: [/^1\. Pool pool: no node can run tasks.*: Bring 1 offline node online/m], never: [cannot] },
      'job job': { says: [/^1\. Bring 1 offline node online/m], never: [cannot] },
      'task job/t': { says: [/^1\. Bring 1 offline node online/m] },
      'pool pool': { says: [/^1\. Bring 1 offline node online/m], never: [cannot] },
    },
  },
  {
    // m needs all three nodes: one was preempted, and s holds another for twelve hours.
    ...smallWorld('instances-preempted-busy', 'A task needs three nodes: one is preempted, and one is busy.', {
      pool: {
        settings: { enableInterNodeCommunication: true, targetDedicatedNodes: 2, targetLowPriorityNodes: 1 },
        nodes: [{}, {}, { isDedicated: false, state: 'preempted', sinceAgoMs: 3 * hourMs }],
      },
      jobs: [
        { body: { id: 'other', poolInfo: ofPool, priority: 100 }, tasks: [runs('s')] },
        {
          body: { id: 'mpi', poolInfo: ofPool },
          tasks: [asks('m', { multiInstanceSettings: { numberOfInstances: 3, coordinationCommandLine: 'true' } })],
        },
      ],
    }),
    rule: 'instances that need a preempted node and one that is busy',
    causes: [/Azure took the machine back/],
    pages: {
      'job mpi': {
        title: /3 nodes are needed at once; usable nodes: 2 of 3/,
        says: [/Free of these: 1/, /other \(1\)/, /^1\. Wait until Batch has replaced the nodes/m],
        never: [cannot, /Repair/],
      },
      'task mpi/m': { says: [/Free of these: 1/, /other \(1\)/], never: [/Repair/] },
    },
  },
  {
    // The pool ran d1 until an hour ago, so it has been gone for at most an hour; nobody knows since when.
    ...smallWorld('deleted-since', 'A pool ran a task an hour ago and does not exist any more.', {
      jobs: [
        {
          body: { id: 'job', poolInfo: { poolId: 'deleted' } },
          createdAgoMs: 120 * hourMs,
          tasks: [completedTask('d1', succeeded(10 * minuteMs), { endedAgoMs: hourMs }), runs('d2')],
        },
      ],
    }),
    rule: 'a pool that was deleted at an unknown time',
    causes: [/The pool does not exist/],
    agents: [/^(?!.*first: Nov 15)/s],
    pages: { account: { icon: 'error', never: [cannot, /Nov 15/] } },
  },
];
