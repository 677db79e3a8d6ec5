import * as l10n from '@vscode/l10n';
import { areOfOtherSeries, hasGpus } from '../../definitions/vmSizes.ts';
import type { Pool } from '../../model/pool.ts';
import { plural } from '../../text/plural.ts';
import { asCount, formatNumber } from '../../words/numbers.ts';
import type { QuotaEvidence } from '../evidence/quotaEvidence.ts';
import type { Fix } from '../explanation/explanation.ts';
import { type Instruction, toFix } from '../explanation/instruction.ts';
import { joinSentences, listSome } from '../explanation/sentences.ts';
import { type CoreKind, describeKind, findLimit } from './coreKind.ts';
import { type CoreUse, countNodes, countUse, findFreeForNodes, type Holder, type Need } from './coreUse.ts';
import { adviseLook, adviseRequest, isUserSubscription } from './quotaStatement.ts';
import { adviseSubscriptionRequest } from './subscriptionQuota.ts';

/** Advises on a core quota, cheapest first: free up cores, use different or fewer machines, or raise the quota. */
export function adviseOnCores(pool: Pool, kind: CoreKind, need: Need, evidence: QuotaEvidence): readonly Instruction[] {
  const what = describeKind(kind);
  if (isUserSubscription(evidence)) {
    return [adviseSubscriptionRequest({ what, areCores: true }, undefined, evidence.limits ?? {})];
  }
  const free = findFreeForNodes(kind, evidence);
  if (free !== undefined && need.cores !== undefined && free >= need.cores) {
    return [l10n.t('Enough cores are free now: {0}.', formatNumber(free))];
  }
  const use = countUse(kind, evidence);
  const inUse = use === undefined || use.otherNodes > 0 ? undefined : use.cores;
  const atLeast = inUse === undefined || need.cores === undefined ? undefined : inUse + need.cores;
  const asked = adviseRequest(what, atLeast, evidence.limits);
  const ofAccount = l10n.t("This is a Batch account quota: a higher subscription quota doesn't help.");
  const request = { ...asked, text: [asked.text, ofAccount].join(' ') };
  const ways = [
    adviseBroken(pool, use, need),
    adviseOthers(pool, kind, use, evidence),
    adviseFamilies(kind, need, evidence),
    adviseSmaller(pool, kind, need, free),
    request,
  ].filter((fix) => fix !== undefined);
  return [
    ...ways.map((way): Fix => ({ ...toFix(way), isChoice: true })),
    ...(findLimit(kind, evidence.limits) === undefined ? [adviseLook()] : []),
  ];
}

/** Advises removing nodes that hold cores but do no work, which frees their cores for working nodes. */
function adviseBroken(pool: Pool, use: CoreUse | undefined, need: Need): Fix | undefined {
  const { all, broken } = countBroken(use);
  if (broken === 0) return undefined;
  const isOwn = use?.holders.some((holder) => holder.pool.id === pool.id && (holder.brokenNodes ?? 0) > 0);
  const parts = { ...asCount(broken), all: formatNumber(all) };
  const text = plural(broken, {
    one: l10n.t('Of the {all} nodes that hold these cores, remove the {count} that is broken.', parts),
    other: l10n.t('Of the {all} nodes that hold these cores, remove the {count} that are broken.', parts),
  });
  return {
    text: joinSentences([
      text,
      describeFreed(pool, use?.holders ?? [], need),
      l10n.t("Repairing the nodes instead makes them work again but doesn't free any cores."),
    ]),
    ...(isOwn === true ? { remedies: ['pool.actOnNodes'] } : {}),
  };
}

/** Describes what removal frees; broken nodes of the pool itself are missing then, too, so they don't bring it closer. */
function describeFreed(pool: Pool, holders: readonly Holder[], { cores: needed }: Need): string {
  const broken = holders.filter(({ brokenNodes = 0 }) => brokenNodes > 0);
  if (needed === undefined || broken.some(({ cores }) => cores === undefined)) return '';
  const countFreed = (some: readonly Holder[]): number =>
    some.reduce((sum, { cores = 0, nodes, brokenNodes = 0 }) => sum + (cores / nodes) * brokenNodes, 0);
  const elsewhere = countFreed(broken.filter((holder) => holder.pool.id !== pool.id));
  return elsewhere === 0
    ? l10n.t('That frees {freed} for working nodes in their place; the nodes that are missing still need {needed}.', {
        freed: describeCores(countFreed(broken)),
        needed: describeCores(needed),
      })
    : l10n.t('That frees {freed} of the {needed} cores that are needed.', {
        freed: formatNumber(Math.min(elsewhere, needed)),
        needed: formatNumber(needed),
      });
}

