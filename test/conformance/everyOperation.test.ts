import assert from 'node:assert/strict';
import { test } from 'node:test';
import { operations } from '../../src/simulator/operations.ts';
import { driveOperations } from './driveOperations.ts';
import { newVersion, oldVersion } from './rawClient.ts';

/** Operations that a version always refuses, because the pools to which they apply no longer exist. */
const alwaysRefused: Readonly<Record<string, readonly string[]>> = {
  [oldVersion]: ['ComputeNode_GetRemoteDesktop', 'ComputeNode_Reimage'],
  [newVersion]: [],
};

for (const version of [oldVersion, newVersion]) {
  test(`every supported operation of ${version} succeeds`, async (context) => {
    const succeeded = new Set((await driveOperations(version)).map(({ operation }) => operation));
    const supported = operations.filter(
      ({ id, versions, support }) =>
        versions.some((known) => known === version) &&
        !support.startsWith('refused') &&
        alwaysRefused[version]?.includes(id) === false,
    );
    assert.deepEqual(
      supported.map(({ id }) => id).filter((id) => !succeeded.has(id)),
      [],
    );
    context.diagnostic(`${supported.length} operations`);
  });
}
