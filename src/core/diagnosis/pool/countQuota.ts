import * as l10n from '@vscode/l10n';
import type { AccountQuotas } from '../../model/accountQuotas.ts';
import type { Pool } from '../../model/pool.ts';
import { formatNumber } from '../../words/numbers.ts';
import type { QuotaEvidence } from '../evidence/quotaEvidence.ts';
import type { Instruction } from '../explanation/instruction.ts';
import { listSome } from '../explanation/sentences.ts';
import { type CoreKind, describeKind, findLimit } from './coreKind.ts';
import { countUse } from './coreUse.ts';
import {
  adviseLook,
  adviseRequest,
  describeLimit,
  describeUnknownLimits,
  type QuotaStatement,
} from './quotaStatement.ts';

/** Usage of a quota. */
export interface QuotaUse {
  /** The unit that the quota counts: `dedicated cores`. */
  readonly what: string;
  readonly limit: number;
  /** Undefined unless the usage is known for certain. */
  readonly used: number | undefined;
}

/** Lists the quotas of an account whose limits are known; quotas of VM families only if nodes use them. */
export function listQuotaUse(evidence: QuotaEvidence): readonly QuotaUse[] {
  const { limits, pools } = evidence;
  const families = (limits?.dedicatedCoreQuotaPerVMFamily ?? []).map(({ name }) => name);
  const ofCores = (kind: CoreKind): readonly QuotaUse[] => {
    const limit = findLimit(kind, limits);
    const use = countUse(kind, evidence);
    const used = use === undefined || use.otherNodes > 0 ? undefined : use.cores;
    return limit === undefined ? [] : [{ what: describeKind(kind), limit, used }];
  };
  return [
    ...ofCores({ kind: 'dedicated' }),
    ...families
      .flatMap((family) => ofCores({ kind: 'family', family, isKnownBySize: true }))
      .filter(({ used }) => used !== undefined && used > 0),
    ...ofCores({ kind: 'lowPriority' }),
    ...(limits?.poolQuota === undefined
      ? []
      : [{ what: l10n.t('pools'), limit: limits.poolQuota, used: pools?.length }]),
  ];
}

/** States a quota on the number of pools, jobs, or schedules; undefined if `code` is about a different limit. */
export function stateCountQuota(code: string, evidence: QuotaEvidence): QuotaStatement | undefined {
  switch (code) {
    case 'PoolQuotaReached':
    case 'AutoPoolCreationFailedWithQuotaReached':
      return statePools(evidence);
    case 'ActiveJobAndScheduleQuotaReached':
      return stateActiveJobs(evidence);
    default:
      return undefined;
  }
}

function statePools(evidence: QuotaEvidence): QuotaStatement {
  const { limits, pools } = evidence;
  const what = l10n.t('pools');
  const empty = (pools ?? []).filter(isEmpty).map(({ id }) => id);
  return {
    cause: describeState(what, limits?.poolQuota, pools?.length),
    evidence: [
      ...(limits?.poolQuota === undefined ? [] : [describeLimit(limits.poolQuota, what, 'poolQuota', limits)]),
      ...describeUnknownLimits(evidence),
      ...(empty.length === 0 ? [] : [{ text: l10n.t('Pools without nodes: {0}.', listSome(empty)), source: 'pools' }]),
    ],
    fixes: toRequest(what, limits?.poolQuota, pools?.length, limits),
  };
}

function stateActiveJobs(evidence: QuotaEvidence): QuotaStatement {
  const { limits, activeJobsAndSchedules: active } = evidence;
  const limit = limits?.activeJobAndJobScheduleQuota;
  const what = l10n.t('active jobs and job schedules');
  return {
    cause: describeState(what, limit, active),
    evidence: [
      ...(limit === undefined ? [] : [describeLimit(limit, what, 'activeJobAndJobScheduleQuota', limits)]),
      ...describeUnknownLimits(evidence),
    ],
    fixes: toRequest(what, limit, active, limits),
  };
}

function isEmpty(pool: Pool): boolean {
  const nodes = [
    pool.currentDedicatedNodes,
    pool.targetDedicatedNodes,
    pool.currentLowPriorityNodes,
    pool.targetLowPriorityNodes,
  ];
  return nodes.every((count) => (count ?? 0) === 0) && pool.enableAutoScale !== true;
}

function describeState(what: string, limit: number | undefined, used: number | undefined): string {
  if (limit === undefined) return '';
  return used === undefined
    ? l10n.t('The account can have up to {0} {1}.', formatNumber(limit), what)
    : l10n.t('The account can have up to {0} {1} and has {2}.', formatNumber(limit), what, formatNumber(used));
}

function toRequest(
  what: string,
  limit: number | undefined,
  used: number | undefined,
  limits: AccountQuotas | undefined,
): readonly Instruction[] {
  if (limit === undefined) return [adviseRequest(what, undefined, limits), adviseLook()];
  if (used !== undefined && used < limit)
    return [l10n.t('There is now room for more {1}: {0}.', formatNumber(limit - used), what)];
  return [adviseRequest(what, Math.max(limit, used ?? 0) + 1, limits)];
}
