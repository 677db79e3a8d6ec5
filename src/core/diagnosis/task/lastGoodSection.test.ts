import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ComputeNode } from '../../model/computeNode.ts';
import type { Pool } from '../../model/pool.ts';
import type { Task } from '../../model/task.ts';
import type { ComparedTask } from '../causes/taskFacts.ts';
import {
  describeLastGood,
  type GoodRun,
  type GoodRunSearch,
  toGoodComparison,
  toLastGoodSection,
} from './lastGoodSection.ts';

const resource = { kind: 'task', accountId: 'a', jobId: 'nightly-20', taskId: 't' } as const;
const input = 'https://a.b/in/table.csv';

function ran(day: number, exitCode: number, more: Partial<Task> = {}): Task {
  return {
    id: 't',
    state: 'completed',
    commandLine: 'python run.py',
    nodeInfo: { poolId: 'cpu', nodeId: `n${day}` },
    executionInfo: {
      startTime: `2026-11-${day}T08:00:00Z`,
      endTime: `2026-11-${day}T08:30:00Z`,
      exitCode,
      result: exitCode === 0 ? 'success' : 'failure',
    },
    ...more,
  };
}

function node(day: number, version: string, agent: string): ComputeNode {
  return {
    id: `n${day}`,
    vmSize: 'standard_d2s_v3',
    virtualMachineInfo: { imageReference: { offer: 'ubuntu', sku: '22', exactVersion: version } },
    nodeAgentInfo: { version: agent },
  };
}

const pool: Pool = { id: 'cpu', lastModified: '2026-11-20T06:00:00Z', targetDedicatedNodes: 2 };
const counts = (succeeded: number, failed: number) => ({ active: 0, running: 0, completed: 20, succeeded, failed });

function search(
  compared: Partial<ComparedTask>,
  more: Partial<GoodRunSearch> & { good?: GoodRun } = {},
): GoodRunSearch {
  const good: GoodRun = {
    kind: 'name',
    resource: { ...resource, jobId: 'nightly-18' },
    compared: { task: ran(18, 0), ...compared },
    counts: counts(20, 0),
  };
  return { good, failedSince: [], jobs: 2, requests: 6, isComplete: true, ...more };
}

function texts(failed: Partial<ComparedTask>, found: GoodRunSearch): readonly string[] {
  const run = { resource, compared: { task: ran(20, 1), ...failed }, counts: counts(1, 19) };
  return toLastGoodSection(run, found)?.items.map(({ text }) => text) ?? [];
}

test('a job with one task is not counted in the plural', () => {
  for (const [succeeded, failed, expected] of [
    [1, 0, 'The only task that ended in job nightly-18 succeeded; in this job, 0 of 1 did.'],
    [1, 1, 'Of the 2 tasks that ended in job nightly-18, 1 succeeded; in this job, 0 of 1 did.'],
    [2, 0, 'Of the 2 tasks that ended in job nightly-18, 2 succeeded; in this job, 0 of 1 did.'],
  ] as const) {
    const { good } = search({});
    assert.ok(good);
    const found = search({}, { good: { ...good, counts: counts(succeeded, failed) } });
    const run = { resource, compared: { task: ran(20, 1) }, counts: counts(0, 1) };
    const said = toLastGoodSection(run, found)?.items.map(({ text }) => text) ?? [];
    assert.ok(said.includes(expected), said.join('\n'));
  }
});

test('the section shows the job of the good run, its results, the time since which tasks fail, and the changes in between', () => {
  const failed = {
    pool,
    node: node(20, '22.2', '1.10'),
    inputs: [{ path: 'table.csv', address: input, size: 0, lastModified: '2026-11-20T05:00:00Z' }],
  };
  const good = {
    pool,
    node: node(18, '22.1', '1.9'),
    inputs: [{ path: 'table.csv', address: input, size: 0, lastModified: '2026-11-20T05:00:00Z' }],
  };
  const found = search(good, { failedSince: [{ ...resource, jobId: 'nightly-19' }] });
  assert.deepEqual(texts(failed, found), [
    't succeeded in job nightly-18, whose name differs only in numbers or random parts. It ended on Nov 18, 2026, 08:30 UTC.',
    'Of the 20 tasks that ended in job nightly-18, 20 succeeded; in this job, 1 of 20 did.',
    'It also failed in 1 other job: nightly-19.',
    'The settings or size of pool cpu changed between the two runs, on Nov 20, 2026, 06:00 UTC.',
    'Input file table.csv was written between the two runs, on Nov 20, 2026, 05:00 UTC.',
    'The full comparison also includes the log lines that only the failed run wrote.',
  ]);
  const section = toLastGoodSection({ resource, compared: { task: ran(20, 1), ...failed } }, found);
  assert.equal(section?.nearest?.succeededId, 't (nightly-18)');
  assert.deepEqual(
    section?.nearest?.differences.map(({ what, failed: one, succeeded: other }) => [what, one, other]),
    [
      ['Exit code', ['1'], ['0']],
      ['Node', ['n20'], ['n18']],
      ['Image', ['ubuntu 22 22.2'], ['ubuntu 22 22.1']],
      ['Node agent', ['1.10'], ['1.9']],
    ],
  );
});

