import assert from 'node:assert/strict';
import { test } from 'node:test';
import { drawTransition } from '../../../test/builders/drawTransition.ts';
import { otherWord } from '../../../test/builders/otherWord.ts';
import { matchGolden } from '../../../test/golden/matchGolden.ts';
import { nodeStates } from '../model/computeNodeShape.ts';
import { scheduleStates } from '../model/jobScheduleShape.ts';
import { jobStates } from '../model/jobShape.ts';
import { taskStates } from '../model/taskShape.ts';
import { jobLife } from './jobLife.ts';
import { jobScheduleLife } from './jobScheduleLife.ts';
import { judgeTransition, settleTransition } from './life.ts';
import { nodeLife } from './nodeLife.ts';
import { poolLife } from './poolLife.ts';
import { taskLife } from './taskLife.ts';

const ended = (result: object) => ({ state: 'completed' as const, executionInfo: { ...result } });
const tasks = {
  ...Object.fromEntries(taskStates.map((state) => [state, { state }])),
  succeeded: ended({ result: 'success' }),
  failed: ended({ result: 'failure', exitCode: 1 }),
  'ended from outside': ended({ result: 'failure', failureInfo: { code: 'TaskEnded' } }),
  'not known': {},
};
const someStates = ['idle', 'offline', 'starttaskfailed', 'unusable', 'preempted', 'rebooting', 'leavingpool'] as const;
const switched = (schedulingState: 'enabled' | 'disabled') =>
  Object.fromEntries(
    someStates.map((state) => [`${state}, ${schedulingState}`, { state, schedulingState, runningTasksCount: 0 }]),
  );
const nodes = {
  ...switched('enabled'),
  ...switched('disabled'),
  'disabled, with a task': { state: 'running', schedulingState: 'disabled', runningTasksCount: 1 } as const,
  'not known': {},
};
const pool = { allocationState: 'steady', targetDedicatedNodes: 2, currentDedicatedNodes: 2 } as const;
const pools = {
  resizing: { ...pool, allocationState: 'resizing' },
  stopping: { ...pool, allocationState: 'stopping' },
  steady: pool,
  'steady, stopped': { ...pool, resizeErrors: [{ code: 'ResizeStopped' }] },
  'steady, stopped while it shrank': { ...pool, currentDedicatedNodes: 3 },
  deleting: { ...pool, state: 'deleting' },
  'not known': {},
} as const;

const drawings = {
  job: Object.entries(jobLife).map(([name, one]) => [name, drawTransition(one, { states: jobStates })]),
  jobSchedule: Object.entries(jobScheduleLife).map(([name, one]) => [
    name,
    drawTransition(one, { states: scheduleStates }),
  ]),
  task: [
    ['terminate', drawTransition(taskLife.terminate, { things: tasks })],
    ['terminate in a job that has ended', drawTransition(taskLife.terminate, { things: tasks, code: 'JobCompleted' })],
    ['delete', drawTransition(taskLife.delete, { things: tasks })],
    [
      'delete in a job that is being deleted',
      drawTransition(taskLife.delete, { things: tasks, code: 'JobBeingDeleted' }),
    ],
  ],
  node: [
    ['deallocate', drawTransition(nodeLife.deallocate, { states: nodeStates })],
    ['start', drawTransition(nodeLife.start, { states: nodeStates })],
    ...(['disableScheduling', 'enableScheduling'] as const).flatMap((name) => [
      [name, drawTransition(nodeLife[name], { things: nodes })],
      [
        `${name}, refused because it is so already`,
        drawTransition(nodeLife[name], { things: nodes, code: 'NodeAlreadyInTargetSchedulingState' }),
      ],
    ]),
  ],
  pool: [
    ['stopResize', drawTransition(poolLife.stopResize, { things: pools })],
    [
      'stopResize of one being deleted',
      drawTransition(poolLife.stopResize, { things: pools, code: 'PoolBeingDeleted' }),
    ],
    ['delete', drawTransition(poolLife.delete, { states: ['active', 'deleting'] })],
  ],
};

for (const [noun, drawn] of Object.entries(drawings))
  test(`the consequences of the state of a ${noun} match the reviewed table`, () => {
    const file = new URL(`../../../test/golden/lives/${noun}.md`, import.meta.url);
    const text = drawn.map(([name, table]) => `## ${name}\n\n${table}\n`).join('\n');
    matchGolden(file, text, 'src/core/changes/life.test.ts');
  });

test('a state that is named "gone" but unknown does not mean that the item no longer exists', () => {
  const now = { state: otherWord('gone') };
  assert.equal(settleTransition(jobLife.delete, { now, sentAt: '2026-11-20T09:00:00Z' }).outcome, 'unknown');
  assert.equal(judgeTransition(jobLife.delete, { before: undefined, now, elapsedMs: 1 }), 'underway');
});
