import { readAccountQuotas } from '../../model/accountQuotas.ts';
import { type Infer, list, needed, number, object, text } from '../../model/shape.ts';
import { facts, readAnyPool } from './shapes.ts';

/** Counts of nodes that use quota, for the states that matter here, which include `brokenStates`. */
const countedNodes = object({
  idle: number,
  startTaskFailed: number,
  unknown: number,
  unusable: number,
  total: number,
});

export const readQuotaEvidence = facts({
  /** Absent if Resource Manager could not be read. */
  limits: readAccountQuotas,
  whyUnknown: text,
  /** All pools of the account; absent if some may be missing. */
  pools: list(readAnyPool),
  /** Nodes by state, for the pools that were counted. */
  nodeCounts: list(object({ poolId: needed(text), dedicated: countedNodes, lowPriority: countedNodes })),
  activeJobsAndSchedules: number,
});

/** An account's quotas and the resources that count against them. Each part may be unknown. */
export interface QuotaEvidence extends Infer<typeof readQuotaEvidence> {}
