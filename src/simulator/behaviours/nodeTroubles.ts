import type { Breakage, NodeEvent } from '../scenarios/scenario.ts';
import type { NodeRecord } from '../state/records.ts';
import { findFlag, findObject } from '../state/wire.ts';
import type { World } from '../state/world.ts';
import { toPastInfo } from './auxiliaryTasks.ts';
import { createNode, joinWork, makeUnusable, rebootNode, startNode, startTaskRoot } from './nodeLife.ts';
import { isAtWork, moveNode } from './nodeStates.ts';

/** What can happen to a node, at the request of a scenario or of a client that controls the simulator. */
export const nodeEvents: Readonly<Record<NodeEvent, (world: World, node: NodeRecord, breakage: Breakage) => void>> = {
  preempt: (world, node) => makeUnusable(world, node, [], 'preempted'),
  break: breakNode,
  filldisk: fillDisk,
  heal: healNode,
  reboot: (world, node) => rebootNode(world, node, 'requeue'),
};

function breakNode(world: World, node: NodeRecord, { state = 'unusable', errors = [], exitCode = 1 }: Breakage): void {
  if (state === 'starttaskfailed') {
    failStartTask(world, node, exitCode);
  } else {
    makeUnusable(world, node, errors, state);
  }
}

/** The start task has run again and failed; a node that does not wait for its success goes on working. */
function failStartTask(world: World, node: NodeRecord, exitCode: number): void {
  const spec = findObject(node.pool.spec, 'startTask');
  const run = { durationMs: 1000, exitCode };
  world.touch(node);
  node.startTask = spec;
  node.startTaskInfo = toPastInfo(run, world.clock.now());
  node.machine?.place?.(startTaskRoot, run, world.clock.now());
  if (findFlag(spec, 'waitForSuccess') ?? true) makeUnusable(world, node, [], 'starttaskfailed');
}

/** What begins on the node from now on fails for want of room, until its agent notices that and the node is unusable. */
function fillDisk(world: World, node: NodeRecord): void {
  world.touch(node);
  node.isDiskFull = true;
  if (isAtWork(node)) joinWork(world, node);
}

/**
 * Ends what is wrong with a node. A preempted one comes back as a new machine would, one whose start task failed runs it
 * again, and one that was out of reach goes on.
 */
function healNode(world: World, node: NodeRecord): void {
  world.touch(node);
  node.isDiskFull = false;
  switch (node.state) {
    case 'preempted':
    case 'unusable':
    case 'unknown':
      node.errors = [];
      if (node.machine === undefined) {
        moveNode(world, node, 'creating');
        createNode(world, node);
      } else if (node.state === 'preempted') {
        startNode(world, node);
      } else {
        joinWork(world, node);
      }
      return;
    case 'starttaskfailed':
      rebootNode(world, node, 'requeue');
  }
}