/** Counts the nodes that hold cores of a quota, and those known to be broken. */
export function countBroken(use: CoreUse | undefined): { readonly all: number; readonly broken: number } {
  const holders = use?.holders ?? [];
  return {
    all: holders.reduce((sum, { nodes }) => sum + nodes, 0),
    broken: holders.reduce((sum, { brokenNodes = 0 }) => sum + brokenNodes, 0),
  };
}

/** Describes the cores used by one pool: `cpu-render: 16 cores (8 × standard_d2s_v3, 6 idle)`. */
export function describeHolder({ pool, nodes, cores, idleNodes }: Holder): string {
  const size = `${formatNumber(nodes)} × ${pool.vmSize ?? '?'}`;
  const detail =
    idleNodes === undefined || idleNodes === 0 ? size : l10n.t('{0}, {1} idle', size, formatNumber(idleNodes));
  return cores === undefined
    ? l10n.t('{0}: number of cores unknown ({1})', pool.id, detail)
    : l10n.t('{0}: {1} ({2})', pool.id, describeCores(cores), detail);
}

/** Describes a number of cores: `16 cores`. */
export function describeCores(count: number): string {
  const cores = formatNumber(count);
  return plural(count, { one: l10n.t('{0} core', cores), other: l10n.t('{0} cores', cores) });
}

function adviseSmaller(
  pool: Pool,
  kind: CoreKind,
  { coresPerNode }: Need,
  free: number | undefined,
): string | undefined {
  if (coresPerNode === undefined || free === undefined) return undefined;
  const { current, target } = countNodes(pool, kind);
  const fitting = current + Math.floor(free / coresPerNode);
  if (fitting === 0 || fitting >= target) return undefined;
  return l10n.t(
    'Lower the target: with the cores that are free now, the pool can have {0} of these nodes.',
    formatNumber(fitting),
  );
}

function adviseOthers(
  pool: Pool,
  kind: CoreKind,
  use: CoreUse | undefined,
  { pools }: QuotaEvidence,
): string | undefined {
  const others = (use?.holders ?? []).filter((holder) => holder.pool.id !== pool.id);
  const mayCount = (other: Pool): boolean =>
    other.id !== pool.id && countNodes(other, kind).current > 0 && !areUnlike(kind, pool, other);
  const mayHold = pools?.some(mayCount) ?? true;
  if (use === undefined && mayHold) return l10n.t("Free up cores by shrinking or deleting pools that aren't needed.");
  if (others.length === 0) return undefined;
  return l10n.t("Free up cores by shrinking or deleting what isn't needed: {0}.", listSome(others.map(describeHolder)));
}

/** Checks whether the VM sizes of two pools can't count toward the same quota of a family. */
function areUnlike({ kind }: CoreKind, one: Pool, other: Pool): boolean {
  return kind === 'family' && areOfOtherSeries(one.vmSize, other.vmSize);
}

function adviseFamilies(kind: CoreKind, { coresPerNode = 1 }: Need, evidence: QuotaEvidence): string | undefined {
  if (kind.kind !== 'family') return undefined;
  if (evidence.limits === undefined) return l10n.t('Use a VM size from a family with free quota.');
  const free = (evidence.limits.dedicatedCoreQuotaPerVMFamily ?? [])
    .filter(({ name }) => name.toLowerCase() !== kind.family?.toLowerCase())
    // A program that needs a GPU can't run on other families, and for one that doesn't, a GPU rarely pays off.
    .filter(({ name }) => kind.family === undefined || hasGpus(name) === hasGpus(kind.family))
    .map(({ name }) => ({
      name,
      cores: findFreeForNodes({ kind: 'family', family: name, isKnownBySize: true }, evidence) ?? 0,
    }))
    .filter(({ cores }) => cores >= coresPerNode)
    .sort((one, other) => other.cores - one.cores)
    .map(({ name, cores }) => l10n.t('{0} in {1}', describeCores(cores), name));
  return free.length === 0 ? undefined : l10n.t('Use a VM size from another family. Free: {0}.', listSome(free));
}
