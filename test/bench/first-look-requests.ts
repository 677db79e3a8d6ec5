import assert from 'node:assert/strict';
import { report } from './harness.ts';
import { takeFirstLook } from './harnessFirstLook.ts';

/**
 * Maximum number of requests until the overview of the sample account is complete, without earlier data. Two for each
 * of 53 tasks and of one preparation task read both logs; the rest are lists, counts, the parts of a long log, and the
 * logs of start tasks that succeeded on nodes whose tasks lack a program.
 */
const most = 155;

const { requests } = await takeFirstLook();
report({ name: 'first-look-requests', value: requests, unit: 'count', runs: 1 });
assert.ok(requests <= most, `${requests} requests`);
