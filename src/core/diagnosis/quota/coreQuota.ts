import * as l10n from '@vscode/l10n';
import type { AccountQuotas } from '../../model/accountQuotas.ts';
import type { Pool } from '../../model/pool.ts';
import { findCores, findFamily } from '../../query/vmSizes.ts';
import type { Evidence } from '../explanation.ts';
import { type CoreKind, type CoreUse, countUse, type Holder, nodesOf } from './coreUse.ts';
import type { QuotaEvidence } from './quotaEvidence.ts';
import {
  adviseLook,
  adviseRequest,
  describeLimit,
  describeUnknown,
  isUserSubscription,
  listSome,
  type QuotaStatement,
  toSentences,
} from './quotaStatement.ts';
import { findSaidFamily } from './saidFigures.ts';
import { adviseSubscriptionRequest } from './subscriptionQuota.ts';

/** Which cores the quota counts that a resize error names; undefined for codes of other limits. */
function toKind(
  code: string,
  pool: Pool,
  texts: readonly string[],
  limits: AccountQuotas | undefined,
): CoreKind | undefined {
  switch (code) {
    case 'AccountCoreQuotaReached':
      return { kind: 'dedicated' };
    case 'AccountLowPriorityCoreQuotaReached':
    case 'AccountSpotCoreQuotaReached':
      return { kind: 'lowPriority' };
    case 'AccountVMSeriesCoreQuotaReached': {
      const families = (limits?.dedicatedCoreQuotaPerVMFamily ?? []).map(({ name }) => name);
      return { kind: 'family', family: findSaidFamily(texts) ?? findFamily(pool.vmSize, families) };
    }
    default:
      return undefined;
  }
}

/**
 * What is known of the quota of cores that keeps `pool` from its size; undefined when `code` is of another limit.
 * `texts` are the service's own words, which come before what we know.
 */
export function stateCoreQuota(
  code: string,
  pool: Pool,
  texts: readonly string[],
  evidence: QuotaEvidence,
): QuotaStatement | undefined {
  const kind = toKind(code, pool, texts, evidence.limits);
  if (kind === undefined) return undefined;
  const limit = findLimit(kind, evidence.limits);
  const use = countUse(kind, evidence);
  const need = findNeed(pool, kind);
  const what = describeKind(kind);
  return {
    cause: toSentences([describeState(what, limit, use), describeNeed(need), describeTooLarge(limit, need)]),
    evidence: [
      ...(limit === undefined ? [] : [describeLimit(limit, what, toProperty(kind), evidence.limits)]),
      ...describeUnknown(evidence),
      ...describeHolders(use),
    ],
    fixes: toFixes(pool, kind, need, evidence),
  };
}

/** Nodes that a pool lacks, and their cores where the VM size tells. */
interface Need {
  readonly nodes: number;
  readonly cores: number | undefined;
  readonly coresPerNode: number | undefined;
}

function findNeed(pool: Pool, kind: CoreKind): Need {
  const { current, target } = nodesOf(pool, kind);
  const nodes = Math.max(0, target - current);
  const coresPerNode = findCores(pool.vmSize);
  const cores = coresPerNode === undefined || nodes === 0 ? undefined : nodes * coresPerNode;
  return { nodes, cores, coresPerNode };
}

function toFixes(pool: Pool, kind: CoreKind, need: Need, evidence: QuotaEvidence): readonly string[] {
  const what = describeKind(kind);
  if (isUserSubscription(evidence)) return [adviseSubscriptionRequest(what, undefined, evidence.limits?.location)];
  const free = findFreeForNodes(kind, evidence);
  if (free !== undefined && need.cores !== undefined && free >= need.cores) {
    return [l10n.t('By now {0} cores are free, which is enough.', free)];
  }
  const use = countUse(kind, evidence);
  const inUse = use === undefined || use.otherNodes > 0 ? undefined : use.cores;
  const atLeast = inUse === undefined || need.cores === undefined ? undefined : inUse + need.cores;
  const request = [
    adviseRequest(what, atLeast),
    l10n.t('It is a quota of the Batch account: a higher one of the subscription does not help.'),
  ].join(' ');
  return [
    adviseOthers(pool, use),
    adviseFamilies(kind, need, evidence),
    adviseSmaller(pool, kind, need, free),
    request,
    findLimit(kind, evidence.limits) === undefined ? adviseLook() : undefined,
  ].filter((fix) => fix !== undefined);
}

function describeKind(kind: CoreKind): string {
  switch (kind.kind) {
    case 'dedicated':
      return l10n.t('dedicated cores');
    case 'lowPriority':
      return l10n.t('Spot (low-priority) cores');
    case 'family':
      return kind.family === undefined
        ? l10n.t('dedicated cores of this VM family')
        : l10n.t('dedicated cores of {0}', kind.family);
  }
}

function toProperty({ kind }: CoreKind): keyof AccountQuotas {
  if (kind === 'dedicated') return 'dedicatedCoreQuota';
  return kind === 'lowPriority' ? 'lowPriorityCoreQuota' : 'dedicatedCoreQuotaPerVMFamily';
}

