import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lintDefinition } from '../../src/core/diagnosis/lintDefinition.ts';

/** A kind of mistake, with definitions that contain it, and similar valid ones. */
export interface MistakeClass {
  readonly code: string;
  /** Definitions with the mistake, and its path. */
  readonly found: readonly (readonly [path: string, definition: unknown])[];
  readonly sound: readonly unknown[];
}

const now = new Date('2026-11-20T10:00:00Z');

/** Lists the codes of a definition's findings, each with the path of the faulty value. */
export function codesAt(definition: unknown): readonly string[] {
  const text = typeof definition === 'string' ? definition : JSON.stringify(definition, undefined, 2);
  // Task factories of the Azure Batch CLI extensions and possibly missing samples don't matter here.
  const rules = { 'extension-only': 'off', 'unguarded-sample': 'off' };
  return lintDefinition(text, undefined, { now, rules }).map(({ code, path }) => `${code} ${path.join('.')}`);
}

/** Makes a task with the properties under test. */
export const toTask = (id: string, more: object = {}) => ({ id, commandLine: 'render', ...more });

/** Makes a job with its tasks. */
export const toJob = (tasks: readonly object[], more: object = {}) => ({
  id: 'frames',
  poolInfo: { poolId: 'render' },
  usesTaskDependencies: true,
  taskFactory: { type: 'taskCollection', tasks },
  ...more,
});

/** Makes a valid pool. */
export const toPool = <More extends object>(more: More = {} as More) => ({
  id: 'render',
  vmSize: 'standard_d4s_v3',
  targetDedicatedNodes: 2,
  virtualMachineConfiguration: {
    imageReference: { publisher: 'canonical', offer: 'ubuntu-24_04-lts', sku: 'server' },
    nodeAgentSKUId: 'batch.node.ubuntu 24.04',
  },
  ...more,
});

/** Makes the same pool as the auto pool of a job. */
export const toAutoPool = (more: object = {}) => {
  const { id: _, ...pool } = toPool(more);
  return { poolInfo: { autoPoolSpecification: { poolLifetimeOption: 'job', pool } } };
};

/** URL of a container. */
export const out = 'https://data.blob.core.windows.net/out';

/** Tests that each definition with a mistake has only that finding, and that similar ones have none. */
export function testMistakes(classes: readonly MistakeClass[]): void {
  for (const { code, found, sound } of classes) {
    for (const [index, [path, definition]] of found.entries())
      test(`the mistake ${code} is found: ${index + 1}`, () =>
        assert.deepEqual(codesAt(definition), [`${code} ${path}`]));
    for (const [index, definition] of sound.entries())
      test(`the mistake ${code} is not found in similar definitions: ${index + 1}`, () =>
        assert.deepEqual(codesAt(definition), []));
  }
  test('each class of mistakes has five definitions', () => {
    for (const { code, found } of classes) assert.ok(found.length >= 5, code);
  });
}
