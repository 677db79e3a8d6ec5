import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BatchError } from '../model/batchError.ts';
import type { Task } from '../model/task.ts';
import { settleTransition } from './life.ts';
import type { Settlement } from './settlement.ts';
import { findTaskChange, planChangeTaskLimit, settleRetry, settleTaskLimit, taskLife } from './taskLife.ts';

const sentAt = '2030-01-01T00:00:00Z';
const failed = {
  state: 'completed',
  executionInfo: { exitCode: 1, result: 'failure', endTime: '2026-01-01T10:00:00Z' },
} as const;
const failedAgain = { ...failed, executionInfo: { ...failed.executionInfo, endTime: '2026-01-01T10:05:00Z' } };
const succeeded = {
  state: 'completed',
  executionInfo: { exitCode: 0, result: 'success', endTime: '2026-01-01T10:05:00Z' },
} as const;
const ended = {
  state: 'completed',
  executionInfo: {
    exitCode: 137,
    result: 'failure',
    endTime: '2026-01-01T10:05:00Z',
    failureInfo: { category: 'UserError', code: 'TaskEnded' },
  },
} as const;
const uploadFailed = {
  state: 'completed',
  executionInfo: { exitCode: 0, result: 'failure', endTime: '2026-01-01T10:00:00Z' },
} as const;
const running = { state: 'running' } as const;
const active = { state: 'active' } as const;

type Settle = typeof settleRetry;
const settleTerminateTask: Settle = (look) => settleTransition(taskLife.terminate, look);
const settleDeleteTask: Settle = (look) => settleTransition(taskLife.delete, look);
type Now = Parameters<Settle>[0]['now'];

