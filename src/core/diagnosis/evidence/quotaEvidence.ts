import { readAccountQuotas } from '../../model/accountQuotas.ts';
import { type Infer, list, needed, number, object, text } from '../../model/shape.ts';
import { facts, readAnyPool } from './shapes.ts';

/** Counts of nodes that use quota, of as many states as matter here: `brokenStates` are among them. */
const countedNodes = object({
  idle: number,
  startTaskFailed: number,
  unknown: number,
  unusable: number,
  total: number,
});

export const readQuotaEvidence = facts({
  /** Absent when Resource Manager could not be read. */
  limits: readAccountQuotas,
  /** The reason why the limits are not known, as a sentence. */
  whyUnknown: text,
  /** All pools of the account; absent when some of them may be missing. */
  pools: list(readAnyPool),
  /** Nodes by state, of as many pools as were counted. */
  nodeCounts: list(object({ poolId: needed(text), dedicated: countedNodes, lowPriority: countedNodes })),
  /** Number of active jobs and job schedules. */
  activeJobsAndSchedules: number,
});

/** An account's quotas and the usage that counts against them. Each part may be unknown. */
export interface QuotaEvidence extends Infer<typeof readQuotaEvidence> {}
