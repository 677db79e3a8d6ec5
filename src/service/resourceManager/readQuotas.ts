import type { AccountQuotas } from '../../core/model/accountQuotas.ts';
import { readAccountQuotas } from '../../core/model/accountQuotasShape.ts';
import { isObject, readAs } from '../../core/model/shape.ts';
import type { Json } from './resourceManagerClient.ts';

/** What of an account's properties is a limit; the rest is none of our business. */
const names: readonly (keyof AccountQuotas)[] = [
  'poolAllocationMode',
  'dedicatedCoreQuota',
  'lowPriorityCoreQuota',
  'dedicatedCoreQuotaPerVMFamily',
  'dedicatedCoreQuotaPerVMFamilyEnforced',
  'poolQuota',
  'activeJobAndJobScheduleQuota',
];

/** The limits in what Resource Manager says of an account; what is not there or of another type is left out. */
export function readQuotas({ id = null, location = null, properties }: Json): AccountQuotas {
  const limits = isObject(properties) ? names.map((name) => [name, properties[name] ?? null]) : [];
  return readAs(readAccountQuotas, { id, location, ...Object.fromEntries(limits) }).value ?? {};
}