function findLimit(kind: CoreKind, limits: AccountQuotas | undefined): number | undefined {
  if (kind.kind === 'dedicated') return limits?.dedicatedCoreQuota;
  if (kind.kind === 'lowPriority') return limits?.lowPriorityCoreQuota;
  const wanted = kind.family?.toLowerCase();
  return limits?.dedicatedCoreQuotaPerVMFamily?.find(({ name }) => name.toLowerCase() === wanted)?.coreQuota;
}

function describeState(what: string, limit: number | undefined, use: CoreUse | undefined): string | undefined {
  if (limit === 0) return l10n.t('The account may have no {0} at all: the limit is 0.', what);
  const used = use === undefined ? undefined : use.cores;
  if (limit !== undefined && used !== undefined) {
    return use?.otherNodes === 0
      ? l10n.t('The account may have {0} {1}; {2} are in use.', limit, what, used)
      : l10n.t('The account may have {0} {1}; at least {2} are in use.', limit, what, used);
  }
  if (limit !== undefined) return l10n.t('The account may have {0} {1}.', limit, what);
  return used === undefined ? undefined : l10n.t('In use: {0} {1}.', used, what);
}

function describeNeed({ nodes, cores }: Need): string | undefined {
  return cores === undefined ? undefined : l10n.t('The {0} missing nodes need {1} more cores.', nodes, cores);
}

function describeTooLarge(limit: number | undefined, { coresPerNode }: Need): string | undefined {
  if (limit === undefined || limit === 0 || coresPerNode === undefined || coresPerNode <= limit) return undefined;
  return l10n.t('Not even one node fits: it has {0} cores.', coresPerNode);
}

function describeHolders(use: CoreUse | undefined): readonly Evidence[] {
  if (use === undefined || use.holders.length === 0) return [];
  return [{ text: l10n.t('In use by {0}.', listSome(use.holders.map(describeHolder))), source: 'pools' }];
}

/** `cpu-render: 16 cores (8 × standard_d2s_v3, 6 idle)`. */
function describeHolder({ pool, nodes, cores, idleNodes }: Holder): string {
  const size = `${nodes} × ${pool.vmSize ?? '?'}`;
  const detail = idleNodes === undefined || idleNodes === 0 ? size : l10n.t('{0}, {1} idle', size, idleNodes);
  return cores === undefined
    ? l10n.t('{0}: nodes of unknown cores ({1})', pool.id, detail)
    : l10n.t('{0}: {1} cores ({2})', pool.id, cores, detail);
}

/** Cores that may still be had; undefined when limit or use are not known for certain. */
function findFree(kind: CoreKind, evidence: QuotaEvidence): number | undefined {
  const limit = findLimit(kind, evidence.limits);
  const use = countUse(kind, evidence);
  return limit === undefined || use === undefined || use.otherNodes > 0 ? undefined : Math.max(0, limit - use.cores);
}

/** Cores that new nodes may have: those of a family have to fit into the quota of all dedicated cores as well. */
function findFreeForNodes(kind: CoreKind, evidence: QuotaEvidence): number | undefined {
  const free = findFree(kind, evidence);
  if (free === undefined || kind.kind !== 'family') return free;
  return Math.min(free, findFree({ kind: 'dedicated' }, evidence) ?? free);
}

function adviseSmaller(
  pool: Pool,
  kind: CoreKind,
  { coresPerNode }: Need,
  free: number | undefined,
): string | undefined {
  if (coresPerNode === undefined || free === undefined) return undefined;
  const { current, target } = nodesOf(pool, kind);
  const fitting = current + Math.floor(free / coresPerNode);
  if (fitting === 0 || fitting >= target) return undefined;
  return l10n.t('Lower the target: with what is free now the pool can have {0} of these nodes.', fitting);
}

function adviseOthers(pool: Pool, use: CoreUse | undefined): string | undefined {
  const others = (use?.holders ?? []).filter((holder) => holder.pool.id !== pool.id);
  if (use === undefined) return l10n.t('Free cores: shrink or delete pools that are not needed.');
  if (others.length === 0) return undefined;
  return l10n.t('Free cores: shrink or delete what is not needed of {0}.', listSome(others.map(describeHolder)));
}

function adviseFamilies(kind: CoreKind, { coresPerNode = 1 }: Need, evidence: QuotaEvidence): string | undefined {
  if (kind.kind !== 'family') return undefined;
  if (evidence.limits === undefined) return l10n.t('Use a VM size of a family with free quota.');
  const free = (evidence.limits.dedicatedCoreQuotaPerVMFamily ?? [])
    .filter(({ name }) => name.toLowerCase() !== kind.family?.toLowerCase())
    .map(({ name }) => ({ name, cores: findFreeForNodes({ kind: 'family', family: name }, evidence) ?? 0 }))
    .filter(({ cores }) => cores >= coresPerNode)
    .sort((one, other) => other.cores - one.cores)
    .map(({ name, cores }) => l10n.t('{0} cores of {1}', cores, name));
  return free.length === 0 ? undefined : l10n.t('Use a VM size of another family. Free: {0}.', listSome(free));
}
