import { completedTask, smallWorld } from '../../../../src/simulator/scenarios/causes/smallWorld.ts';
import { failed, hourMs, minuteMs } from '../../../../src/simulator/scenarios/runs.ts';
import { asks, cannot, type JudgedWorld, ofPool, runs } from './judgedWorld.ts';

const byFormula = (autoScaleFormula: string) => ({
  targetDedicatedNodes: undefined,
  enableAutoScale: true,
  autoScaleFormula,
});
const raised = failed(1, 3 * hourMs, { stderr: 'ValueError: could not convert string to float: "12,7"\n' });
const refused = failed(1, 2 * minuteMs, { stderr: 'ConnectionRefusedError: [Errno 111] db:5432\n' });
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
  {
    // Tasks run in six jobs; the one of the last job has failed every two minutes for an hour and is retried without limit.
    ...smallWorld('endless-in-sixth-job', 'Tasks run in six jobs, and in the last one without end.', {
      pool: { nodes: [{}, {}, {}, {}, {}, {}] },
      jobs: [
        ...['a', 'b', 'c', 'd', 'e'].map((id) => ({ body: { id, poolInfo: ofPool }, tasks: [runs(`${id}1`)] })),
        {
          body: { id: 'f', poolInfo: ofPool },
          tasks: [{ ...asks('loop', { constraints: { maxTaskRetryCount: -1 } }), outcomes: [refused] }],
        },
      ],
    }),
    ageMs: hourMs,
    rule: 'retries without limit in the sixth of the jobs that run',
    causes: [],
    agents: [/running tasks that may never end:.*job f needs attention/s],
    pages: {
      account: {
        title: /1 job .* needs attention/,
        says: [/running task.* may never end: f\b/, /Look at what it writes/],
        never: [cannot, /wasn't looked at|weren't looked at/],
      },
      'job f': { title: /loop is running again after it failed/, never: [cannot] },
    },
  },
];
