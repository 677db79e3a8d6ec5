import { completedTask, smallWorld } from '../../../../src/simulator/scenarios/causes/smallWorld.ts';
import { ended, hourMs } from '../../../../src/simulator/scenarios/runs.ts';
import { after, asks, cannot, dependencies, type JudgedWorld, lost, runs, twoSlots } from './judgedWorld.ts';

const twoInstances = { multiInstanceSettings: { numberOfInstances: 2, coordinationCommandLine: 'true' } };

/** Worlds in which several rules apply at once, each to different tasks. */
export const mixedWorlds: readonly JudgedWorld[] = [
  {
    ...smallWorld('six-reasons', 'One task runs; six others can never run, each for a reason of its own.', {
      pool: { settings: { ...twoSlots, enableInterNodeCommunication: false } },
      job: {
        settings: dependencies,
        tasks: [
          runs('r1'),
          completedTask('lost', lost),
          asks('wide', { requiredSlots: 4 }),
          asks('mpi', twoInstances),
          after('orphan', 'ghost'),
          after('late', 'lost'),
          after('hen', 'egg'),
          after('egg', 'hen'),
        ],
      },
    }),
    rule: 'several reasons why tasks can never run',
    causes: [/refs\.txt is missing · 1 task waiting/, /^job: 4 different reasons.* · 5 tasks waiting/],
    pages: {
      account: { icon: 'error', never: [cannot] },
      'job job': {
        icon: 'error',
        row: /5 stuck for different reasons · 1 failed · 1 running · 6 waiting/,
        title: /^5 tasks in job job are waiting: 4 different reasons/,
        says: [/requiredSlots/, /ghost/, /lost/, /egg/, /[Cc]ommunicat/],
        never: [cannot, /slots per node\. \[/],
      },
      'task job/wide': { title: /task slots/, never: [/ghost/] },
      'task job/orphan': { says: [/ghost/], never: [/requiredSlots/] },
      'task job/late': { says: [/lost/], never: [/ghost/] },
      'task job/hen': { says: [/egg/], never: [/ghost/] },
    },
  },
  {
    ...smallWorld('formula-of-none', 'Tasks wait in a pool whose formula asks for no nodes.', {
      pool: {
        settings: {
          targetDedicatedNodes: undefined,
          enableAutoScale: true,
          autoScaleFormula: '$TargetDedicatedNodes = 0;',
        },
        nodes: [],
      },
      job: { tasks: [runs('a'), runs('b')] },
    }),
    rule: 'a formula that always asks for no nodes',
    causes: [/^job: The pool has no nodes, and its autoscale formula asks for none · 2 tasks waiting/],
    pages: {
      account: { icon: 'error', never: [cannot] },
      'job job': {
        icon: 'error',
        row: /^stuck: pool pool has no nodes · 2 waiting/,
        title: /^2 tasks in job job are waiting: the pool has no nodes, and its autoscale formula asks for none/,
        says: [/You do: Batch doesn't end it/],
        never: [cannot],
      },
      'task job/a': { says: [/formula/i], never: [/Resize the pool/] },
      'pool pool': { says: [/2 tasks in its jobs are waiting/, /formula/i], never: [cannot] },
    },
  },
  {
    ...smallWorld('formula-by-day', 'Tasks wait in a pool whose formula asks for no nodes for now.', {
      pool: {
        settings: {
          targetDedicatedNodes: undefined,
          enableAutoScale: true,
          autoScaleFormula: '$TargetDedicatedNodes = time().hour >= 20 ? 4 : 0;',
        },
        nodes: [],
      },
      job: { tasks: [runs('a'), runs('b')] },
    }),
    rule: 'a formula that asks for no nodes at this hour',
    causes: [],
    pages: {
      account: { title: /^1 job .* needs attention/, says: [/1\. .*Explain job job/], never: [cannot] },
      'job job': {
        title: /^2 tasks in job job are waiting: the pool has no nodes, and its autoscale formula asks for none/,
        says: [/evaluates the autoscale formula again/],
        never: [cannot, /Batch doesn't end it/],
      },
    },
  },
  {
    ...smallWorld('limit-beside-others', 'A task was ended at its limit of one hour; two others run on, without one.', {
      pool: { settings: twoSlots, nodes: [{ allocatedAgoMs: 3 * hourMs }, { allocatedAgoMs: 3 * hourMs }] },
      job: {
        tasks: [
          completedTask('long', ended(hourMs), { body: { constraints: { maxWallClockTime: 'PT1H' } } }),
          runs('a'),
          runs('b'),
        ],
      },
    }),
    rule: 'a task that reached its limit beside tasks that have none',
    causes: [/limit/i],
    pages: {
      account: { icon: 'error', never: [cannot] },
      'job job': { icon: 'error', row: /1 failed · 2 running/, never: [cannot] },
      'task job/long': { title: /limit/i, says: [/1 hr/, /maxWallClockTime/] },
      'task job/a': { never: [/1 hr allowed/] },
    },
  },
];
