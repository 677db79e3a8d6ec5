import type { RunScript } from '../../../src/simulator/executors/runScript.ts';
import { linuxPool, range } from '../../../src/simulator/scenarios/bodies.ts';
import { completedTask, smallWorld, waitingTask } from '../../../src/simulator/scenarios/causes/smallWorld.ts';
import { ended, failed, hourMs, minuteMs, secondMs, succeeded } from '../../../src/simulator/scenarios/runs.ts';
import type { JobSeed, NodeSeed, Scenario } from '../../../src/simulator/scenarios/scenario.ts';
import { type JudgedWorld, judgedWorlds } from './judgedWorlds.ts';

/** A world, and the deciding rule in it. */
type JoinedWorld = Scenario & Pick<JudgedWorld, 'rule'>;

/** Situations that no shipped scenario has, and on which two pages could disagree. */
export const joinedWorlds: readonly JoinedWorld[] = [
  { rule: 'a start task that fails on all nodes', ...makeFailedStarts() },
  { rule: 'nodes that Azure took back', ...makeAllPreempted() },
  { rule: 'a dependency that the job does not have, through another task', ...makeMissingDependency() },
  { rule: 'a node on which all tasks fail', ...makeOneBadNode() },
  { rule: 'jobs that someone ended after failures', ...makeEndedJobs() },
  { rule: 'nodes that someone took offline', ...makeAllOffline() },
  { rule: 'a deleted pool beside one that is to have no nodes', ...makeNoNodes() },
  { rule: 'a failure that jobs share, some of them disabled', ...makeSeveralJobs() },
  ...judgedWorlds,
];

/** The start task fails on every node of the pool, and tasks wait. */
function makeFailedStarts(): Scenario {
  const lost = failed(127, 2 * secondMs, { stderr: 'setup.sh: line 4: docker: command not found\n' });
  const node: NodeSeed = { state: 'starttaskfailed', startTask: [lost] };
  return smallWorld('failed-starts', 'The start task fails on every node, and thirty tasks wait.', {
    pool: {
      settings: { startTask: { commandLine: 'bash setup.sh', waitForSuccess: true } },
      nodes: [node, node, node],
    },
    job: { tasks: range(30).map((index) => waitingTask(`waits-${index}`, succeeded(secondMs))) },
  });
}

/** Azure reclaimed all nodes of a pool. */
function makeAllPreempted(): Scenario {
  const body = linuxPool('pool', 'standard_d2s_v3', { targetDedicatedNodes: 0, targetLowPriorityNodes: 3 });
  const node: NodeSeed = { isDedicated: false, state: 'preempted' };
  return smallWorld('all-preempted', 'Azure took all nodes back, and five tasks wait.', {
    pools: [{ body, nodes: [node, node, node] }],
    job: { tasks: range(5).map((index) => waitingTask(`waits-${index}`, succeeded(hourMs))) },
  });
}

/** A task depends on a missing task, and another task depends on it. */
function makeMissingDependency(): Scenario {
  const dependent = (id: string, on: string) => ({
    body: { id, commandLine: `./${id}`, dependsOn: { taskIds: [on] } },
  });
  return smallWorld('missing-dependency', 'A task depends on one that the job does not have, and another one on it.', {
    job: { settings: { usesTaskDependencies: true }, tasks: [dependent('merge', 'ghost'), dependent('next', 'merge')] },
  });
}

/** Everything that ran on one of the nodes failed, and nothing that ran on the other. */
function makeOneBadNode(): Scenario {
  const lost = failed(127, 2 * secondMs, { stderr: '/bin/bash: line 1: samtools: command not found\n' });
  return smallWorld('one-bad-node', 'A program is missing on one of two nodes.', {
    job: {
      tasks: [
        ...range(3).map((index) => completedTask(`lost-${index}`, lost, { node: 1 })),
        ...range(8).map((index) => completedTask(`fine-${index}`, succeeded(minuteMs), { endedAgoMs: 20 * minuteMs })),
      ],
    },
  });
}

/** Jobs that someone terminated, with failures before or because of that, and one job that continues. */
function makeEndedJobs(): Scenario {
  const raised = failed(1, minuteMs, { stderr: 'ValueError: could not convert string to float: "12,7"\n' });
  const refused = failed(7, secondMs, { stderr: 'curl: (7) Failed to connect to data: Connection refused\n' });
  const unknown = failed(3, secondMs);
  const active = (id: string, ...outcomes: readonly RunScript[]): JobSeed => ({
    body: { id, poolInfo: { poolId: 'pool' } },
    tasks: outcomes.map((outcome, index) => completedTask(`of-${id}-${index}`, outcome)),
  });
  const job: typeof active = (...named) => ({
    ...active(...named),
    state: 'completed',
    terminateReason: 'UserTerminate',
  });
  return smallWorld('ended-jobs', 'Someone terminated jobs; tasks of some of them had failed before.', {
    jobs: [
      job('failed', raised),
      { ...job('done', raised, raised), terminateReason: 'AllTasksCompleted' },
      job('ended', ended(hourMs)),
      job('refused', refused, refused),
      job('both', unknown, unknown),
      active('goes-on', unknown),
    ],
  });
}

/**
 * All nodes were taken offline. Tasks wait in one job, and another job was disabled after one of its tasks had failed.
 */
function makeAllOffline(): Scenario {
  const poolInfo = { poolId: 'pool' };
  const refused = failed(2, secondMs, { stderr: 'run.py: error: unrecognized arguments: --fast\n' });
  return smallWorld('all-offline', 'All nodes are offline: six tasks wait, and a job was disabled after a failure.', {
    pool: { nodes: [{ state: 'offline' }, { state: 'offline' }] },
    jobs: [
      {
        body: { id: 'job', poolInfo },
        tasks: range(6).map((index) => waitingTask(`waits-${index}`, succeeded(hourMs))),
      },
      {
        body: { id: 'paused', poolInfo },
        state: 'disabled',
        tasks: [completedTask('refused', refused), waitingTask('later', succeeded(hourMs))],
      },
    ],
  });
}

/** Tasks wait for pools that never run them: a deleted pool, and a pool with a target of no nodes. */
function makeNoNodes(): Scenario {
  const waits = (poolId: string): JobSeed => ({
    body: { id: `of-${poolId}`, poolInfo: { poolId } },
    tasks: range(3).map((index) => waitingTask(`waits-${index}`, succeeded(hourMs))),
  });
  return smallWorld('no-nodes', 'Tasks wait for a pool that does not exist, and for one whose target is 0.', {
    pool: { settings: { targetDedicatedNodes: 0 }, nodes: [] },
    jobs: [waits('deleted'), waits('pool')],
  });
}

/** Makes jobs that share a failure, some of them disabled since, and tasks that require too many slots. */
function makeSeveralJobs(): Scenario {
  const poolInfo = { poolId: 'pool' };
  const refused = failed(2, secondMs, { stderr: 'run.py: error: unrecognized arguments: --fast\n' });
  const paused = (id: string): JobSeed => ({
    body: { id, poolInfo },
    state: 'disabled',
    tasks: [completedTask(`refused-${id}`, refused), waitingTask('later', succeeded(hourMs))],
  });
  const wide = (id: string): JobSeed => ({
    body: { id, poolInfo },
    tasks: range(2).map((index) => ({ body: { id: `wide-${index}`, commandLine: './wide', requiredSlots: 4 } })),
  });
  return smallWorld(
    'several-jobs',
    'Two jobs were disabled after a failure, and two ask for more slots than there are.',
    {
      jobs: [paused('paused-1'), paused('paused-2'), wide('wide-1'), wide('wide-2')],
    },
  );
}
