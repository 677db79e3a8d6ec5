import assert from 'node:assert/strict';
import { test } from 'node:test';
import { canEncryptTemporaryDisk, findCores, findFamily } from './vmSizes.ts';

const cores: readonly (readonly [vmSize: string, cores: number | undefined])[] = [
  ['standard_d2s_v3', 2],
  ['STANDARD_NC24ads_A100_v4', 24],
  ['Standard_HB120rs_v2', 120],
  ['Standard_B2ms', 2],
  ['Standard_D3_v2', 4],
  ['Standard_DS13', 8],
  ['Standard_D11_v2_Promo', 2],
  ['Standard_A4_v2', 4],
  ['Standard_A4', 8],
  ['Basic_A3', 4],
  ['Standard_GS5', 32],
  ['Standard_E4-2s_v3', undefined],
  ['Standard_D99_v2', undefined],
  ['small', undefined],
  ['', undefined],
];
for (const [vmSize, expected] of cores) {
  test(`a node of ${vmSize || 'no size'} has ${expected ?? 'unknown'} cores`, () => {
    assert.equal(findCores(vmSize), expected);
  });
}

test('the temporary disks of Basic and A-series sizes are not encrypted', () => {
  for (const size of ['Basic_A2', 'Standard_A1_v2', 'standard_a4m_v2', 'Standard_A8', 'standard_a2'])
    assert.equal(canEncryptTemporaryDisk(size), false, size);
  for (const size of ['Standard_D2ads_v5', 'Standard_E4s_v3', 'Standard_NC24ads_A100_v4', 'Standard_F8as_v6', ''])
    assert.equal(canEncryptTemporaryDisk(size), true, size);
});

const families = [
  'standardNCSv3Family',
  'standardDv2Family',
  'standardDSv3Family',
  'standardHBrsv2Family',
  'standardBSFamily',
  'standardNCADSA100v4Family',
  'Standard FSv2 Family',
  'basicAFamily',
];
const members: readonly (readonly [vmSize: string, family: string | undefined])[] = [
  ['standard_nc6s_v3', 'standardNCSv3Family'],
  ['Standard_NC24rs_v3', 'standardNCSv3Family'],
  ['Standard_D12_v2', 'standardDv2Family'],
  ['Standard_D4s_v3', 'standardDSv3Family'],
  ['Standard_HB120rs_v2', 'standardHBrsv2Family'],
  ['Standard_B2ms', 'standardBSFamily'],
  ['Standard_NC24ads_A100_v4', 'standardNCADSA100v4Family'],
  ['Standard_F4s_v2', 'Standard FSv2 Family'],
  ['Basic_A1', 'basicAFamily'],
  ['Standard_D4_v3', undefined],
  ['?', undefined],
];
for (const [vmSize, expected] of members) {
  test(`${vmSize} belongs to ${expected ?? 'no family that is known'}`, () => {
    assert.equal(findFamily(vmSize, families), expected);
  });
}
