import { findCores, findFamily } from '../state/vmSizes.ts';
import type { WireObject } from '../state/wire.ts';

interface Series {
  /** The name of a size, with `#` for the number of cores. */
  readonly name: string;
  readonly numbers: readonly number[];
  /** End of Batch's support. */
  readonly endOfLife?: string;
}

const upTo64 = [2, 4, 8, 16, 32, 48, 64];

/** VM series for pools. Not Azure's complete list, which differs by region. */
const series: readonly Series[] = [
  { name: 'Standard_A#_v2', numbers: [1, 2, 4, 8], endOfLife: '2028-11-15T00:00:00Z' },
  { name: 'Standard_D#_v2', numbers: [1, 2, 3, 4, 5, 11, 12, 13, 14], endOfLife: '2028-05-01T00:00:00Z' },
  { name: 'Standard_DS#_v2', numbers: [1, 2, 3, 4, 5, 11, 12, 13, 14], endOfLife: '2028-05-01T00:00:00Z' },
  ...['D#_v3', 'D#s_v3', 'E#_v3', 'E#s_v3'].map((name) => ({
    name: `Standard_${name}`,
    numbers: upTo64,
    endOfLife: '2029-11-15T00:00:00Z',
  })),
  ...['D#s_v4', 'D#ds_v4', 'D#s_v5', 'D#ds_v5', 'D#as_v5', 'D#ads_v5', 'D#pds_v5', 'D#ds_v6', 'D#ads_v6'].map(
    (name) => ({ name: `Standard_${name}`, numbers: [...upTo64, 96] }),
  ),
  ...['E#s_v4', 'E#ds_v4', 'E#s_v5', 'E#ds_v5', 'E#as_v5', 'E#ads_v5'].map((name) => ({
    name: `Standard_${name}`,
    numbers: [...upTo64, 96],
  })),
  { name: 'Standard_F#s_v2', numbers: [2, 4, 8, 16, 32, 48, 64, 72], endOfLife: '2028-11-15T00:00:00Z' },
  { name: 'Standard_HB#rs_v3', numbers: [120] },
  { name: 'Standard_HB#rs_v4', numbers: [176] },
  { name: 'Standard_HC#rs', numbers: [44], endOfLife: '2027-05-31T00:00:00Z' },
  { name: 'Standard_NC#as_T4_v3', numbers: [4, 8, 16, 64] },
  { name: 'Standard_NC#ads_A100_v4', numbers: [24, 48, 96] },
  { name: 'Standard_NV#ads_A10_v5', numbers: [6, 12, 18, 36, 72] },
  { name: 'Standard_ND#asr_v4', numbers: [96] },
];

/**
 * Lists the sizes of these series and others in Resource Manager's format (Azure documentation: "Location - List
 * Supported Virtual Machine Skus").
 */
export function listSupportedSizes(others: readonly string[]): readonly WireObject[] {
  const known = series.flatMap(({ name, numbers, endOfLife }) =>
    numbers.map((number) => toSize(name.replace('#', String(number)), endOfLife)),
  );
  return [...known, ...others.map((name) => toSize(name))];
}

function toSize(name: string, endOfLife?: string): WireObject {
  return {
    name,
    familyName: findFamily(name),
    capabilities: [{ name: 'vCPUs', value: String(findCores(name)) }],
    ...(endOfLife === undefined ? {} : { batchSupportEndOfLife: endOfLife }),
  };
}
