import { type AccountQuotas, readAccountQuotas } from '../../model/accountQuotas.ts';
import type { brokenStates, NodeStateCounts, Pool } from '../../model/pool.ts';
import { list, needed, number, object, text } from '../../model/shape.ts';
import { readAnyPool } from './shapes.ts';

type CountedNodes = Pick<NodeStateCounts, 'idle' | 'total' | (typeof brokenStates)[number]>;

interface PoolUse {
  readonly poolId: string;
  readonly dedicated?: CountedNodes;
  readonly lowPriority?: CountedNodes;
}

/** An account's quotas and the usage that counts against them. Each part may be unknown. */
export interface QuotaEvidence {
  /** Absent when Resource Manager could not be read. */
  readonly limits?: AccountQuotas | undefined;
  /** The reason why the limits are not known, as a sentence. */
  readonly whyUnknown?: string | undefined;
  /** All pools of the account; absent when some of them may be missing. */
  readonly pools?: readonly Pool[] | undefined;
  /** Nodes by state, of as many pools as were counted. */
  readonly nodeCounts?: readonly PoolUse[] | undefined;
  /** Number of active jobs and job schedules. */
  readonly activeJobsAndSchedules?: number | undefined;
}

const countedNodes = object<CountedNodes>({
  idle: number,
  startTaskFailed: number,
  unknown: number,
  unusable: number,
  total: number,
});

export const readQuotaEvidence = object<QuotaEvidence>({
  limits: readAccountQuotas,
  whyUnknown: text,
  pools: list(readAnyPool),
  nodeCounts: list(object<PoolUse>({ poolId: needed(text), dedicated: countedNodes, lowPriority: countedNodes })),
  activeJobsAndSchedules: number,
});
