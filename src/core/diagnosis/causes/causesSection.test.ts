import assert from 'node:assert/strict';
import { test } from 'node:test';
import { logsAreGone } from '../../../../test/builders/logsAreGone.ts';
import type { Task } from '../../model/task.ts';
import { doAtOnce } from '../../work.ts';
import { CauseExplainer } from '../account/causeExplainer.ts';
import { explainNode } from '../explainNode.ts';
import { explainPool } from '../explainPool.ts';

const accountId = 'contoso';
const job = { id: 'train', state: 'active' } as const;

function toFailed(taskId: string, poolId: string, endTime: string) {
  const task: Task = {
    id: taskId,
    state: 'completed',
    nodeInfo: { poolId, nodeId: `${poolId}-1` },
    executionInfo: { result: 'failure', exitCode: 139, endTime },
  };
  const resource = { kind: 'task', accountId, jobId: job.id, taskId } as const;
  return { kind: 'task', resource, at: endTime, task, job, pool: undefined } as const;
}

const failing = [
  toFailed('a', 'gpu', '2026-11-20T09:00:00Z'),
  toFailed('b', 'cpu', '2026-11-20T08:00:00Z'),
  toFailed('c', 'gpu', '2026-11-20T09:30:00Z'),
];
const { causes } = doAtOnce(new CauseExplainer(logsAreGone).explain(failing));

const listTold = (poolId: string) =>
  explainPool({ pool: { id: poolId, state: 'active' }, causes, coverage: { read: 3, total: 3 } }).sections?.map(
    ({ id, items }) => ({ id, texts: items.map(({ text }) => text) }),
  );

test('a pool is explained by the displayed causes of failures in that pool, with their times', () => {
  assert.deepEqual(listTold('gpu'), [
    {
      id: 'causes',
      texts: ["2 tasks (Nov 20, 2026, 09:00 – 09:30 UTC): Segmentation fault: it accessed memory that isn't its own"],
    },
  ]);
  assert.equal(listTold('idle'), undefined);
});

test('a pool with several nodes says on which one all tasks with a cause failed', () => {
  const pool = { id: 'gpu', currentDedicatedNodes: 2 };
  const onNodes = (first: string, ...others: readonly string[]) => {
    const tasks = [first, ...others].map((nodeId, index) => {
      const one = toFailed(`t${index}`, 'gpu', '2026-11-20T09:00:00Z');
      return { ...one, pool, task: { ...one.task, nodeInfo: { poolId: 'gpu', nodeId } } };
    });
    const shown = { causes: doAtOnce(new CauseExplainer(logsAreGone).explain(tasks)).causes };
    return explainPool({ pool: { ...pool, state: 'active' }, ...shown }).sections?.[0]?.items[0]?.text ?? '';
  };
  assert.match(onNodes('gpu-1', 'gpu-1'), /^2 tasks \(.*, all on node gpu-1\): /);
  assert.doesNotMatch(onNodes('gpu-1', 'gpu-2'), /on node/);
  assert.doesNotMatch(onNodes('gpu-1'), /on node/);
});

test('a pool that was partly read shows that no failure was read, and why no more was read', () => {
  const coverage = { read: 3, total: 5, isComplete: false, isBrief: true };
  const { sections } = explainPool({ pool: { id: 'idle', state: 'active' }, causes, coverage });
  assert.deepEqual(
    sections?.flatMap(({ items }) => items.map(({ text }) => text)),
    [
      'None of the tasks, nodes, or jobs that were read failed in this pool.',
      'More tasks in the account failed. They may have these causes or others.',
      'Only a few logs and lists were read. To read the rest, list all failures in the account and explain this again, or add --complete in a terminal.',
    ],
  );
});

test('a pool is explained by a cause of which a rule says that no retry helps', () => {
  const never = causes.map((cause) => ({
    ...cause,
    failures: cause.failures.map((failure) => ({
      ...failure,
      explanation: { ...failure.explanation, change: 'never' } as const,
    })),
  }));
  const pool = { id: 'gpu', state: 'active' } as const;
  assert.deepEqual(
    explainPool({ pool, causes: never, coverage: { read: 3, total: 3 } }).sections?.map(({ id }) => id),
    ['causes'],
  );
});

