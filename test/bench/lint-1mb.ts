import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import path from 'node:path';
import { parseTree } from 'jsonc-parser';
import type * as DiagnosisBundle from '../../src/core/diagnosis/diagnosis.ts';
import { root } from '../workbench/places.ts';
import { ratio, timeMs } from './harness.ts';

/**
 * Checking a definition of 1 MB, which is the largest request that the service takes, against parsing it with positions.
 * Sound tasks cost most, since nothing found lets the check stop early. Wanted: at most 20, and 100 ms for 100 kB.
 */
const length = 1_000_000;
const tasks = Array.from({ length: length / 64 }, (_, index) => ({
  id: `frame-${index}`,
  commandLine: `/bin/bash -c "render ${index}"`,
}));
const text = JSON.stringify(tasks).slice(0, length);

const { lintDefinition }: typeof DiagnosisBundle = createRequire(import.meta.url)(
  path.join(root, 'dist/diagnosis.cjs'),
);

const figure = await ratio('lint-1mb', {
  ours: () => timeMs(() => assert.deepEqual(lintDefinition(text), [])),
  reference: () => timeMs(() => assert.equal(parseTree(text)?.type, 'array')),
});
assert.ok(figure.value <= 20, `checking costs ${figure.value} times parsing`);
assert.ok((figure.ours ?? 0) <= (100 * text.length) / 100_000, `${figure.ours} ms for ${text.length} characters`);
