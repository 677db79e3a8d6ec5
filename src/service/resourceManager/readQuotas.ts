import type { AccountQuotas, FamilyCoreQuota } from '../../core/model/accountQuotas.ts';
import { definedOnly } from '../defined.ts';
import { isObject, type Json } from './resourceManagerClient.ts';

/** The limits in what Resource Manager says of an account; what is not there or of another type is left out. */
export function readQuotas(account: Json): AccountQuotas {
  const properties = isObject(account['properties']) ? account['properties'] : {};
  const families = properties['dedicatedCoreQuotaPerVMFamily'];
  return definedOnly<AccountQuotas>({
    location: toText(account['location']),
    poolAllocationMode: toText(properties['poolAllocationMode']),
    dedicatedCoreQuota: toNumber(properties['dedicatedCoreQuota']),
    lowPriorityCoreQuota: toNumber(properties['lowPriorityCoreQuota']),
    dedicatedCoreQuotaPerVMFamily: Array.isArray(families) ? families.flatMap(toFamily) : undefined,
    dedicatedCoreQuotaPerVMFamilyEnforced: toFlag(properties['dedicatedCoreQuotaPerVMFamilyEnforced']),
    poolQuota: toNumber(properties['poolQuota']),
    activeJobAndJobScheduleQuota: toNumber(properties['activeJobAndJobScheduleQuota']),
  });
}

function toFamily(value: unknown): readonly FamilyCoreQuota[] {
  const name = isObject(value) ? toText(value['name']) : undefined;
  const coreQuota = isObject(value) ? toNumber(value['coreQuota']) : undefined;
  return name === undefined || coreQuota === undefined ? [] : [{ name, coreQuota }];
}

function toText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function toNumber(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

function toFlag(value: unknown): boolean | undefined {
  return typeof value === 'boolean' ? value : undefined;
}