test('a node is explained by the displayed causes of failures on that node', () => {
  const listOf = (nodeId: string) =>
    explainNode({ node: { id: nodeId, state: 'idle' }, causes, coverage: { read: 3, total: 3 } }).sections?.flatMap(
      ({ items }) => items.map(({ text }) => text),
    );
  assert.deepEqual(listOf('cpu-1'), [
    "1 task (Nov 20, 2026, 08:00 UTC): Segmentation fault: it accessed memory that isn't its own",
  ]);
  assert.equal(listOf('gpu-2'), undefined);
});

const stuckCauses = doAtOnce(
  new CauseExplainer(logsAreGone).explain(
    [
      ['small', 2],
      ['nightly', 24],
    ].map(([jobId, waiting]) => ({
      kind: 'job',
      resource: { kind: 'job', accountId, jobId: String(jobId) },
      at: '2026-11-20T09:00:00Z',
      job: {
        id: String(jobId),
        state: 'active',
        poolInfo: { poolId: 'risk' },
        jobPreparationTask: { commandLine: 'x' },
      },
      preparation: [
        { poolId: 'risk', nodeId: 'risk-1', jobPreparationTaskExecutionInfo: { result: 'failure', exitCode: 2 } },
      ],
      quotas: undefined,
      blocks: { tasks: new Map([[String(jobId), Number(waiting)]]), nodes: 0 },
    })),
  ),
).causes;

test('a working pool is not called healthy if the preparation task of a job fails on its nodes', () => {
  const pool = (id: string) =>
    explainPool({
      pool: { id, state: 'active', allocationState: 'steady', currentDedicatedNodes: 1, targetDedicatedNodes: 1 },
      causes: stuckCauses,
    });
  const { title, cause, fixes } = pool('risk');
  assert.equal(title, 'The nodes in pool risk work, but the preparation task for job nightly fails there');
  assert.match(cause, /^Job nightly is stuck: .*24 tasks are waiting because of it\.$/);
  assert.deepEqual(
    [fixes.length, fixes[0]?.place?.leadsTo],
    [
      1,
      {
        resource: { kind: 'account', accountId },
        document: 'cause',
        fingerprint: stuckCauses.find(({ failures }) =>
          failures.some(({ failing: one }) => one.kind === 'job' && one.job.id === 'nightly'),
        )?.cluster.fingerprint,
      },
    ],
  );
  assert.match(pool('other').title, /^Nothing is wrong/);
});

test('a node on which a preparation task fails is not called healthy', () => {
  const node = (id: string) => explainNode({ node: { id, state: 'idle' }, causes: stuckCauses });
  const { title, cause, sections } = node('risk-1');
  assert.equal(title, 'Node risk-1 works, but the preparation task for job nightly fails on it');
  assert.match(cause, /24 tasks are waiting because of it\.$/);
  assert.match(sections?.[0]?.items[0]?.text ?? '', /job/);
  assert.match(node('risk-2').title, /^Nothing is wrong/);
});

test('if not all failures were read, health is claimed only for inspected parts', () => {
  const titles = [true, false].map((isComplete) => {
    const coverage = { read: 3, total: 3, isComplete };
    const pool = { id: 'idle', state: 'active', allocationState: 'steady', currentDedicatedNodes: 1 } as const;
    const explained = [
      explainPool({ pool, causes, coverage }),
      explainNode({ node: { id: 'n', state: 'idle' }, causes, coverage }),
    ];
    return explained.map(({ title, confidence }) => `${title}: ${confidence}`);
  });
  assert.deepEqual(titles, [
    ['Nothing is wrong with the size of pool idle: certain', 'Nothing is wrong with node n: certain'],
    ['Nothing is wrong with the size of pool idle: certain', 'Node n reports no errors: certain'],
  ]);
});

test('a node or a pool with failing tasks is not called healthy', () => {
  const coverage = { read: 3, total: 3, isComplete: true };
  const tasks = causes.flatMap(({ failures }) =>
    failures.flatMap(({ failing }) => (failing.kind === 'task' ? [failing.task] : [])),
  );
  const nodes = new Set(tasks.flatMap(({ nodeInfo }) => nodeInfo?.nodeId ?? []));
  assert.ok(nodes.size > 0);
  for (const id of nodes) {
    const { title, confidence } = explainNode({ node: { id, state: 'idle' }, causes, coverage });
    assert.equal(`${title}: ${confidence}`, `Node ${id} reports no errors: likely`);
  }
});
