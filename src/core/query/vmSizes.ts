/**
 * Cores of sizes with ordinal numbers; newer names contain the number of cores (Azure documentation: "Previous
 * generations").
 */
const numbered: readonly { readonly series: RegExp; readonly cores: Readonly<Record<number, number>> }[] = [
  { series: /^a$/, cores: { 0: 1, 1: 1, 2: 2, 3: 4, 4: 8, 5: 2, 6: 4, 7: 8, 8: 8, 9: 16, 10: 8, 11: 16 } },
  { series: /^ds?(?:v2)?$/, cores: { 1: 1, 2: 2, 3: 4, 4: 8, 5: 16, 11: 2, 12: 4, 13: 8, 14: 16, 15: 20 } },
  { series: /^gs?$/, cores: { 1: 2, 2: 4, 3: 8, 4: 16, 5: 32 } },
];

interface SizeName {
  readonly family: string;
  readonly number: number;
  readonly isConstrained: boolean;
  readonly features: string;
  /** Accelerator and version. */
  readonly rest: string;
}

/** Family, cores, features, accelerator, version (Azure documentation: "Virtual machine sizes naming conventions"). */
function parseSize(vmSize: string | undefined): SizeName | undefined {
  const pattern = /^(basic_|standard_)([a-z]{1,4})(\d{1,4})(-\d{1,4})?([a-z]{0,6})((?:_[a-z0-9]{1,8}){0,3})$/;
  const match = pattern.exec((vmSize ?? '').toLowerCase());
  if (match === null) return undefined;
  const [, tier, letters = '', number, constrained, features = '', rest = ''] = match;
  return {
    family: tier === 'basic_' ? `basic${letters}` : letters,
    number: Number(number),
    isConstrained: constrained !== undefined,
    features,
    rest: rest.replaceAll('_', '').replace(/promo$/, ''),
  };
}

/**
 * Returns the cores of a VM size; undefined if its name doesn't contain them. For sizes with constrained cores
 * (`E4-2s_v3`), Azure doesn't document which number counts toward quotas.
 */
export function findCores(vmSize: string | undefined): number | undefined {
  const size = parseSize(vmSize);
  if (size === undefined || size.isConstrained) return undefined;
  const series = `${size.family.replace(/^basic/, '')}${size.features}${size.rest}`;
  const cores = numbered.find((entry) => entry.series.test(series))?.cores;
  if (cores !== undefined) return cores[size.number];
  return size.number > 0 ? size.number : undefined;
}

/**
 * Checks whether a size supports premium storage, which an s says behind the number, or in earlier names before it
 * (Azure documentation: "Virtual machine sizes naming conventions"). Of series that don't say it, some do.
 */
export function hasPremiumStorage(vmSize: string): boolean {
  const size = parseSize(vmSize);
  return size === undefined || size.features.includes('s') || !/^(?:basic)?(?:[adefgh]|nc|nv)$/.test(size.family);
}

/** Checks whether a size can have a cache of its disks, which series A and B have not; of others it isn't documented. */
export function hasDiskCache(vmSize: string): boolean {
  return !/^(?:basic_a|standard_[ab])\d/i.test(vmSize);
}

/** Checks for Arm processors, by a p behind the number. */
export function hasArm(vmSize: string): boolean {
  return parseSize(vmSize)?.features.includes('p') === true;
}

/** Checks for a series whose VMs are always confidential (Azure documentation: "Azure Confidential VM options"). */
export function isConfidential(vmSize: string): boolean {
  return /^standard_(?:[de]c\d+[ae]d?s_v5|ncc\d+ads_h100_v5)$/i.test(vmSize);
}

/**
 * Returns the memory of a general, memory or compute size in bytes, by its memory per core (Azure documentation:
 * "Dsv3", "Edsv4", "Fsv2"). Undefined for others, and for large sizes, which have less.
 */
export function findMemory(vmSize: string | undefined): number | undefined {
  const size = parseSize(vmSize);
  if (size === undefined || size.isConstrained || size.number > 32) return undefined;
  const version = Number(/^v(\d{1,2})$/.exec(size.rest)?.[1] ?? 1);
  if (!/^a?d?s?$/.test(size.features)) return undefined;
  const perCore = { d: version >= 3 ? 4 : 0, e: version >= 3 ? 8 : 0, f: version === 2 ? 2 : 0 }[size.family] ?? 0;
  return perCore === 0 ? undefined : size.number * perCore * 2 ** 30;
}

/**
 * Finds the family (`standardNCSv3Family`) of a size among `families`; undefined if none matches. Families don't
 * distinguish sizes with more memory (`m`) or RDMA (`r`) unless these have their own name.
 */
export function findFamily(vmSize: string | undefined, families: readonly string[]): string | undefined {
  const size = parseSize(vmSize);
  if (size === undefined) return undefined;
  const toSeries = (features: string) => `${size.family}${features}${size.rest}`;
  const named = (series: string) => families.find((family) => toFamilySeries(family) === series);
  return named(toSeries(size.features)) ?? named(toSeries(size.features.replace(/[mr]/g, '')));
}

function toFamilySeries(family: string): string {
  return family
    .toLowerCase()
    .replace(/[\s_]/g, '')
    .replace(/^standard/, '')
    .replace(/family$/, '');
}

/**
 * Checks whether a VM size or family (`standardNCSv3Family`) has GPUs (Azure documentation: "GPU - accelerated
 * compute": the N family, except NP, which has FPGAs).
 */
export function hasGpus(family: string): boolean {
  return /^standard[ _]?n(?!p)/i.test(family);
}

/**
 * Series that support images of only one generation. Azure documentation: "Support for generation 2 VMs on Azure", and
 * the pages of the series; for some the capability `HyperVGenerations` that Batch lists.
 */
const generations: readonly (readonly [series: RegExp, generation: 1 | 2])[] = [
  [/^(?:basic|standard)_a\d+m?(?:_v2)?$/, 1],
  [/^standard_d\d+(?:_v[23])?(?:_promo)?$/, 1],
  [/^standard_e\d+i?_v3$/, 1],
  [/^standard_[fg]\d+$/, 1],
  [/^standard_n[cv]\d+r?(?:_promo)?$/, 1],
  [/^standard_dc\d/, 2],
  [/^standard_[def]\d+(?:-\d+)?[a-z]+_v[67]$/, 2],
  [/^standard_fx\d+mds$/, 2],
  [/^standard_m\d+(?:-\d+)?[a-z]*_v2$/, 2],
  [/^standard_nc\d+adi?s_(?:a100|h100)_v[45]$/, 2],
  [/^standard_nd\d+(?:asr|amsr_a100)_v4$/, 2],
  [/^standard_nd\d+rs_v2$/, 2],
];

/** Returns the image generation that a VM size requires; undefined if both work, or if it is unknown. */
export function findOnlyGeneration(vmSize: string | undefined): 1 | 2 | undefined {
  const name = (vmSize ?? '').toLowerCase();
  return generations.find(([series]) => series.test(name))?.[1];
}
