import assert from 'node:assert/strict';
import { report } from './harness.ts';
import { takeFirstLook } from './harnessFirstLook.ts';

/**
 * Maximum number of bytes until the overview of the sample account is complete, without earlier data. Half of them are
 * the last MiB of one log, as an opened log shows it.
 */
const most = 2_400_000;

const { bytes } = await takeFirstLook();
report({ name: 'first-look-bytes', value: bytes, unit: 'bytes', runs: 1 });
assert.ok(bytes <= most, `${bytes} bytes`);
