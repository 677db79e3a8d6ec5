/** Sizes D1 to D15 and DS1 to DS15, with and without `_v2`, are numbered consecutively. */
const coresOfNumberedD = new Map([
  [3, 4],
  [4, 8],
  [5, 16],
  [11, 2],
  [12, 4],
  [13, 8],
  [14, 16],
  [15, 20],
]);

/** Returns the cores of a VM size, usually the first number in its name: `standard_d2s_v3` has 2. */
export function findCores(vmSize: string): number {
  const number = Number(/^(?:standard|basic)_[a-z]+(\d+)/i.exec(vmSize)?.[1] ?? 1);
  const isNumbered = /^standard_ds?\d+(?:_v2)?$/i.test(vmSize);
  return (isNumbered ? coresOfNumberedD.get(number) : undefined) ?? number;
}

/**
 * Returns the family of a VM size as quotas name it: `standard_nc6s_v3` belongs to `standardNCSv3Family`, and
 * `standard_nv6ads_a10_v5` to `standardNVADSA10v5Family`.
 */
export function findFamily(vmSize: string): string {
  const [, letters = '', suffix = '', processor = '', version = ''] =
    /_([a-z]+)\d+(?:-\d+)?([a-z]*)(?:_([a-u]\d+))?(?:_(v\d+))?/i.exec(vmSize) ?? [];
  return `standard${[letters, suffix, processor].join('').toUpperCase()}${version.toLowerCase()}Family`;
}

/** Writes a VM size as Azure does: `standard_nc24ads_a100_v4` is `Standard_NC24ads_A100_v4`. */
export function toShownSize(vmSize: string): string {
  const [tier = '', size = '', ...rest] = vmSize.toLowerCase().split('_');
  const parts = rest.map((part) => (/^v\d+$/.test(part) ? part : part.toUpperCase()));
  return [tier.replace(/^./, toUpper), size.replace(/^[a-z]+/, toUpper), ...parts].join('_');
}

function toUpper(text: string): string {
  return text.toUpperCase();
}
