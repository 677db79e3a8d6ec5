import { suggest } from '../../text/suggest.ts';

/** The date of the newest names in the list. */
export const listedOn = '2025-04-22';

/**
 * Names of VM sizes without `Standard_`, by series, where `*` represents each of the numbers. Taken from lists of
 * regional sizes (`az vm list-sizes`) on the date above, with sizes that were retired earlier, and series that have
 * been announced since.
 */
const series: readonly string[] = [
  'A* 0 1 2 3 4 5 6 7 8 9 10 11|A*_v2 1 2 4 8|A*m_v2 2 4 8|B*als_v2 2 4 8 16 32|B*as_v2 2 4 8 16 32|B*ats_v2 2',
  'B*ls 1|B*ls_v2 2 4 8 16 32|B*ms 1 2 4 8 12 16 20|B*pls_v2 2 4 8 16|B*ps_v2 2 4 8 16|B*pts_v2 2|B*s 1 2',
  'B*s_v2 2 4 8 16 32|B*ts_v2 2|Basic_A* 0 1 2 3 4|D* 1 2 3 4 11 12 13 14|D*_v2 1 2 3 4 5 11 12 13 14 15',
  'D*_v2_Promo 2 3 4 5 11 12 13 14|D*_v3 2 4 8 16 32 48 64|D*_v4 2 4 8 16 32 48 64|D*_v5 2 4 8 16 32 48 64 96',
  'D*a_v4 2 4 8 16 32 48 64 96|D*ads_v5 2 4 8 16 32 48 64 96|D*ads_v6 2 4 8 16 32 48 64 96',
  'D*ads_v7 2 4 8 16 32 48 64 96 128 160|D*alds_v6 2 4 8 16 32 48 64 96|D*als_v6 2 4 8 16 32 48 64 96',
  'D*as_v4 2 4 8 16 32 48 64 96|D*as_v5 2 4 8 16 32 48 64 96|D*as_v6 2 4 8 16 32 48 64 96',
  'D*as_v7 2 4 8 16 32 48 64 96 128 160|D*d_v4 2 4 8 16 32 48 64|D*d_v5 2 4 8 16 32 48 64 96',
  'D*ds_v4 2 4 8 16 32 48 64|D*ds_v5 2 4 8 16 32 48 64 96|D*ds_v6 2 4 8 16 32 48 64 96 128 192',
  'D*lds_v5 2 4 8 16 32 48 64 96|D*lds_v6 2 4 8 16 32 48 64 96 128|D*ls_v5 2 4 8 16 32 48 64 96',
  'D*ls_v6 2 4 8 16 32 48 64 96 128|D*pds_v5 2 4 8 16 32 48 64|D*pds_v6 2 4 8 16 32 48 64 96',
  'D*plds_v5 2 4 8 16 32 48 64|D*plds_v6 2 4 8 16 32 48 64 96|D*pls_v5 2 4 8 16 32 48 64',
  'D*pls_v6 2 4 8 16 32 48 64 96|D*ps_v5 2 4 8 16 32 48 64|D*ps_v6 2 4 8 16 32 48 64 96',
  'D*s_v3 2 4 8 16 32 48 64|D*s_v4 2 4 8 16 32 48 64|D*s_v5 2 4 8 16 32 48 64 96',
  'D*s_v6 2 4 8 16 32 48 64 96 128|DC*_v2 8|DC*ads_cc_v5 4 8 16 32 48 64 96|DC*ads_v5 2 4 8 16 32 48 64 96',
  'DC*as_cc_v5 4 8 16 32 48 64 96|DC*as_v5 2 4 8 16 32 48 64 96|DC*ds_v3 1 2 4 8 16 24 32 48',
  'DC*eds_v5 2 4 8 16 32 48 64 96|DC*es_v5 2 4 8 16 32 48 64 96|DC*s_v2 1 2 4|DC*s_v3 1 2 4 8 16 24 32 48',
  'DS* 1 2 3 4 11 12 13 14|DS*_v2 1 2 3 4 5 11 11-1 12 12-1 12-2 13 13-2 13-4 14 14-4 14-8 15',
  'DS*_v2_Promo 2 3 4 5 11 12 13 14|E*_v3 2 4 8 16 20 32 48 64|E*_v4 2 4 8 16 20 32 48 64',
  'E*_v5 2 4 8 16 20 32 48 64 96|E*a_v4 2 4 8 16 20 32 48 64 96',
  'E*ads_v5 2 4 4-2 8 8-2 8-4 16 16-4 16-8 20 32 32-8 32-16 48 64 64-16 64-32 96 96-24 96-48',
  'E*ads_v6 2 4 8 16 20 32 48 64 96 96-24 96-48',
  'E*as_v4 2 4 4-2 8 8-2 8-4 16 16-4 16-8 20 32 32-8 32-16 48 64 64-16 64-32 96 96-24 96-48',
  'E*as_v5 2 4 4-2 8 8-2 8-4 16 16-4 16-8 20 32 32-8 32-16 48 64 64-16 64-32 96 96-24 96-48',
  'E*as_v6 2 4 8 16 20 32 48 64 96|E*bds_v5 2 4 8 16 32 48 64 96|E*bs_v5 2 4 8 16 32 48 64 96',
  'E*d_v4 2 4 8 16 20 32 48 64|E*d_v5 2 4 8 16 20 32 48 64 96',
  'E*ds_v4 2 4 4-2 8 8-2 8-4 16 16-4 16-8 20 32 32-8 32-16 48 64 64-16 64-32',
  'E*ds_v5 2 4 4-2 8 8-2 8-4 16 16-4 16-8 20 32 32-8 32-16 48 64 64-16 64-32 96 96-24 96-48',
  'E*ds_v6 2 4 4-2 8 8-2 8-4 16 16-4 16-8 20 32 32-8 32-16 48 64 64-16 64-32 96 96-24 96-48|E*i_v3 64',
  'E*i_v5 104|E*iads_v5 112|E*ias_v4 96|E*ias_v5 112|E*ibds_v5 112|E*ibs_v5 112|E*id_v5 104|E*ids_v4 80',
  'E*ids_v5 104|E*is_v3 64|E*is_v4 80|E*is_v5 104|E*pds_v5 2 4 8 16 20 32|E*pds_v6 2 4 8 16 32 48 64 96',
  'E*ps_v5 2 4 8 16 20 32|E*ps_v6 2 4 8 16 32 48 64 96',
  'E*s_v3 2 4 4-2 8 8-2 8-4 16 16-4 16-8 20 32 32-8 32-16 48 64 64-16 64-32',
  'E*s_v4 2 4 4-2 8 8-2 8-4 16 16-4 16-8 20 32 32-8 32-16 48 64 64-16 64-32',
  'E*s_v5 2 4 4-2 8 8-2 8-4 16 16-4 16-8 20 32 32-8 32-16 48 64 64-16 64-32 96 96-24 96-48',
  'E*s_v6 2 4 4-2 8 8-2 8-4 16 16-4 16-8 20 32 32-8 32-16 48 64 64-16 64-32 96 96-24 96-48',
  'EC*ads_cc_v5 4 8 16 20 32 48 64 96|EC*ads_v5 2 4 8 16 20 32 48 64 96|EC*as_cc_v5 4 8 16 20 32 48 64 96',
  'EC*as_v5 2 4 8 16 20 32 48 64 96|EC*eds_v5 2 4 8 16 32 48 64 128|EC*es_v5 2 4 8 16 32 48 64 128',
  'EC*iads_v5 96|EC*ias_v5 96|EC*ieds_v5 128|EC*ies_v5 128|F* 1 2 4 8 16|F*als_v6 2 4 8 16 32 48 64',
  'F*ams_v6 2 4 8 16 32 48 64|F*as_v6 2 4 8 16 32 48 64|F*s 1 2 4 8 16|F*s_v2 2 4 8 16 32 48 64 72',
  'FX*mds 4 12 24 36 48|G* 1 2 3 4 5|GS* 1 2 3 4 4-4 4-8 5 5-8 5-16|H* 8 16|H*m 8 16|H*mr 16|H*r 16|HB*rs 60',
  'HB*rs_v2 120 120-16 120-32 120-64 120-96|HB*rs_v3 120 120-16 120-32 120-64 120-96',
  'HB*rs_v4 176 176-24 176-48 176-96 176-144|HC*rs 44 44-16 44-32|HX*rs 176 176-24 176-48 176-96 176-144',
  'L*as_v3 8 16 32 48 64 80|L*as_v4 2 4 8 16 32 48 64 80 96|L*s 4 8 16 32|L*s_v2 8 16 32 48 64 80',
  'L*s_v3 8 16 32 48 64 80|L*s_v4 2 4 8 16 32 48 64 80 96|M* 64 128|M*bds_1_v3 64 64-32|M*bds_2_v3 96 96-48',
  'M*bds_3_v3 128 128-64|M*bds_4_v3 176 176-88|M*bds_v3 16 32 48 64 96 128 128-64 176 176-88',
  'M*bs_v3 16 32 48 64 96 128 128-64 176 176-88|M*dms_v2 32 64 128|M*ds_12_v3 624 832|M*ds_1_v3 48 96',
  'M*ds_2_v3 96|M*ds_3_v3 176|M*ds_4_v3 176|M*ds_6_v3 416|M*ds_8_v3 416|M*ds_v2 64 128|M*ds_v3 12 24',
  'M*idms_v2 192|M*ids_16_v3 832|M*ids_v2 192|M*ims_v2 192|M*is_16_v3 832|M*is_v2 192|M*ls 32 64|M*m 64 128',
  'M*ms 8 8-2 8-4 16 16-4 16-8 32 32-8 32-16 64 64-16 64-32 128 128-32 128-64|M*ms_v2 32 64 128 208 416 416-208',
  'M*s 64 128|M*s_10_v2 416|M*s_12_v3 624 832|M*s_1_v3 48 96|M*s_2_v3 96|M*s_3_v3 176|M*s_4_v3 176|M*s_6_v3 416',
  'M*s_8_v2 416|M*s_8_v3 416|M*s_9_v2 416|M*s_v2 64 128 208 416 416-208|M*s_v3 12 24|M*ts 32|NC* 6 12 24',
  'NC*adis_H100_v5 80|NC*ads_A100_v4 24 48 96|NC*ads_A10_v4 8 16 32|NC*ads_H100_v5 40|NC*as_T4_v3 4 8 16 64',
  'NC*r 24|NC*rs_v2 24|NC*rs_v3 24|NC*s_v2 6 12 24|NC*s_v3 6 12 24|NCC*ads_H100_v5 40|ND*amsr_A100_v4 96',
  'ND*asr_v4 96|ND*is_MI300X_v5 96|ND*isr_H100_v5 96|ND*isr_H200_v5 96|ND*isr_MI300X_v5 96|ND*rs 24|ND*rs_v2 40',
  'ND*s 6 12 24|ND*s_v3 40|NG*adms_V620_v1 32|NG*ads_V620_v1 8 16 32|NP*s 10 20 40|NV* 6 12 24',
  'NV*adms_A10_v5 36|NV*adms_V710_v5 28|NV*ads_A10_v5 6 12 18 36 72|NV*ads_V710_v5 4 8 12 24|NV*as_v4 4 8 16 32',
  'NV*s_v2 6 12 24|NV*s_v3 12 24 48|PB*s 6',
];

