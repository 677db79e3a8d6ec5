import { describeError } from '../describeError.ts';
import type { MachineRequest } from '../executors/executor.ts';
import type { DeallocationOption } from '../state/deallocationOption.ts';
import { toLease } from '../state/leases.ts';
import { nodeDiskFull } from '../state/nodeErrors.ts';
import { findOs } from '../state/nodeOs.ts';
import type { NodeJobTasks, NodeRecord, NodeState } from '../state/records.ts';
import { findFlag, findNumber, findObject } from '../state/wire.ts';
import type { World } from '../state/world.ts';
import { runAuxiliaryTask } from './auxiliaryTasks.ts';
import { toCommand } from './commandRuns.ts';
import { noteNode } from './events.ts';
import { moveNode, refreshNode, whenDrained, workingState } from './nodeStates.ts';
import { findRetentionEnd } from './retention.ts';
import { requestScheduling } from './schedulingRequests.ts';
import { type Interruption, interruptRun } from './taskRuns.ts';
import { timings } from './timings.ts';

/** Folder of the start task, relative to the node's root. */
export const startTaskRoot = 'startup';

/** Interval at which a node that waits for the retention time of its files checks whether there are any left. */
const retentionLookMs = 60_000;

/** Creates the machine of a `creating` node and boots it. If that fails, the node becomes unusable. */
export function createNode(world: World, node: NodeRecord): void {
  const generation = node.generation;
  world.later(timings.creatingMs, () => {
    world.executor.createMachine(machineFor(world, node)).then(
      (machine) => {
        if (node.generation === generation && node.state === 'creating' && !world.isClosed) {
          node.machine = machine;
          startNode(world, node);
        } else {
          void machine.dispose();
        }
      },
      (reason: unknown) => makeUnusable(world, node, [provisioningError(reason)]),
    );
  });
}

/** Returns the request for a node's machine. */
export function machineFor(world: World, node: NodeRecord): MachineRequest {
  return {
    accountName: world.accountName,
    poolId: node.pool.id,
    nodeId: node.id,
    os: findOs(node),
    onDiskChange: (change) => world.changes?.touchDisk(node, change),
  };
}

function provisioningError(reason: unknown): Readonly<Record<string, unknown>> {
  return {
    code: 'BatchAgentInstallationFailure',
    message: 'The batch agent extension provisioning has failed on compute node',
    errorDetails: [{ name: 'Message', value: describeError(reason) }],
  };
}

/** Starts a node that has its machine: `starting`, then the start task, then work. */
export function startNode(world: World, node: NodeRecord): void {
  node.isStuck = false;
  moveNode(world, node, 'starting');
  afterBoot(world, node, timings.startingMs, () => {
    node.lastBootTime = world.time();
    node.isDraining = false;
    node.errors = [];
    node.startTask = findObject(node.pool.spec, 'startTask');
    world.touch(node);
    if (node.startTask === undefined) {
      node.startTaskInfo = undefined;
      joinWork(world, node);
    } else {
      void runStartTask(world, node, node.startTask);
    }
  });
}

/** Runs `step` after `delayMs`, unless the node is rebooted, reimaged, or removed first. */
function afterBoot(world: World, node: NodeRecord, delayMs: number, step: () => void): void {
  const { generation } = node;
  world.later(delayMs, () => {
    if (node.generation === generation) step();
  });
}

async function runStartTask(world: World, node: NodeRecord, spec: Readonly<Record<string, unknown>>): Promise<void> {
  const { generation } = node;
  const waits = findFlag(spec, 'waitForSuccess') ?? true;
  if (waits) {
    moveNode(world, node, 'waitingforstarttask');
  } else {
    joinWork(world, node);
  }
  const hasSucceeded = await runAuxiliaryTask(world, {
    node,
    spec,
    maxTaskRetryCount: findNumber(spec, 'maxTaskRetryCount') ?? 0,
    named: { type: 'StartTask', name: 'startTask' },
    command: (signal) => {
      const attempt = node.startTaskRuns;
      node.startTaskRuns += 1;
      world.touch(node);
      return { ...toCommand(world, node, spec, signal), kind: 'startTask', attempt, rootDirectory: startTaskRoot };
    },
    onUpdate: (info) => {
      node.startTaskInfo = info;
      world.touch(node);
    },
  });
  if (!waits || node.generation !== generation || node.state !== 'waitingforstarttask') return;
  if (hasSucceeded) {
    joinWork(world, node);
  } else {
    moveNode(world, node, 'starttaskfailed');
  }
}

