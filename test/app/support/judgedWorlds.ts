import { dependencyWorlds } from './judgedWorlds/dependencyWorlds.ts';
import { jobWorlds } from './judgedWorlds/jobWorlds.ts';
import type { JudgedWorld } from './judgedWorlds/judgedWorld.ts';
import { mixedWorlds } from './judgedWorlds/mixedWorlds.ts';
import { poolWorlds } from './judgedWorlds/poolWorlds.ts';
import { taskWorlds } from './judgedWorlds/taskWorlds.ts';
import { waitingWorlds } from './judgedWorlds/waitingWorlds.ts';

export type { JudgedWorld, Said } from './judgedWorlds/judgedWorld.ts';

/**
 * Worlds in which another rule decides each time: what waits and why, what failed and is not shown as such, what was held.
 * What is true in each was written before the product was asked.
 */
export const judgedWorlds: readonly JudgedWorld[] = [
  ...waitingWorlds,
  ...dependencyWorlds,
  ...jobWorlds,
  ...poolWorlds,
  ...taskWorlds,
  ...mixedWorlds,
];