interface Names {
  /** Names as Azure writes them, with the newest version of a series first. */
  readonly all: readonly string[];
  readonly byName: ReadonlyMap<string, string>;
  readonly byLetters: ReadonlyMap<string, string>;
}

let read: Names | undefined;

function readNames(): Names {
  if (read !== undefined) return read;
  const all = series
    .flatMap((some) => some.split('|'))
    .reverse()
    .flatMap((one) => {
      const [form = '', ...numbers] = one.split(' ');
      const whole = form.startsWith('Basic_') ? form : `Standard_${form}`;
      return numbers.map((number) => whole.replace('*', number));
    });
  const plain = all.map((name) => [toPlainSize(name), name] as const);
  const sorted = plain.map(([letters, name]) => [toSorted(letters), name] as const);
  read = {
    all,
    byName: new Map(all.map((name) => [name.toLowerCase(), name])),
    // Prefers earlier names, and names with the letters in the same order to those with the letters in any order.
    byLetters: new Map([...sorted.reverse(), ...plain.reverse()]),
  };
  return read;
}

/** The problem with the name of a VM size. */
export interface UnknownSize {
  /**
   * True if no size can have this name, because it has the wrong format, has the letters of a known size in another
   * order, lacks its version, or belongs to a series whose sizes are all known. Any other name may be newer than the
   * list.
   */
  readonly isMisspelt: boolean;
  readonly meant?: string | undefined;
}