/** Lets a node accept tasks again. Recorded: a node that is `offline` stays offline for a moment. */
export function bringOnline(world: World, node: NodeRecord): void {
  const refresh = (): void => {
    refreshNode(world, node);
    requestScheduling(world, node.pool);
  };
  if (node.state === 'offline') afterBoot(world, node, timings.onlineMs, refresh);
  else refresh();
}

/** Makes a node accept tasks. The agent of a node whose disk is full notices that after a while. */
export function joinWork(world: World, node: NodeRecord): void {
  moveNode(world, node, workingState(node));
  requestScheduling(world, node.pool);
  if (node.isDiskFull) {
    afterBoot(world, node, timings.diskLookMs, () => {
      if (node.isDiskFull) makeUnusable(world, node, [nodeDiskFull]);
    });
  }
}

/** Takes a node out of work permanently, or until it is healed: its tasks are rescheduled on other nodes. */
export function makeUnusable(
  world: World,
  node: NodeRecord,
  errors: NodeRecord['errors'],
  state: Extract<NodeState, 'unusable' | 'unknown' | 'preempted' | 'starttaskfailed'> = 'unusable',
): void {
  node.generation += 1;
  node.errors = errors;
  world.touch(node);
  interruptAll(world, node, 'recover');
  moveNode(world, node, state);
}

function interruptAll(world: World, node: NodeRecord, how: Interruption): void {
  for (const run of [...node.runs]) interruptRun(world, run, how);
}

/**
 * Drains the node according to the option: `requeue` and `terminate` end running tasks, the other options wait for
 * them, and `retaineddata` also waits until the files of tasks may be deleted. `isCounted` is true if a requeue counts,
 * as it does when nodes are removed but not when they recover. Resolves when nothing is running.
 */
export function drainNode(
  world: World,
  node: NodeRecord,
  option: DeallocationOption,
  isCounted: boolean,
): Promise<void> {
  node.isDraining = true;
  if (option === 'terminate') {
    interruptAll(world, node, 'terminate');
  } else if (option === 'requeue') {
    interruptAll(world, node, isCounted ? 'requeue' : 'recover');
  }
  return option === 'retaineddata' ? whenForgotten(world, node) : whenDrained(node);
}

/** Resolves when nothing runs on the node and the files of past tasks are no longer retained. */
async function whenForgotten(world: World, node: NodeRecord): Promise<void> {
  for (;;) {
    await whenDrained(node);
    const isGone = node.pool.nodes.get(node.id) !== node;
    const leftMs = isGone ? 0 : findRetentionEnd(world, node) - world.clock.now();
    if (leftMs <= 0) return;
    // The node's tasks may be deleted before their retention time is over.
    await new Promise<void>((resolve) => world.later(Math.min(leftMs, retentionLookMs), resolve));
  }
}

/** Reboots a node: files stay, and the start task and job preparation run again. */
export function rebootNode(world: World, node: NodeRecord, option: DeallocationOption): void {
  restart(world, node, option, 'rebooting', timings.rebootingMs, async () => {
    for (const [jobId, tasks] of node.jobTasks) {
      tasks.isOutdated = rerunsAfterReboot(world, jobId, tasks);
      touchJob(world, jobId);
    }
  });
}

/** Batch documentation: `rerunOnNodeRebootAfterSuccess`; a task that did not succeed runs again in any case. */
function rerunsAfterReboot(world: World, jobId: string, tasks: NodeJobTasks): boolean {
  const spec = findObject(world.jobs.get(jobId)?.spec, 'jobPreparationTask');
  return tasks.preparation?.result !== 'success' || (findFlag(spec, 'rerunOnNodeRebootAfterSuccess') ?? true);
}

