import { parseSize } from './vmSizes.ts';

/**
 * GiB of the temporary disk by size, for series in which a size's disk grows with its number: GiB per unit of the
 * number, or by number. 0 for series without one, in which Batch puts tasks' folders on the operating system disk.
 * Series and disks: Azure documentation, "Sizes for virtual machines in Azure". Batch uses only the SCSI disk where a
 * size has NVMe disks as well (Batch documentation: "Use NVMe temporary disks"); sizes that only have these are left
 * out.
 */
const series: readonly (readonly [series: RegExp, gib: number | Readonly<Record<number, number>>])[] = [
  [/^[de]a?#s?_v4$|^b#[alpst]{0,4}s_v2$/, 0],
  [/^[de]b?#(?:a|p)?l?s?_v5$|^(?:d|e)c#e?a?s_v5$|^[de]#[ap]?l?s_v6$|^f#a[lm]?s_v6$/, 0],
  [/^[de]#[ap]?l?ds?_v[45]$/, 37.5],
  [/^[de]#_v3$|^[de]#a_v4$/, 25],
  [/^e#s_v3$|^e#as_v4$/, { 2: 32, 4: 64, 8: 128, 16: 256, 20: 320, 32: 512, 48: 768, 64: 864, 96: 1344 }],
  [/^f#$/, 16],
  [/^a#m?_v2$|^l#a?s_v[23]$/, 10],
  [/^d#a?s_v3$|^d#as_v4$|^f#s_v2$/, 8],
  [/^f#s$|^hb#rs_v[23]$/, 4],
  [/^d#_v2$/, { 1: 50, 2: 100, 3: 200, 4: 400, 5: 800, 11: 100, 12: 200, 13: 400, 14: 800, 15: 1000 }],
  [/^ds#_v2$/, { 1: 7, 2: 14, 3: 28, 4: 56, 5: 112, 11: 28, 12: 56, 13: 112, 14: 224, 15: 280 }],
  [/^nc#as_t4v3$/, { 4: 176, 8: 352, 16: 352, 64: 2816 }],
  [/^nc#s_v3$/, { 6: 736, 12: 1474, 24: 2948 }],
  [/^nc#ads_a100v4$/, { 24: 64, 48: 128, 96: 256 }],
  [/^nv#ads_a10v5$/, { 6: 180, 12: 360, 18: 720, 36: 1440, 72: 2880 }],
];

/**
 * Returns the GiB of the temporary disk of a VM size's nodes; 0 if the size has none, and undefined if that isn't known
 * from its name.
 */
export function findTemporaryDisk(vmSize: string | undefined): number | undefined {
  const size = parseSize(vmSize);
  if (size === undefined || size.isConstrained) return undefined;
  const name = `${size.family}#${size.features}${size.rest === '' ? '' : `_${size.rest}`}`;
  const found = series.find(([pattern]) => pattern.test(name))?.[1];
  return typeof found === 'object' ? found[size.number] : found && found * size.number;
}
