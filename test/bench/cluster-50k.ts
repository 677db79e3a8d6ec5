import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import path from 'node:path';
import type * as DiagnosisBundle from '../../src/core/diagnosis/diagnosis.ts';
import { root } from '../workbench/places.ts';
import { assertWanted, ratio, sized, timeMs } from './harness.ts';

/**
 * Measures clustering 50,000 failures of 40 causes by the shipped bundle relative to one pass that hashes their
 * messages. The explanations don't distinguish them, so every message has to be read.
 */
const failureCount = sized(50_000, 400);
const causeCount = 40;

const { clusterFailures, explainTask }: typeof DiagnosisBundle = createRequire(import.meta.url)(
  path.join(root, 'dist/diagnosis.cjs'),
);

const explanation = explainTask({
  task: { id: 'task', state: 'completed', executionInfo: { exitCode: 1, result: 'failure' } },
});
const verbs = ['open', 'read', 'write', 'parse', 'solve'];
const things = ['mesh', 'frame', 'sample', 'index', 'weights', 'table', 'scene', 'model'];

const failures = Array.from({ length: failureCount }, (_, index) => ({
  accountId: 'bench',
  jobId: `job-${index % 9}`,
  taskId: `task-${index}`,
  nodeId: `node-${index % 50}`,
  at: new Date(Date.UTC(2026, 10, 20) + index * 1000).toISOString(),
  explanation,
  message:
    `cannot ${verbs[index % verbs.length]} the ${things[Math.floor(index / verbs.length) % things.length]}: ` +
    `'/mnt/batch/tasks/workitems/job-${index % 9}/task-${index}/wd/part-${index}.bin' at offset 0x${index.toString(16)}`,
}));

function hashMessages(): number {
  const seen = new Set<string>();
  for (const { message } of failures) seen.add(createHash('sha256').update(message).digest('base64'));
  return seen.size;
}

const figure = await ratio('cluster-50k', {
  ours: () => timeMs(() => assert.equal(clusterFailures(failures).length, causeCount)),
  reference: () => timeMs(() => assert.equal(hashMessages(), failureCount)),
});
assertWanted(figure.value <= 20, `clustering costs ${figure.value} times hashing`);
