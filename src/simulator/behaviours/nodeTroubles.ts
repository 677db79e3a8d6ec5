import type { Breakage, NodeEvent } from '../scenarios/scenario.ts';
import type { NodeRecord } from '../state/records.ts';
import { findFlag, findObject } from '../state/wire.ts';
import type { World } from '../state/world.ts';
import { toPastInfo } from './auxiliaryTasks.ts';
import { createNode, joinWork, makeUnusable, rebootNode, startNode, startTaskRoot } from './nodeLife.ts';
import { isAtWork, moveNode } from './nodeStates.ts';

/** Events that can happen to a node, requested by a scenario or by a client that controls the simulator. */
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

/** Makes the start task of a node run again and fail; a node that doesn't wait for its success continues working. */
function failStartTask(world: World, node: NodeRecord, exitCode: number): void {
  const spec = findObject(node.pool.spec, 'startTask');
  const run = { durationMs: 1000, exitCode };
  world.touch(node);
  node.startTask = spec;
  node.startTaskInfo = toPastInfo(run, world.clock.now());
  node.machine?.place?.(startTaskRoot, run, world.clock.now());
  if (findFlag(spec, 'waitForSuccess') ?? true) makeUnusable(world, node, [], 'starttaskfailed');
}

/**
 * Runs that start on the node from now on fail for lack of disk space, until its agent notices and the node becomes
 * unusable.
 */
function fillDisk(world: World, node: NodeRecord): void {
  world.touch(node);
  node.isDiskFull = true;
  if (isAtWork(node)) joinWork(world, node);
}

/**
 * Repairs a node. A preempted node returns as a new machine, a node whose start task failed runs it again, and a node
 * that was unreachable continues.
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
      return;
    case 'starting':
      if (node.isStuck === true) startNode(world, node);
  }
}