const cases: readonly (readonly [
  what: string,
  settle: Settle,
  now: Now,
  code: string | undefined,
  outcome: Settlement['outcome'],
  text?: RegExp,
])[] = [
  ['A9-14 it waits to run', settleRetry, active, undefined, 'done'],
  ['A9-14 it has failed again since', settleRetry, failedAgain, undefined, 'done', /failed again/],
  ['A9-14 nothing has happened', settleRetry, failed, undefined, 'unknown', /lost/],
  ['The state of the task is unknown.', settleRetry, {}, undefined, 'unknown', /nothing shows/],
  ['The task succeeded. since', settleRetry, succeeded, undefined, 'done', /succeeded/],
  ['someone else was first', settleRetry, active, 'TaskNotCompleted', 'done', /someone else/],
  ['that has failed again', settleRetry, failedAgain, 'TaskNotCompleted', 'notDone', /failed again/],
  ['that has succeeded', settleRetry, succeeded, 'TaskSucceeded', 'done', /succeeded/],
  ['its upload failed', settleRetry, uploadFailed, 'TaskSucceeded', 'notDone', /exit code 0/],
  ['its job has ended', settleRetry, failed, 'jobcompleted', 'notDone', /another job/],
  ['its job is gone', settleRetry, undefined, 'JobNotFound', 'notDone', /another job/],
  ['it is gone', settleRetry, undefined, 'TaskNotFound', 'notDone', /deleted/],
  ['another refusal', settleRetry, failed, 'Whatever', 'notDone', /Whatever/],
  ['it was ended', settleTerminateTask, ended, undefined, 'done'],
  ['it was ended before', settleTerminateTask, ended, 'TaskCompleted', 'done', /already terminated/],
  [
    'it succeeded by itself',
    settleTerminateTask,
    succeeded,
    'TaskCompleted',
    'done',
    /succeeded before it could be terminated/,
  ],
  ['it failed by itself', settleTerminateTask, failed, 'TaskCompleted', 'done', /failed before it could be terminated/],
  ['it failed by itself', settleTerminateTask, failed, undefined, 'done', /before it could be terminated/],
  ['it is gone', settleTerminateTask, undefined, 'TaskNotFound', 'done', /deleted/],
  ['its job has ended', settleTerminateTask, active, 'JobCompleted', 'done', /task's job has ended/],
  ['nothing has happened', settleTerminateTask, running, undefined, 'unknown'],
  ['it is gone', settleDeleteTask, undefined, undefined, 'done'],
  ['it was gone', settleDeleteTask, undefined, 'TaskNotFound', 'done', /already/],
  ['its job is deleted', settleDeleteTask, failed, 'JobBeingDeleted', 'done', /job/],
  ['nothing has happened', settleDeleteTask, failed, undefined, 'unknown'],
];

for (const [what, settle, now, code, outcome, text] of cases) {
  const isNamed = what.startsWith('A9-');
  const title = `${settle.name}, ${code ?? 'answer lost'}: ${isNamed ? what.slice(6) : what}`;
  test(isNamed ? `${what.slice(0, 6)}${title}` : title, () => {
    const before =
      settle === settleTerminateTask ? running : settle === settleRetry && now === uploadFailed ? uploadFailed : failed;
    const error =
      code === undefined
        ? {}
        : { error: new BatchError({ code, message: 'The sentence of the service.', status: 409 }) };
    const settlement = settle({ now, before, sentAt, ...error });
    assert.equal(settlement.outcome, outcome);
    const said = settlement.outcome === 'done' ? settlement.note : settlement.reason;
    if (text === undefined) assert.ok(outcome !== 'done' || said === undefined, said);
    else assert.match(said ?? '', text);
    assert.doesNotMatch(said ?? '', /sentence of the service/);
  });
}

test('a lost answer and an error of the service are described differently', () => {
  const reasonOf = (settlement: Settlement): string => (settlement.outcome === 'unknown' ? settlement.reason : '');
  assert.match(reasonOf(settleRetry({ now: failed, before: failed, sentAt })), /^The service's response was lost/);
  const answer = new BatchError({ code: 'InternalError', message: 'raw', status: 500, mayHaveActed: true });
  assert.match(
    reasonOf(settleRetry({ now: failed, before: failed, sentAt, answer })),
    /^The service returned a server error \(InternalError\), and nothing shows that it acted/,
  );
});

const endedAt = (endTime: string) => ({ state: 'completed' as const, executionInfo: { endTime } });
const first = '2026-11-20T09:00:00Z';

test('a task that was rerun, or has ended since it was displayed, is treated as changed', () => {
  assert.equal(findTaskChange(endedAt(first), endedAt('2026-11-20T09:00:00.000Z')), undefined);
  assert.match(findTaskChange(endedAt(first), endedAt('2026-11-20T09:05:00Z')) ?? '', /run again/);
  assert.match(findTaskChange(endedAt(first), { state: 'active' }) ?? '', /run again/);
  assert.match(findTaskChange({ state: 'running' }, endedAt(first)) ?? '', /has ended/);
  assert.equal(findTaskChange({ state: 'active' }, { state: 'running' }), undefined);
  assert.equal(findTaskChange(undefined, endedAt(first)), undefined);
  assert.equal(findTaskChange(endedAt(first), undefined), undefined);
});

test('changing the limit of an unfinished task has succeeded when the task has the requested value', () => {
  const asked = { constraints: { maxWallClockTime: 'PT8H' } };
  const running: Task = { id: 't', state: 'running' };
  assert.equal(planChangeTaskLimit(running).possible, true);
  assert.equal(planChangeTaskLimit({ state: 'completed' }).possible, false);
  const lost = new BatchError({ code: 'ConnectionReset', message: 'cut', mayHaveActed: true });
  const refused = new BatchError({ code: 'TaskCompleted', message: 'It has ended.', status: 409 });
  const settle = (now: Task | undefined, error: BatchError) =>
    settleTaskLimit({ now, error, before: running, sentAt }, asked).outcome;
  assert.equal(settle({ ...running, ...asked }, lost), 'done');
  assert.equal(settle(undefined, lost), 'notDone');
  assert.equal(settle({ ...running, state: 'completed' }, refused), 'notDone');
});