/** Reimages a node: the disk, the users, and the state of job tasks are lost. */
export function reimageNode(world: World, node: NodeRecord, option: DeallocationOption): void {
  restart(world, node, option, 'reimaging', timings.reimagingMs, async () => {
    for (const jobId of node.jobTasks.keys()) touchJob(world, jobId);
    node.jobTasks.clear();
    node.users.clear();
    node.isDiskFull = false;
    world.touch(node);
    const former = node.machine;
    node.machine = undefined;
    await former?.dispose();
    node.machine = await world.executor.createMachine(machineFor(world, node));
    if (node.pool.nodes.get(node.id) !== node || world.isClosed) await node.machine.dispose();
  });
}

function touchJob(world: World, jobId: string): void {
  const job = world.jobs.get(jobId);
  if (job !== undefined) world.touch(job);
}

function restart(
  world: World,
  node: NodeRecord,
  option: DeallocationOption,
  state: 'rebooting' | 'reimaging',
  takesMs: number,
  prepare: () => Promise<void>,
): void {
  const isAtOnce = option === 'requeue' || option === 'terminate';
  if (isAtOnce) {
    node.generation += 1;
    moveNode(world, node, state);
  }
  const { generation } = node;
  const drained = drainNode(world, node, option, false);
  void drained.then(async () => {
    if (node.generation !== generation || world.isClosed) return;
    node.generation += isAtOnce ? 0 : 1;
    moveNode(world, node, state);
    const current = node.generation;
    try {
      await prepare();
    } catch (error) {
      makeUnusable(world, node, [provisioningError(error)]);
      return;
    }
    if (node.generation === current) afterBoot(world, node, takesMs, () => startNode(world, node));
  });
}

/** Releases a node's virtual machine once the node has drained; the node and its files stay. */
export function deallocateNode(world: World, node: NodeRecord, option: DeallocationOption): void {
  node.generation += 1;
  // Recorded: disabled until the node is started.
  node.schedulingState = 'disabled';
  moveNode(world, node, 'deallocating');
  const { generation } = node;
  void drainNode(world, node, option, false).then(() => {
    if (node.generation === generation && !world.isClosed) {
      afterBoot(world, node, timings.leavingMs, () => moveNode(world, node, 'deallocated'));
    }
  });
}

/**
 * Removes a node: `leavingpool` until it has drained, then removed with its files. Resolves when it has been removed.
 */
export async function removeNode(world: World, node: NodeRecord, option: DeallocationOption): Promise<void> {
  const isAtOnce =
    option === 'requeue' || option === 'terminate' || (option === 'taskcompletion' && node.runs.size === 0);
  if (isAtOnce) {
    node.generation += 1;
    moveNode(world, node, 'leavingpool');
  }
  await drainNode(world, node, option, true);
  node.generation += 1;
  moveNode(world, node, 'leavingpool');
  await new Promise<void>((resolve) => world.later(timings.leavingMs, resolve));
  if (node.pool.nodes.delete(node.id)) {
    world.drop(node);
    world.formerLeases.push(toLease(node, world.clock.now()));
    noteNode(world, node, true);
    await node.machine?.dispose();
  }
}

/** Resumes a node from an earlier run of the simulator: its runs have ended, and it has a new machine. */
export function resumeNode(world: World, node: NodeRecord): void {
  switch (node.state) {
    case 'creating':
      createNode(world, node);
      break;
    case 'starting':
    case 'rebooting':
    case 'waitingforstarttask':
      if (node.isStuck !== true) startNode(world, node);
      break;
    case 'reimaging':
      reimageNode(world, node, 'requeue');
      break;
    case 'leavingpool':
      void removeNode(world, node, 'requeue');
      break;
    case 'deallocating':
      deallocateNode(world, node, 'requeue');
      break;
    case 'idle':
    case 'running':
    case 'offline':
      if (node.startTaskInfo?.state === 'running') startNode(world, node);
      else if (node.state === 'offline' && node.schedulingState === 'enabled') bringOnline(world, node);
      else joinWork(world, node);
  }
}
