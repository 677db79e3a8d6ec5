/**
 * Cores of sizes with ordinal numbers; the names of newer sizes contain the number of cores (Azure documentation:
 * "Previous generations").
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

/** Parses a size's name (Azure: "Virtual machine sizes naming conventions"); undefined for other names. */
export function parseSize(vmSize: string | undefined): SizeName | undefined {
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
 * Checks whether a size supports premium storage, indicated by an "s" after the number, or before the number in earlier
 * names (Azure documentation: "Virtual machine sizes naming conventions"). True for other series, some of which support
 * it without an "s".
 */
export function hasPremiumStorage(vmSize: string): boolean {
  const size = parseSize(vmSize);
  return size === undefined || size.features.includes('s') || !/^(?:basic)?(?:[adefgh]|nc|nv)$/.test(size.family);
}

/**
 * Checks whether a size can cache its disks. Series A and B can't, and neither can D and E sizes of version 4 and D, E,
 * and F sizes of versions 5 to 7 without a local disk (Azure documentation: "Ephemeral OS disks"). True for other
 * sizes, for which this isn't documented.
 */
export function hasDiskCache(vmSize: string): boolean {
  return !/^(?:basic_a|standard_[ab])\d|^standard_(?:[de]\d+(?:-\d+)?s?_v4|[def]\d+(?:-\d+)?[abcflopstim]{0,6}_v[5-7])$/i.test(
    vmSize,
  );
}

/**
 * Checks whether the temporary disk of a size can be encrypted: Basic and A-series sizes support neither encryption at
 * host nor Azure Disk Encryption (Azure documentation: "Azure Disk Encryption for Linux VMs"). True for unknown names.
 */
export function canEncryptTemporaryDisk(vmSize: string): boolean {
  return !/^(?:basic)?a$/.test(parseSize(vmSize)?.family ?? '');
}

/** Checks for Arm processors, indicated by a "p" after the number. */
export function hasArm(vmSize: string): boolean {
  return parseSize(vmSize)?.features.includes('p') === true;
}

/** Checks for a series whose VMs are always confidential (Azure documentation: "Azure Confidential VM options"). */
export function isConfidential(vmSize: string): boolean {
  return /^standard_(?:[de]c\d+[ae]d?s_v5|ncc\d+ads_h100_v5)$/i.test(vmSize);
}

/**
 * Returns the memory of a general-purpose, memory-optimized, or compute-optimized size in bytes, derived from its
 * memory per core (Azure documentation: "Dsv3", "Edsv4", "Fsv2"). Undefined for other sizes, and for large sizes, which
 * have less per core.
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
 * Finds the family (`standardNCSv3Family`) of a size among `families`; undefined if none matches. Sizes with more
 * memory (`m`) or RDMA (`r`) belong to the same family as others unless they have a family of their own.
 */
export function findFamily(vmSize: string | undefined, families: readonly string[]): string | undefined {
  const size = parseSize(vmSize);
  if (size === undefined) return undefined;
  const toSeries = (features: string) => `${size.family}${features}${size.rest}`;
  const named = (series: string) => families.find((family) => toFamilySeries(family) === series);
  return named(toSeries(size.features)) ?? named(toSeries(size.features.replace(/[mr]/g, '')));
}

/** Returns the letters of a VM size's series, such as `d` or `nc`; undefined if the size has an unknown form. */
export function findSeries(vmSize: string | undefined): string | undefined {
  return parseSize(vmSize)?.family;
}

/** Checks whether two VM sizes are known to be of different series, such as D and F. */
export function areOfOtherSeries(one: string | undefined, other: string | undefined): boolean {
  const [left, right] = [findSeries(one), findSeries(other)];
  return left !== undefined && right !== undefined && left !== right;
}

function toFamilySeries(family: string): string {
  return family
    .toLowerCase()
    .replace(/[\s_]/g, '')
    .replace(/^standard/, '')
    .replace(/family$/, '');
}

/**
 * Checks whether a VM size or family (`standardNCSv3Family`) has GPUs, which is true of the N family except NP, which
 * has FPGAs (Azure documentation: "GPU - accelerated compute").
 */
export function hasGpus(family: string): boolean {
  return /^standard[ _]?n(?!p)/i.test(family);
}

/**
 * Series that support images of only one generation. Azure documentation: "Support for generation 2 VMs on Azure", and
 * the pages of the series; for some series, the capability `HyperVGenerations` that Batch lists.
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
