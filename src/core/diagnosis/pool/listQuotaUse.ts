import * as l10n from '@vscode/l10n';
import { type QuotaEvidence, toQuotaEvidence } from '../evidence/quotaEvidence.ts';
import { type CoreKind, describeKind, findLimit } from './coreKind.ts';
import { countUse } from './coreUse.ts';

/** How much of one quota is in use. */
export interface QuotaUse {
  /** What the quota counts: `dedicated cores`. */
  readonly what: string;
  readonly limit: number;
  /** Undefined where it is not known for certain. */
  readonly used: number | undefined;
}

/** The quotas of an account whose limits are known, those of VM families as far as nodes use them. Never throws. */
export function listQuotaUse(quotas: QuotaEvidence): readonly QuotaUse[] {
  const evidence = toQuotaEvidence(quotas);
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
