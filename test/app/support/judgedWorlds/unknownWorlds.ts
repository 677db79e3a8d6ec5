import { completedTask, smallWorld } from '../../../../src/simulator/scenarios/causes/smallWorld.ts';
import { failed, hourMs } from '../../../../src/simulator/scenarios/runs.ts';
import { asks, cannot, type JudgedWorld, runs } from './judgedWorld.ts';

const byFormula = (autoScaleFormula: string) => ({
  targetDedicatedNodes: undefined,
  enableAutoScale: true,
  autoScaleFormula,
});
const raised = failed(1, 3 * hourMs, { stderr: 'ValueError: could not convert string to float: "12,7"\n' });
const instances = (count: number) => ({
  multiInstanceSettings: { numberOfInstances: count, coordinationCommandLine: 'true' },
});

/** Worlds in which the service doesn't say what decides, so that pages have to. */
export const unknownWorlds: readonly JudgedWorld[] = [
  {
    // The formula asks for up to ten nodes as tasks wait, and for none now. Its samples are the service's own.
    ...smallWorld('formula-by-pending', 'Tasks wait in a pool whose formula reads metrics and asks for no nodes now.', {
      pool: {
        settings: byFormula(
          '$TargetDedicatedNodes = min(10, avg($PendingTasks.GetSample(TimeInterval_Minute * 5)) - 100);',
        ),
        nodes: [],
      },
      job: { tasks: [runs('a'), runs('b')] },
    }),
    rule: 'a formula that depends on metrics and asks for no nodes now',
    causes: [],
    pages: {
      account: { title: /1 job .* needs attention/, never: [cannot] },
      'job job': {
        title: /^2 tasks in job job are waiting: the pool has no nodes, and its autoscale formula asks for none/,
        says: [/depends on `?\$PendingTasks/, /asks for next isn't known/],
        never: [cannot, /Batch doesn't end it/],
      },
      'task job/a': {
        says: [/depends on `?\$PendingTasks/, /asks for next isn't known/],
        never: [/Batch doesn't end it/],
      },
      'pool pool': { says: [/depends on `?\$PendingTasks/, /asks for next isn't known/], never: [cannot] },
    },
  },
  {
    // wide needs four nodes. The pool has two, and its formula may ask for up to eight.
    ...smallWorld('instances-by-formula', 'A task needs more nodes at once than a formula asks for now.', {
      pool: {
        settings: {
          ...byFormula('$TargetDedicatedNodes = min(8, max(2, $ActiveTasks.GetSample(1) - 100));'),
          targetDedicatedNodes: 2,
          enableInterNodeCommunication: true,
        },
      },
      job: { tasks: [asks('wide', instances(4))] },
    }),
    rule: 'instances for which a formula may still ask',
    causes: [],
    pages: {
      account: { never: [cannot] },
      'job job': {
        title: /4 nodes are needed at once; usable nodes: 2 of 2/,
        says: [/depends on `?\$ActiveTasks/, /asks for next isn't known/],
        never: [cannot, /Batch doesn't end it/, /never/],
      },
      'task job/wide': { says: [/depends on `?\$ActiveTasks/, /asks for next isn't known/], never: [/never/] },
    },
  },
  {
    // wide needs four nodes, and the formula asks for three at most.
    ...smallWorld('instances-above-formula', 'A task needs more nodes at once than a formula ever asks for.', {
      pool: {
        settings: {
          ...byFormula('$TargetDedicatedNodes = min(3, max(2, $ActiveTasks.GetSample(1) - 100));'),
          targetDedicatedNodes: 2,
          enableInterNodeCommunication: true,
        },
      },
      job: { tasks: [asks('wide', instances(4))] },
    }),
    rule: 'instances above the limit of a formula',
    causes: [/It needs more nodes at once than the pool has/],
    pages: {
      account: { icon: 'error', never: [cannot] },
      'job job': { icon: 'error', title: /more nodes at once/, never: [cannot, /asks for next isn't known/] },
      'task job/wide': { title: /more nodes at once/, says: [/You do/], never: [/asks for next isn't known/] },
    },
  },
  {
    // t was requeued twice, at times that nobody kept, and then ran for three hours on two cores.
    ...smallWorld('requeued-undated', 'A task failed after it was requeued twice at unknown times.', {
      job: { tasks: [completedTask('t', raised, { executionInfo: { requeueCount: 2 } })] },
    }),
    rule: 'requeues whose times are not known',
    causes: [/^1 task · .*convert string to float/],
    pages: {
      account: { icon: 'error', says: [/at least 6 core-hours/, /Earlier runs of 1 failed task aren't included/] },
      'task job/t': { says: [/time unknown: Task t was requeued \(2 times so far\)/] },
      'pool pool': { says: [/at least 6 core-hours/, /Earlier runs of 1 failed task aren't included/] },
    },
  },
];