test('the evidence names possible explanations, and not the result of the run', () => {
  const run = { resource, compared: { task: ran(20, 1), node: node(20, '22.2', '1.10') } };
  const piece = describeLastGood(run, search({ node: node(18, '22.1', '1.9') }));
  assert.equal(
    piece?.text,
    'Differences from the last good run (t in job nightly-18, Nov 18, 2026, 08:30 UTC): Image and Node agent.',
  );
  assert.match(
    describeLastGood({ resource, compared: { task: ran(20, 1) } }, search({}))?.text ?? '',
    /^The definition and the machine show no known differences/,
  );
});

test('definitions, jobs, and pools are compared, including all properties that tasks get from their job and pool', () => {
  const before = {
    task: ran(18, 0, {
      environmentSettings: [{ name: 'A' }],
      applicationPackageReferences: [{ applicationId: 'b', version: '1' }],
    }),
    job: {
      id: 'nightly-18',
      commonEnvironmentSettings: [{ name: 'REGION' }],
      jobPreparationTask: { commandLine: 'prepare 1' },
    },
    pool: { id: 'old', startTask: { commandLine: 'setup 1' }, applicationPackageReferences: [{ applicationId: 'c' }] },
    inputs: [
      { path: 'in.csv', address: 'https://a.b/in/18.csv', size: 2_000_000, lastModified: '2026-11-18T05:00:00Z' },
    ],
  };
  const now = {
    task: ran(20, 1, {
      commandLine: 'python run.py --fast',
      applicationPackageReferences: [{ applicationId: 'b', version: '2' }],
    }),
    job: {
      id: 'nightly-20',
      jobPreparationTask: { commandLine: 'prepare 2' },
      constraints: { maxWallClockTime: 'PT1H' },
    },
    pool: { id: 'new', startTask: { commandLine: 'setup 2' }, taskSlotsPerNode: 4 },
    inputs: [{ path: 'in.csv', address: 'https://a.b/in/20.csv', size: 0, lastModified: '2026-11-20T05:00:00Z' }],
  };
  const section = toLastGoodSection({ resource, compared: now }, search(before));
  assert.deepEqual(
    section?.nearest?.differences.map(
      ({ what, failed, succeeded }) => `${what}: ${failed.join()} / ${succeeded.join()}`,
    ),
    [
      'Command line: python run.py --fast / python run.py',
      'Options: --fast / ',
      'Exit code: 1 / 0',
      'Node: n20 / n18',
      'Applications: b 2 / b 1',
      'Environment variables:  / A',
      'Input sizes: in.csv: 0 B / in.csv: 1.9 MiB',
      'Input modified: in.csv: Nov 20, 2026, 05:00 UTC / in.csv: Nov 18, 2026, 05:00 UTC',
      'Job environment variables:  / REGION',
      'Job preparation task: prepare 2 / prepare 1',
      'Job time limit: PT1H / ',
      'Pool applications:  / c',
      'Start task: setup 2 / setup 1',
      'Task slots per node: 4 / 1',
    ],
  );
});

test('unknown data is mentioned', () => {
  const why = 'The network rules of a.b block this computer.';
  assert.deepEqual(texts({ node: node(20, '22.2', '1.10') }, search({}, { whyNoInputs: why })).slice(2, 4), [
    'The sizes and times of the input files are unknown. The network rules of a.b block this computer.',
    'The node of the good run is gone, so its image version and node agent are unknown.',
  ]);
  const late = { pool: { ...pool, lastModified: '2026-11-21T06:00:00Z' } };
  assert.ok(!texts(late, search(late)).join().includes('changed between the two runs'), 'changed after it had failed');
  const scaled = { pool: { ...pool, enableAutoScale: true } };
  assert.ok(!texts(scaled, search(scaled)).join().includes('changed between the two runs'), 'its formula changes it');
});

test('if there is no good run, that is shown if more can be searched or it also failed elsewhere', () => {
  const none = { jobs: 5, requests: 10, failedSince: [] };
  assert.deepEqual(texts({}, { ...none, isComplete: false }), [
    'No good run was found in 5 earlier jobs, with 10 requests. To look further, ask for the comparison with the last good run.',
  ]);
  const failedSince = [{ ...resource, jobId: 'nightly-17' }];
  assert.deepEqual(texts({}, { ...none, failedSince, isComplete: true }), [
    'No successful run was found in the 5 earlier jobs that were checked.',
    'It also failed in 1 other job: nightly-17.',
  ]);
  assert.deepEqual(texts({}, { ...none, isComplete: true }), []);
});

test('a saved attempt is compared with the current task', () => {
  const savedAt = '2026-11-19T08:00:00Z';
  assert.deepEqual(toGoodComparison(resource, { resource, savedAt }), {
    resource,
    document: 'comparison',
    savedAt,
    other: { jobId: 'nightly-20', taskId: 't' },
  });
});
