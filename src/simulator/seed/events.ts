import { nodeEvents } from '../behaviours/nodeTroubles.ts';
import type { Scenario } from '../scenarios/scenario.ts';
import type { World } from '../state/world.ts';

/** Has a scenario's events happen at their times. */
export function planEvents(world: World, scenario: Scenario): void {
  for (const event of scenario.events ?? []) {
    world.later(event.atMs, () => {
      const nodes = world.pools.get(event.poolId)?.nodes.values() ?? [];
      const node = [...nodes].find((candidate) => candidate.index === event.node);
      if (node !== undefined) nodeEvents[event.kind](world, node, event);
    });
  }
}
