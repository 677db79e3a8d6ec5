import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ComputeNode } from '../../../core/model/computeNode.ts';
import type { Job } from '../../../core/model/job.ts';
import type { NodeStateCounts, Pool } from '../../../core/model/pool.ts';
import type { Task } from '../../../core/model/task.ts';
import { type Judged, judgeJob, judgeNode, judgePool, judgeTask } from './judgeLook.ts';

const accountId = 'contoso';
const task = { kind: 'task', accountId, jobId: 'frames', taskId: 'frame-1' } as const;
const job = { kind: 'job', accountId, jobId: 'frames' } as const;
const pool = { kind: 'pool', accountId, poolId: 'grid' } as const;
const node = { kind: 'node', accountId, poolId: 'grid', nodeId: 'n1' } as const;
const startMs = Date.parse('2026-11-20T09:00:00Z');
const minuteMs = 60_000;

/** Returns the events of several polls, one minute apart unless `after` says otherwise. */
function lookAt<Thing, Look extends { readonly after?: number }>(
  judge: (before: Thing | undefined, look: Look, now: Date) => Judged<Thing>,
  ...looks: readonly Look[]
): readonly (readonly string[])[] {
  let before: Thing | undefined;
  let nowMs = startMs;
  return looks.map((look) => {
    nowMs += (look.after ?? 1) * minuteMs;
    const { seen, events, isOver } = judge(before, look, new Date(nowMs));
    // Simulate saving and loading.
    before = JSON.parse(JSON.stringify(seen));
    const said = events.map(({ what, count }) => (count === undefined ? what : `${what} ${count}`));
    return isOver ? [...said, 'over'] : said;
  });
}

const toTime = (minutes: number): string => new Date(startMs + minutes * minuteMs).toISOString();

test('a task is reported once as failed or succeeded, and the watch is over', () => {
  interface Look {
    readonly now: Task;
    readonly after?: number;
  }
  const judge = (before: Parameters<typeof judgeTask>[1], { now }: Look, at: Date) => judgeTask(task, before, now, at);
  const running: Task = { id: 'frame-1', state: 'running', stateTransitionTime: toTime(0) };
  const failed: Task = { id: 'frame-1', state: 'completed', executionInfo: { result: 'failure', exitCode: 1 } };
  const succeeded: Task = { id: 'frame-1', state: 'completed', executionInfo: { result: 'success', exitCode: 0 } };
  assert.deepEqual(lookAt(judge, { now: running }, { now: running }, { now: failed }), [[], [], ['failed', 'over']]);
  assert.deepEqual(lookAt(judge, { now: running }, { now: succeeded }), [[], ['ended', 'over']]);
  assert.deepEqual(lookAt(judge, { now: failed }), [['over']], 'nothing happens by the first look');
});

test('a task that waits or has written nothing for more than an hour is reported as hanging, once', () => {
  interface Look {
    readonly now: Task;
    readonly writtenAt?: string;
    readonly after?: number;
  }
  const judge = (before: Parameters<typeof judgeTask>[1], { now, writtenAt }: Look, at: Date) =>
    judgeTask(task, before, now, at, { writtenAt });
  const waiting: Task = { id: 'frame-1', state: 'active', stateTransitionTime: toTime(0) };
  const running: Task = { id: 'frame-1', state: 'running', stateTransitionTime: toTime(0) };
  assert.deepEqual(lookAt(judge, { now: waiting }, { now: waiting, after: 61 }, { now: waiting }), [
    [],
    ['hanging'],
    [],
  ]);
  assert.deepEqual(
    lookAt(
      judge,
      { now: running },
      { now: running, after: 90 },
      { now: running, writtenAt: toTime(5) },
      { now: running },
      { now: running, writtenAt: toTime(5) },
      { now: running, writtenAt: toTime(90) },
      { now: running, writtenAt: toTime(90), after: 90 },
    ),
    [[], [], ['hanging'], [], [], [], ['hanging']],
    'one that has written again may hang again',
  );
});

