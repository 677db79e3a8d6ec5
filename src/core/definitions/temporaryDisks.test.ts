import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findTemporaryDisk } from './temporaryDisks.ts';

const disks: readonly (readonly [vmSize: string, gib: number | undefined])[] = [
  ['Standard_D4s_v3', 32],
  ['standard_d4ds_v5', 150],
  ['Standard_D4s_v5', 0],
  ['Standard_E16_v4', 0],
  ['Standard_B4ms', undefined],
  ['Standard_B4as_v2', 0],
  ['Standard_D3_v2', 200],
  ['Standard_DS3_v2', 28],
  ['Standard_E64s_v3', 864],
  ['Standard_NC8as_T4_v3', 352],
  ['Standard_HB120rs_v3', 480],
  ['Standard_D4ds_v6', undefined],
  ['Standard_E4-2s_v3', undefined],
  ['small', undefined],
];
for (const [vmSize, gib] of disks)
  test(`a node of ${vmSize} has a temporary disk of ${gib ?? 'unknown'} GiB`, () => {
    assert.equal(findTemporaryDisk(vmSize), gib);
  });
