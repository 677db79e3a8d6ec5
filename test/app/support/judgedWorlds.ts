import { combinedFailures } from './judgedWorlds/combinedFailures.ts';
import { combinedWaits } from './judgedWorlds/combinedWaits.ts';
import { crossedWorlds } from './judgedWorlds/crossedWorlds.ts';
import { dependencyWorlds } from './judgedWorlds/dependencyWorlds.ts';
import { endedWorlds } from './judgedWorlds/endedWorlds.ts';
import { freshWorlds } from './judgedWorlds/freshWorlds.ts';
import { furtherWorlds } from './judgedWorlds/furtherWorlds.ts';
import { jobWorlds } from './judgedWorlds/jobWorlds.ts';
import type { JudgedWorld } from './judgedWorlds/judgedWorld.ts';
import { mixedWorlds } from './judgedWorlds/mixedWorlds.ts';
import { outsideWorlds } from './judgedWorlds/outsideWorlds.ts';
import { poolWorlds } from './judgedWorlds/poolWorlds.ts';
import { taskWorlds } from './judgedWorlds/taskWorlds.ts';
import { unseenWorlds } from './judgedWorlds/unseenWorlds.ts';
import { waitingWorlds } from './judgedWorlds/waitingWorlds.ts';

export type { JudgedWorld, Said } from './judgedWorlds/judgedWorld.ts';

/**
 * Worlds in which a different rule decides each time: which tasks wait and why, which failures are hidden, which items
 * are blocked. The facts of each were written before running the product.
 */
export const judgedWorlds: readonly JudgedWorld[] = [
  ...waitingWorlds,
  ...dependencyWorlds,
  ...jobWorlds,
  ...poolWorlds,
  ...taskWorlds,
  ...mixedWorlds,
];

/** Worlds in which two or three of these rules meet. */
export const combinedWorlds: readonly JudgedWorld[] = [
  ...combinedWaits,
  ...combinedFailures,
  ...freshWorlds,
  ...furtherWorlds,
  ...crossedWorlds,
  ...outsideWorlds,
  ...endedWorlds,
  ...unseenWorlds,
];
