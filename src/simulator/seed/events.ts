import { makeUnusable, rebootNode, startNode } from '../behaviours/nodeLife.ts';
import { moveNode, workingState } from '../behaviours/nodeStates.ts';
import { requestScheduling } from '../behaviours/schedulingRequests.ts';
import type { Scenario, ScenarioEvent } from '../scenarios/scenario.ts';
import type { NodeRecord } from '../state/records.ts';
import type { World } from '../state/world.ts';

/** Has a scenario's events happen at their times. */
export function planEvents(world: World, scenario: Scenario): void {
  for (const event of scenario.events ?? []) {
    world.later(event.atMs, () => {
      const nodes = world.pools.get(event.poolId)?.nodes.values() ?? [];
      const node = [...nodes].find((candidate) => candidate.index === event.node);
      if (node !== undefined) befall(world, node, event);
    });
  }
}

function befall(world: World, node: NodeRecord, event: ScenarioEvent): void {
  switch (event.kind) {
    case 'preempt':
      makeUnusable(world, node, [], 'preempted');
      return;
    case 'unusable':
      makeUnusable(world, node, event.errors ?? []);
      return;
    case 'unknown':
      makeUnusable(world, node, event.errors ?? [], 'unknown');
      return;
    case 'reboot':
      rebootNode(world, node, 'requeue');
      return;
    case 'recover':
      recover(world, node);
  }
}

/** A preempted node comes back as a new machine would; one that was out of reach goes on. */
function recover(world: World, node: NodeRecord): void {
  node.errors = [];
  if (node.state === 'preempted') {
    startNode(world, node);
    return;
  }
  moveNode(world, node, workingState(node));
  requestScheduling(world, node.pool);
}
