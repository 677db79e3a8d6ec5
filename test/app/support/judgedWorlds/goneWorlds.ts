import { range } from '../../../../src/simulator/scenarios/bodies.ts';
import { completedTask, smallWorld } from '../../../../src/simulator/scenarios/causes/smallWorld.ts';
import { failed, hourMs, minuteMs, secondMs, succeeded } from '../../../../src/simulator/scenarios/runs.ts';
import { toNodeId } from '../../../../src/simulator/scenarios/scenario.ts';
import { after, dependencies, type JudgedWorld, ofPool, runs } from './judgedWorld.ts';

const noModels = failed(2, secondMs, { stderr: 'cp: cannot stat models: No such file or directory\n' });
const crash = failed(139, minuteMs, { stderr: 'Segmentation fault (core dumped)\n' });
const noPackage = failed(100, secondMs, { stderr: 'E: Unable to locate package samtools\n' });
const prepared = { jobPreparationTask: { commandLine: 'bash prepare.sh', waitForSuccess: true } };

/** Worlds in which what failed, or what a task waits for, isn't there any more, or isn't the whole reason. */
export const goneWorlds: readonly JudgedWorld[] = [
  {
    // t0 runs on node 0; the others wait for it or for the Spot node, on which nothing is left to reimage or to read.
    ...smallWorld('prepared-not-on-lost', 'A preparation task fails on a Spot node, which is preempted later.', {
      rules: [
        { kind: 'jobPreparation', nodeId: toNodeId('pool', 1, false), outcomes: [noModels] },
        { kind: 'jobPreparation', outcomes: [succeeded(secondMs)] },
      ],
      pool: {
        settings: { targetDedicatedNodes: 1, targetLowPriorityNodes: 1 },
        nodes: [{}, { isDedicated: false }],
      },
      job: { settings: prepared, tasks: range(3).map((n) => runs(`t${n}`)) },
      events: [{ atMs: 3 * minuteMs, kind: 'preempt', poolId: 'pool', node: 1 }],
    }),
    rule: 'a preparation task that failed on a machine that is gone',
    ageMs: 6 * minuteMs,
    causes: [/^1 node · Azure took the machine back/],
    pages: {
      account: { says: [/preempted/], never: [/[Rr]eimage|preparation (task )?fails/] },
      'job job': {
        icon: 'transition',
        row: /^1 running · 2 waiting/,
        says: [/preparation task also failed on these nodes, whose machines are gone: 1/],
        never: [/[Rr]eimage|Read stderr|can't be read|stuck/],
      },
      'pool pool': { row: /1 preempted$/, never: [/preparation (task )?fails/] },
      'task job/t1': {
        title: /preempted|slots/,
        says: [/slots are in use/],
        never: [/[Rr]eimage|Read stderr|preparation (task )?fails/],
      },
      'task job/t2': {
        title: /preempted|slots/,
        says: [/slots are in use/],
        never: [/[Rr]eimage|Read stderr|preparation (task )?fails/],
      },
    },
  },
  {
    // The preparation task fails on the only node, which Azure then takes back: there is no machine to reimage.
    ...smallWorld('prepared-only-on-lost', 'A preparation task fails on the only node, which is preempted later.', {
      rules: [{ kind: 'jobPreparation', outcomes: [noModels] }],
      pool: {
        settings: { targetDedicatedNodes: 0, targetLowPriorityNodes: 1 },
        nodes: [{ isDedicated: false }],
      },
      job: { settings: prepared, tasks: [runs('t0')] },
      events: [{ atMs: 3 * minuteMs, kind: 'preempt', poolId: 'pool', node: 0 }],
    }),
    rule: 'a preparation task that failed only on a machine that is gone',
    ageMs: 6 * minuteMs,
    causes: [/preparation task/, /^1 node · Azure took the machine back/],
    pages: {
      account: { never: [/[Rr]eimage/] },
      'job job': { says: [/preparation task/], never: [/[Rr]eimage/] },
      'task job/t0': { never: [/[Rr]eimage/] },
    },
  },
  {
    // Azure takes the Spot node back after three minutes, so r waits again; b keeps the other one busy.
    ...smallWorld('put-back-and-waiting', 'A task loses its Spot node, and waits for the one that is busy.', {
      pool: {
        settings: { targetDedicatedNodes: 1, targetLowPriorityNodes: 1 },
        nodes: [{ isDedicated: false }, {}],
      },
      job: { tasks: [runs('r'), runs('b')] },
      events: [{ atMs: 3 * minuteMs, kind: 'preempt', poolId: 'pool', node: 0 }],
    }),
    rule: 'a task that waits again since its node was preempted',
    ageMs: 6 * minuteMs,
    causes: [/^1 node · Azure took the machine back/],
    pages: {
      'task job/r': {
        says: [/The state of node 2 changed to: preempted/, /Task r was requeued/],
        never: [/never run/],
      },
    },
  },
  {
    // b waits for crashed, which failed; ghost was never added. Only free runs once the job is enabled.
    ...smallWorld('disabled-with-dependents', 'A disabled job has a failed task, a dependent of it, and other tasks.', {
      jobs: [
        {
          body: { id: 'off', poolInfo: ofPool, ...dependencies },
          state: 'disabled',
          tasks: [completedTask('crashed', crash), after('b', 'crashed'), after('c', 'ghost'), runs('free')],
        },
      ],
    }),
    rule: 'a task of a disabled job that depends on a failed one',
    causes: [/^1 task · Segmentation fault.* · 1 task waiting/, /^off: A dependency is not in the job/],
    agents: [/tasks waiting for it: 1|1 task waiting|waiting tasks?: 1/],
    pages: {
      account: { says: [/1 task is waiting for one that failed/, /waiting for the job to be enabled/] },
      'task off/crashed': { says: [/1 task is waiting for it to succeed/] },
    },
  },
  {
    // Node 0 runs t0. The start task failed on node 1 and hangs on node 2; node 3 is unusable: 3 need attention.
    ...smallWorld('three-nodes-need-attention', 'Three of four nodes run nothing, one because its start task hangs.', {
      pool: {
        settings: { startTask: { commandLine: 'bash setup.sh', waitForSuccess: true } },
        nodes: [
          { startTask: [succeeded(secondMs)] },
          { state: 'starttaskfailed', startTask: [noPackage] },
          { state: 'waitingforstarttask', startTask: [succeeded(30 * hourMs)] },
          { state: 'unusable' },
        ],
      },
      job: { tasks: range(3).map((n) => runs(`t${n}`)) },
    }),
    rule: 'a hanging node among those that need attention',
    ageMs: 2 * hourMs,
    causes: [
      /^1 node · No repository has the package/,
      /^1 node · Batch cannot reach/,
      /^1 node · Its start task has been running/,
    ],
    pages: {
      account: {
        row: /^3 nodes need attention/,
        says: [/pool \(need attention: 3, running: 1\).*1 node has been starting for over an hour/],
        never: [/changing state/],
      },
      'pool pool': { row: /1 can run tasks · 3 need attention/, title: /3 of 4 nodes/ },
    },
  },
];
