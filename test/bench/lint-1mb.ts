import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import path from 'node:path';
import { parseTree } from 'jsonc-parser';
import type * as DiagnosisBundle from '../../src/core/diagnosis/diagnosis.ts';
import { root } from '../workbench/places.ts';
import { assertWanted, ratio, sized, timeMs } from './harness.ts';

/**
 * Measures checking a definition of 1 MB, the largest request that the service accepts, relative to parsing it with
 * positions. Valid tasks cost most, because no finding lets the check stop early. Target: at most 8, and 1 s.
 */
const length = 1_000_000;
/** Factor by which a trial is smaller. */
const part = sized(1, 1000);
const tasks = Array.from({ length: Math.ceil(length / 72 / part) }, (_, index) => ({
  id: `frame-${index}`,
  commandLine: `/bin/bash -c "render ${index}"`,
}));
const text = JSON.stringify(tasks);

const { lintDefinition, lintDefinitionInSteps }: typeof DiagnosisBundle = createRequire(import.meta.url)(
  path.join(root, 'dist/diagnosis.cjs'),
);

const figure = await ratio('lint-1mb', {
  ours: () => timeMs(() => assert.deepEqual(lintDefinition(text), [])),
  reference: () => timeMs(() => assert.equal(parseTree(text)?.type, 'array')),
});
assertWanted(figure.value <= 8, `checking costs ${figure.value} times parsing`);

/** Definitions that repeat one element many times, or that contain a very long one. */
const large: Readonly<Record<string, unknown>> = {
  tasks,
  settings: {
    id: 't',
    commandLine: 'x',
    environmentSettings: many(30_000, (at) => ({ name: `N${at}`, value: `v ${at}` })),
  },
  secrets: {
    id: 't',
    commandLine: 'x',
    environmentSettings: many(30_000, (at) => ({ name: 'N', value: `password=a${at}` })),
  },
  'resource files': {
    id: 't',
    commandLine: 'x',
    resourceFiles: many(8000, (at) => ({ httpUrl: `https://a/${at}`, filePath: `${at}` })),
  },
  'unknown properties': { id: 't', commandLine: 'x', ...Object.fromEntries(many(60_000, (at) => [`key${at}`, at])) },
  'a command line': { id: 't', commandLine: 'render frame '.repeat(70_000 / part) },
  'a command line without a gap': { id: 't', commandLine: 'render'.repeat(150_000 / part) },
  'a command line of quotes': { id: 't', commandLine: `x ${`'"`.repeat(150_000 / part)}` },
  'a job with its tasks': {
    id: 'j',
    usesTaskDependencies: true,
    poolInfo: {
      autoPoolSpecification: {
        poolLifetimeOption: 'job',
        pool: { vmSize: 'standard_d2s_v5', targetDedicatedNodes: 1 },
      },
    },
    taskFactory: {
      type: 'taskCollection',
      tasks: many(15_000, (at) => ({
        id: `${at}`,
        commandLine: 'x',
        dependsOn: { taskIdRanges: [{ start: 0, end: at - 1 }] },
      })),
    },
  },
  'a list of other things': many(20_000, (at) => ({ id: at, title: 'x', dependsOn: [at - 1] })),
};

function many<T>(count: number, make: (at: number) => T): T[] {
  return Array.from({ length: Math.ceil(count / part) }, (_, at) => make(at));
}

/** Available in the Node.js version that runs benchmarks, but missing in the types of the oldest supported one. */
const { threadCpuUsage } = process as unknown as {
  readonly threadCpuUsage: (before?: NodeJS.CpuUsage) => NodeJS.CpuUsage;
};

/**
 * Measures the CPU time of a check on this thread, independent of the machine's load: in total, and of its longest
 * step.
 */
function measureSteps(definition: string): { readonly total: number; readonly longest: number } {
  const work = lintDefinitionInSteps(definition);
  let [total, longest] = [0, 0];
  for (let isDone = false; !isDone; ) {
    const before = threadCpuUsage();
    isDone = work.next().done === true;
    const { user, system } = threadCpuUsage(before);
    total += (user + system) / 1000;
    longest = Math.max(longest, (user + system) / 1000);
  }
  return { total, longest };
}

/** The minimum of several runs, since garbage collection may happen at any step. */
for (const [name, definition] of Object.entries(large)) {
  const json = JSON.stringify(definition);
  const runs = many(9, () => measureSteps(json));
  const [total, longest] = [Math.min(...runs.map((run) => run.total)), Math.min(...runs.map((run) => run.longest))];
  assertWanted(total <= 500, `${name}: ${total} ms`);
  assertWanted(longest <= 10, `${name}: ${longest} ms in one step`);
}
