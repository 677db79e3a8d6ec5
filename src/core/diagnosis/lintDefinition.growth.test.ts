import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toPool } from '../../../test/builders/mistakes.ts';
import { lintDefinitionInSteps } from './lintDefinition.ts';

const now = new Date('2026-11-20T10:00:00Z');
const pool = toPool();
const task = { id: 'frame-1', commandLine: '/bin/bash -c "render $AZ_BATCH_TASK_ID"' };

/** Definitions of any size that repeat one item. */
const repetitive: Readonly<Record<string, (count: number) => string>> = {
  'sound tasks': (count) => JSON.stringify(Array.from({ length: count }, (_, at) => ({ ...task, id: `frame-${at}` }))),
  'tasks with a misspelt name': (count) =>
    JSON.stringify(Array.from({ length: count }, (_, at) => ({ id: `${at}`, comandLine: 'x', requiredSlots: 1 }))),
  'properties that nobody knows': (count) =>
    JSON.stringify({ ...task, ...Object.fromEntries(Array.from({ length: count }, (_, at) => [`key${at}`, at])) }),
  'misspelt properties of one pool': (count) =>
    JSON.stringify({ ...pool, ...Object.fromEntries(Array.from({ length: count }, (_, at) => [`vmSize${at}`, at])) }),
  'one property many times': (count) => `{"id":"t",${'"commandLine":"a",'.repeat(count)}"requiredSlots":1}`,
  'resource files': (count) => JSON.stringify({ ...task, resourceFiles: Array.from({ length: count }, () => ({})) }),
  'dependencies on itself': (count) =>
    JSON.stringify({ ...task, dependsOn: { taskIds: Array.from({ length: count }, () => task.id) } }),
};

for (const [name, build] of Object.entries(repetitive)) {
  test(`the time is linear in the size of the text: ${name}`, () => {
    const count = 2000;
    const countSteps = (text: string) => [...lintDefinitionInSteps(text, 'task', { now })].length;
    const [short, long] = [build(count), build(count * 8)];
    const growth = countSteps(long) / countSteps(short);
    assert.ok(growth < (1.1 * long.length) / short.length, `${growth} times the steps`);
  });
}
