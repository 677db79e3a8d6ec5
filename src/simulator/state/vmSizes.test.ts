import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findCores, findFamily, toShownSize } from './vmSizes.ts';

const sizes: readonly (readonly [size: string, cores: number, family: string])[] = [
  ['standard_a1', 1, 'standardAFamily'],
  ['Standard_D3_v2', 4, 'standardDv2Family'],
  ['Standard_DS14', 16, 'standardDSFamily'],
  ['Standard_D5_v3', 5, 'standardDv3Family'],
  ['STANDARD_D2S_V3', 2, 'standardDSv3Family'],
  ['standard_nc6s_v3', 6, 'standardNCSv3Family'],
  ['standard_nv6ads_a10_v5', 6, 'standardNVADSA10v5Family'],
  ['standard_e96-24s_v5', 96, 'standardESv5Family'],
  ['standard_hb120rs_v3', 120, 'standardHBRSv3Family'],
];
for (const [size, cores, family] of sizes) {
  test(`${size} has ${cores} cores of ${family}`, () => {
    assert.equal(findCores(size), cores);
    assert.equal(findFamily(size), family);
  });
}

for (const size of [
  'Standard_A1',
  'Standard_D1_v2',
  'Standard_D2s_v3',
  'Standard_E96-24s_v5',
  'Standard_NC24ads_A100_v4',
]) {
  test(`${size} is written as Azure writes it`, () => assert.equal(toShownSize(size.toUpperCase()), size));
}
