import * as l10n from '@vscode/l10n';
import { findFamily } from '../../definitions/vmSizes.ts';
import type { AccountQuotas } from '../../model/accountQuotas.ts';
import type { Pool } from '../../model/pool.ts';
import { findSaidFamily } from './saidFigures.ts';

/** The cores that a quota counts. */
export type CoreKind = { readonly kind: 'dedicated' } | { readonly kind: 'lowPriority' } | FamilyKind;

export interface FamilyKind {
  readonly kind: 'family';
  /** Undefined if the family is unknown. */
  readonly family: string | undefined;
  /** True if the names of VM sizes show that they are of the family; some families' names follow no rule. */
  readonly isKnownBySize: boolean;
}

/** Returns the cores counted by the quota that a resize error names; undefined for codes of other limits. */
export function findCoreKind(
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
    case 'AccountVMSeriesCoreQuotaReached':
      return toFamilyKind(pool, findSaidFamily(texts), limits);
    default:
      return undefined;
  }
}

/**
 * Returns the VM family of a quota. `said` is the family that the service names; if undefined, the VM size determines
 * the family.
 */
export function toFamilyKind(pool: Pool, said: string | undefined, limits: AccountQuotas | undefined): FamilyKind {
  const known = findFamily(pool.vmSize, toFamilies(said, limits));
  const family = said ?? known;
  return {
    kind: 'family',
    family,
    isKnownBySize: known !== undefined && known.toLowerCase() === family?.toLowerCase(),
  };
}

/** Returns the names of all known families. */
export function toFamilies(family: string | undefined, limits: AccountQuotas | undefined): readonly string[] {
  const others = (limits?.dedicatedCoreQuotaPerVMFamily ?? []).map(({ name }) => name);
  return family === undefined ? others : [family, ...others];
}

/** Describes the cores in words that follow a number. */
export function describeKind(kind: CoreKind): string {
  switch (kind.kind) {
    case 'dedicated':
      return l10n.t('dedicated cores');
    case 'lowPriority':
      return l10n.t('Spot (low-priority) cores');
    case 'family':
      return kind.family === undefined
        ? l10n.t('dedicated cores in this VM family')
        : l10n.t('dedicated cores in {0}', kind.family);
  }
}

/**
 * Describes the cores for a title, with the name of a VM family first. The family implies dedicated cores, because only
 * these have limits by family.
 */
export function describeKindShortly(kind: CoreKind): string {
  return kind.kind === 'family' && kind.family !== undefined
    ? l10n.t({
        message: '{0} cores',
        args: [kind.family],
        comment: ['Cores of a VM family, such as "standardNCSv3Family cores"; stands after a number'],
      })
    : describeKind(kind);
}

/** Returns the name of the limit's property in Resource Manager. */
export function toProperty({ kind }: CoreKind): keyof AccountQuotas {
  if (kind === 'dedicated') return 'dedicatedCoreQuota';
  return kind === 'lowPriority' ? 'lowPriorityCoreQuota' : 'dedicatedCoreQuotaPerVMFamily';
}

/** Finds the limit in cores; undefined if unknown. */
export function findLimit(kind: CoreKind, limits: AccountQuotas | undefined): number | undefined {
  if (kind.kind === 'dedicated') return limits?.dedicatedCoreQuota;
  if (kind.kind === 'lowPriority') return limits?.lowPriorityCoreQuota;
  const wanted = kind.family?.toLowerCase();
  return limits?.dedicatedCoreQuotaPerVMFamily?.find(({ name }) => name.toLowerCase() === wanted)?.coreQuota;
}