test('for a job, new failures, the end of all tasks, tasks that do not start, and its own end are reported', () => {
  interface Look {
    readonly now?: Job;
    readonly counts?: readonly [active: number, running: number, succeeded: number, failed: number];
    readonly after?: number;
  }
  const judge = (before: Parameters<typeof judgeJob>[1], { now, counts: numbers }: Look, at: Date) => {
    const [active = 0, running = 0, succeeded = 0, failed = 0] = numbers ?? [];
    const counts = { active, running, succeeded, failed, completed: succeeded + failed };
    return judgeJob(job, before, { job: now, counts: numbers === undefined ? undefined : counts }, at);
  };
  const active: Job = { id: 'frames', state: 'active' };
  const start = { now: active, counts: [5, 2, 1, 3] } as const;
  assert.deepEqual(
    lookAt(judge, start, { counts: [4, 2, 1, 4] }, { now: active }, { counts: [2, 2, 1, 6] }, { counts: [2, 2, 2, 5] }),
    [[], ['failed 1'], [], ['failed 2'], []],
    'one that is retried has not failed',
  );
  assert.deepEqual(
    lookAt(
      judge,
      start,
      { counts: [0, 0, 8, 3] },
      { now: active },
      { now: active },
      { counts: [1, 0, 8, 3] },
      {
        counts: [0, 0, 9, 3],
      },
      { now: active },
    ),
    [[], [], ['idle'], [], [], [], ['idle']],
    'that all tasks have ended is said again after others were added',
  );
  assert.deepEqual(
    lookAt(judge, { now: active, counts: [0, 0, 8, 3] }, { now: active }),
    [[], []],
    'not of one that had nothing to do from the start',
  );
  const ends: Job = { ...active, onAllTasksComplete: 'terminatejob' };
  const completed: Job = { ...ends, state: 'completed' };
  assert.deepEqual(
    lookAt(judge, start, { counts: [0, 0, 8, 3] }, { now: ends }, { now: completed, counts: [0, 0, 8, 3] }),
    [[], [], [], ['ended', 'over']],
    'one that ends with its tasks is not said to be left',
  );
  assert.deepEqual(
    lookAt(
      judge,
      { now: active, counts: [5, 0, 0, 0] },
      { counts: [5, 0, 0, 0], after: 61 },
      { now: active },
      {
        counts: [4, 1, 0, 0],
      },
    ),
    [[], ['hanging'], [], []],
  );
});

test('a pool is reported when it lacks nodes, gets them, breaks, idles, or resizes for a long time', () => {
  interface Look {
    readonly now?: Partial<Pool>;
    readonly nodes?: NodeStateCounts;
    readonly after?: number;
  }
  const judge = (before: Parameters<typeof judgePool>[1], { now, nodes }: Look, at: Date) =>
    judgePool(
      pool,
      before,
      {
        pool: now && { id: 'grid', currentDedicatedNodes: 0, targetDedicatedNodes: 4, ...now },
        nodes: nodes && { poolId: 'grid', dedicated: nodes },
      },
      at,
    );
  const resizing: Partial<Pool> = { allocationState: 'resizing', allocationStateTransitionTime: toTime(1) };
  const full: Partial<Pool> = { allocationState: 'steady', currentDedicatedNodes: 4 };
  const short: Partial<Pool> = { allocationState: 'steady', resizeErrors: [{ code: 'AccountCoreQuotaReached' }] };
  assert.deepEqual(lookAt(judge, { now: resizing }, { now: resizing }, { now: full }, { now: full }), [
    [],
    [],
    ['ended'],
    [],
  ]);
  assert.deepEqual(lookAt(judge, { now: resizing }, { now: short }, { now: short }), [[], ['failed'], []]);
  assert.deepEqual(lookAt(judge, { now: resizing }, { now: resizing, after: 70 }, { now: resizing }), [
    [],
    ['hanging'],
    [],
  ]);
  assert.deepEqual(
    lookAt(
      judge,
      { now: full, nodes: { total: 4, running: 4 } },
      { nodes: { total: 4, running: 2, unusable: 1, preempted: 1 } },
      { nodes: { total: 4, running: 3, unusable: 1 } },
      { nodes: { total: 4, running: 2, unusable: 2 } },
    ),
    [[], ['failed 2'], [], ['failed 1']],
  );
  const idle = { total: 4, idle: 4 };
  assert.deepEqual(
    lookAt(
      judge,
      { now: full, nodes: { total: 4, running: 4 } },
      { nodes: idle },
      { nodes: idle, after: 61 },
      { now: full },
      { nodes: idle },
      { nodes: { total: 4, idle: 3, running: 1 } },
      { nodes: idle },
      { nodes: idle, after: 61 },
    ),
    [[], [], ['idle'], [], [], [], [], ['idle']],
  );
});

test('a node is reported when it breaks, becomes ready again, idles, or stays in transition for a long time', () => {
  interface Look {
    readonly now: Omit<ComputeNode, 'id'>;
    readonly after?: number;
  }
  const judge = (before: Parameters<typeof judgeNode>[1], { now }: Look, at: Date) =>
    judgeNode(node, before, { id: 'n1', stateTransitionTime: at.toISOString(), ...now }, at);
  const running = { now: { state: 'running' } } as const;
  assert.deepEqual(
    lookAt(
      judge,
      running,
      { now: { state: 'unusable' } },
      { now: { state: 'unknown' } },
      { now: { state: 'rebooting' } },
      running,
    ),
    [[], ['failed'], [], [], ['ended']],
    'one that is broken breaks no more',
  );
  const rebooting = { state: 'rebooting', stateTransitionTime: toTime(2) } as const;
  assert.deepEqual(lookAt(judge, running, { now: rebooting }, { now: rebooting, after: 70 }, { now: rebooting }), [
    [],
    [],
    ['hanging'],
    [],
  ]);
  const idle = { state: 'idle', stateTransitionTime: toTime(2) } as const;
  assert.deepEqual(lookAt(judge, running, { now: idle }, { now: idle, after: 70 }, { now: idle }), [
    [],
    [],
    ['idle'],
    [],
  ]);
});
