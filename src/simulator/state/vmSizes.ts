/** Cores of a VM size, told by the first number in its name: `standard_d2s_v3` has 2. */
export function coresOf(vmSize: string): number {
  return Number(/^(?:standard|basic)_[a-z]+(\d+)/i.exec(vmSize)?.[1] ?? 1);
}

/** Family of a VM size as quotas name it: `standard_nc6s_v3` is of `standardNCSv3Family`. */
export function familyOf(vmSize: string): string {
  const [, letters = '', suffix = '', version = ''] = /_([a-z]+)\d+(?:-\d+)?([a-z]*)(?:_(v\d+))?/i.exec(vmSize) ?? [];
  return `standard${letters.toUpperCase()}${suffix.toUpperCase()}${version.toLowerCase()}Family`;
}