const form = /^(?:basic|standard)_[a-z]{1,4}\d{1,4}(?:-\d{1,4})?[a-z]{0,8}(?:_[a-z\d]{1,12}){0,3}$/;

/** Matches general-purpose series that get no further sizes, because newer ones have a higher version. */
const complete = /^(?:basic|standard)_[abdefg]s?\d{1,4}(?:-\d{1,4})?[a-z]{0,8}(?:_v[2-5])?$/;

/** Describes an unknown name of a VM size, ignoring case; undefined for a known name. */
export function findUnknownSize(vmSize: string): UnknownSize | undefined {
  const { all, byName, byLetters } = readNames();
  const name = vmSize.toLowerCase();
  if (byName.has(name)) return undefined;
  const letters = [toPlainSize(name), `standard${toPlainSize(name)}`];
  const alike = [...letters, ...letters.map(toSorted)]
    .map((one) => byLetters.get(one))
    .find((one) => one !== undefined);
  const meant = alike ?? findNewest(name, all);
  const isMisspelt = meant !== undefined || !form.test(name) || complete.test(name);
  return { isMisspelt, meant: meant ?? suggest(name, all) };
}

function toPlainSize(name: string): string {
  return name.toLowerCase().replace(/[^a-z\d]/g, '');
}

function toSorted(text: string): string {
  return [...text].sort().join('');
}

/** Finds the newest version of a size whose name lacks only the version. */
function findNewest(name: string, all: readonly string[]): string | undefined {
  let newest: { readonly name: string; readonly version: number } | undefined;
  for (const one of all) {
    if (!one.toLowerCase().startsWith(`${name}_v`)) continue;
    const version = Number(one.slice(name.length + 2));
    if (version > (newest?.version ?? 0)) newest = { name: one, version };
  }
  return newest?.name;
}
