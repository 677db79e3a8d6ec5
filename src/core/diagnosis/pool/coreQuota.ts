import * as l10n from '@vscode/l10n';
import type { Pool } from '../../model/pool.ts';
import { plural } from '../../text/plural.ts';
import { asCount, formatNumber } from '../../words/numbers.ts';
import type { QuotaEvidence } from '../evidence/quotaEvidence.ts';
import type { Evidence } from '../explanation/explanation.ts';
import { joinSentences, listSome } from '../explanation/sentences.ts';
import { adviseOnCores, countBroken, describeCores, describeHolder } from './coreAdvice.ts';
import {
  type CoreKind,
  describeKind,
  describeKindShortly,
  findCoreKind,
  findLimit,
  toFamilyKind,
  toProperty,
} from './coreKind.ts';
import { type CoreUse, countUse, findFree, findNeed, type Need } from './coreUse.ts';
import { describeLimit, describeShortage, describeUnknownLimits, type QuotaStatement } from './quotaStatement.ts';

/**
 * States the core quota that keeps `pool` from its target size; undefined if `code` is about a different limit. `texts`
 * are the service's messages, which take precedence over computed numbers.
 */
export function stateCoreQuota(
  code: string,
  pool: Pool,
  texts: readonly string[],
  evidence: QuotaEvidence,
): QuotaStatement | undefined {
  const kind = findCoreKind(code, pool, texts, evidence.limits);
  if (kind === undefined) return undefined;
  const limit = findLimit(kind, evidence.limits);
  const use = countUse(kind, evidence);
  const need = findNeed(pool, kind);
  const what = describeKind(kind);
  return {
    headline: toHeadline(kind, need, evidence),
    cause: joinSentences([
      describeState(what, limit, use),
      describeNeed(need),
      describeTooLarge(limit, need),
      describeBroken(use),
    ]),
    evidence: [
      ...(limit === undefined ? [] : [describeLimit(limit, what, toProperty(kind), evidence.limits)]),
      ...describeUnknownLimits(evidence),
      ...describeHolders(use),
    ],
    fixes: adviseOnCores(pool, kind, need, evidence),
  };
}

/**
 * Describes why a pool will not get its target nodes, in sentences: the first quota without room for them. Undefined if
 * there is room or if that is unknown.
 */
export function foresee(pool: Pool, evidence: QuotaEvidence): string | undefined {
  const isEnforced = evidence.limits?.dedicatedCoreQuotaPerVMFamilyEnforced !== false;
  const kinds: readonly CoreKind[] = [
    ...(isEnforced ? [toFamilyKind(pool, undefined, evidence.limits)] : []),
    { kind: 'dedicated' },
    { kind: 'lowPriority' },
  ];
  const short = kinds.find((kind) => {
    const free = findFree(kind, evidence);
    return free !== undefined && (findNeed(pool, kind).cores ?? 0) > free;
  });
  if (short === undefined) return undefined;
  const limit = findLimit(short, evidence.limits);
  return joinSentences([
    describeState(describeKind(short), limit, countUse(short, evidence)),
    describeNeed(findNeed(pool, short)),
  ]);
}

/** Returns the headline; undefined if the quota has room now, because its use at the time of the resize is unknown. */
function toHeadline(kind: CoreKind, need: Need, evidence: QuotaEvidence): string | undefined {
  const what = describeKindShortly(kind);
  const limit = findLimit(kind, evidence.limits);
  if (limit === 0) return l10n.t("the account can't have any {0}", what);
  const free = findFree(kind, evidence);
  if (limit === undefined || free === undefined || need.cores === undefined || free >= need.cores) return undefined;
  return describeShortage(limit, limit - free, what, need.cores);
}

function describeState(what: string, limit: number | undefined, use: CoreUse | undefined): string | undefined {
  if (limit === 0) return l10n.t("The account can't have any {0}: the limit is 0.", what);
  const used = use === undefined ? undefined : formatNumber(use.cores);
  if (limit !== undefined && used !== undefined) {
    return use?.otherNodes === 0
      ? l10n.t('The account can have up to {0} {1}; {2} are in use.', formatNumber(limit), what, used)
      : l10n.t('The account can have up to {0} {1}; at least {2} are in use.', formatNumber(limit), what, used);
  }
  if (limit !== undefined) return l10n.t('The account can have up to {0} {1}.', formatNumber(limit), what);
  if (used === undefined) return undefined;
  return use?.cores === 0 && use.otherNodes === 0
    ? l10n.t('In use: 0 {0}. The quota is probably zero, or less than a node needs.', what)
    : l10n.t('In use: {0} {1}.', used, what);
}

function describeNeed({ nodes, cores }: Need): string | undefined {
  if (cores === undefined) return undefined;
  if (nodes > 1) return l10n.t('The {0} missing nodes need {1} more cores.', formatNumber(nodes), formatNumber(cores));
  return cores === 1
    ? l10n.t('The missing node needs one more core.')
    : l10n.t('The missing node needs {0} more cores.', formatNumber(cores));
}

function describeBroken(use: CoreUse | undefined): string | undefined {
  const { all, broken } = countBroken(use);
  const parts = { ...asCount(broken), all: formatNumber(all) };
  return plural(broken, {
    '=0': '',
    one: l10n.t('{count} of the {all} nodes that hold these cores is broken.', parts),
    other: l10n.t('{count} of the {all} nodes that hold these cores are broken.', parts),
  });
}

function describeTooLarge(limit: number | undefined, { coresPerNode }: Need): string | undefined {
  if (limit === undefined || limit === 0 || coresPerNode === undefined || coresPerNode <= limit) return undefined;
  return l10n.t({
    message: 'Not even one node fits: each node has {0}.',
    args: [describeCores(coresPerNode)],
    comment: ['{0} is a number of cores, such as "16 cores"'],
  });
}

function describeHolders(use: CoreUse | undefined): readonly Evidence[] {
  if (use === undefined || use.holders.length === 0) return [];
  return [{ text: l10n.t('In use by {0}.', listSome(use.holders.map(describeHolder))), source: 'pools' }];
}
