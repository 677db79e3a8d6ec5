import { actingWorlds } from './judgedWorlds/actingWorlds.ts';
import { agreeingWorlds } from './judgedWorlds/agreeingWorlds.ts';
import { combinedFailures } from './judgedWorlds/combinedFailures.ts';
import { combinedWaits } from './judgedWorlds/combinedWaits.ts';
import { countedWorlds } from './judgedWorlds/countedWorlds.ts';
import { crossedWorlds } from './judgedWorlds/crossedWorlds.ts';
import { dependencyWorlds } from './judgedWorlds/dependencyWorlds.ts';
import { endedWorlds } from './judgedWorlds/endedWorlds.ts';
import { endlessWorlds } from './judgedWorlds/endlessWorlds.ts';
import { evidenceWorlds } from './judgedWorlds/evidenceWorlds.ts';
import { expectedWorlds } from './judgedWorlds/expectedWorlds.ts';
import { firstStepWorlds } from './judgedWorlds/firstStepWorlds.ts';
import { freshWorlds } from './judgedWorlds/freshWorlds.ts';
import { furtherWorlds } from './judgedWorlds/furtherWorlds.ts';
import { goneWorlds } from './judgedWorlds/goneWorlds.ts';
import { heldWorlds } from './judgedWorlds/heldWorlds.ts';
import { hungWorlds } from './judgedWorlds/hungWorlds.ts';
import { identityWorlds } from './judgedWorlds/identityWorlds.ts';
import { jobWorlds } from './judgedWorlds/jobWorlds.ts';
import type { JudgedWorld } from './judgedWorlds/judgedWorld.ts';
import { laterWorlds } from './judgedWorlds/laterWorlds.ts';
import { leftoverWorlds } from './judgedWorlds/leftoverWorlds.ts';
import { meetingWorlds } from './judgedWorlds/meetingWorlds.ts';
import { mixedWorlds } from './judgedWorlds/mixedWorlds.ts';
import { outsideWorlds } from './judgedWorlds/outsideWorlds.ts';
import { poolWorlds } from './judgedWorlds/poolWorlds.ts';
import { priorityWorlds } from './judgedWorlds/priorityWorlds.ts';
import { rangeWorlds } from './judgedWorlds/rangeWorlds.ts';
import { releaseAndEndedWorlds } from './judgedWorlds/releaseAndEndedWorlds.ts';
import { roomWorlds } from './judgedWorlds/roomWorlds.ts';
import { silentStartWorlds } from './judgedWorlds/silentStartWorlds.ts';
import { sinceWorlds } from './judgedWorlds/sinceWorlds.ts';
import { startAgainWorlds } from './judgedWorlds/startAgainWorlds.ts';
import { taskWorlds } from './judgedWorlds/taskWorlds.ts';
import { unendingWorlds } from './judgedWorlds/unendingWorlds.ts';
import { unknownWorlds } from './judgedWorlds/unknownWorlds.ts';
import { unseenWorlds } from './judgedWorlds/unseenWorlds.ts';
import { waitingWorlds } from './judgedWorlds/waitingWorlds.ts';

export type { JudgedWorld, Said } from './judgedWorlds/judgedWorld.ts';

/**
 * Worlds in each of which a different rule decides: which tasks wait and why, which failures are hidden, which items
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

/** Worlds in which two or three rules apply together. */
export const combinedWorlds: readonly JudgedWorld[] = [
  ...combinedWaits,
  ...actingWorlds,
  ...combinedFailures,
  ...countedWorlds,
  ...freshWorlds,
  ...furtherWorlds,
  ...crossedWorlds,
  ...outsideWorlds,
  ...endedWorlds,
  ...releaseAndEndedWorlds,
  ...identityWorlds,
  ...unseenWorlds,
  ...roomWorlds,
  ...laterWorlds,
  ...leftoverWorlds,
  ...unendingWorlds,
  ...firstStepWorlds,
  ...hungWorlds,
  ...heldWorlds,
  ...meetingWorlds,
  ...goneWorlds,
  ...endlessWorlds,
  ...sinceWorlds,
  ...unknownWorlds,
  ...agreeingWorlds,
  ...expectedWorlds,
  ...rangeWorlds,
  ...startAgainWorlds,
  ...silentStartWorlds,
  ...priorityWorlds,
  ...evidenceWorlds,
];
