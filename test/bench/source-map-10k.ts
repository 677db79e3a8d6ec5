import assert from 'node:assert/strict';
import { findWorkspaceFile, toWorkspaceFileIndex } from '../../src/core/files/workspaceFile.ts';
import { ratio, sized, timeMs } from './harness.ts';

/** Measures finding the workspace files of 10,000 stack frames among 10,000 files relative to splitting their paths. */
const count = sized(10_000, 100);
const toPath = (index: number): string => `src/module${index % 97}/part${index % 13}/file${index}.py`;
const paths = Array.from({ length: count }, (_, index) => toPath(index));
const frames = paths.map((path) => `/mnt/batch/tasks/workitems/train/job-1/task-1/wd/${path}`);
const index = toWorkspaceFileIndex(paths.map((path) => [path, path] as const));

await ratio('source-map-10k', {
  ours: () =>
    timeMs(() => {
      const found = frames.filter((frame) => findWorkspaceFile(index, frame) !== undefined);
      assert.equal(found.length, count);
    }),
  reference: () =>
    timeMs(() => {
      const segments = frames.reduce((sum, frame) => sum + frame.split('/').length, 0);
      assert.ok(segments > count);
    }),
  runs: 21,
  warmUps: 5,
});
