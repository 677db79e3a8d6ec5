import assert from 'node:assert/strict';
import { test } from 'node:test';
import { snapshot } from '../../../../test/builders/snapshot.ts';
import * as diagnosis from '../../../core/diagnosis/diagnosis.ts';
import type { Task } from '../../../core/model/task.ts';
import { Explainer } from './explainer.ts';
import { findFailing } from './failing.ts';

const taskCount = 10;
const tasks = Array.from(
  { length: taskCount },
  (_, index): Task => ({ id: `t${index}`, state: 'completed', executionInfo: { exitCode: 1, result: 'failure' } }),
);
const failing = findFailing(
  snapshot()
    .with({ kind: 'jobs' }, [{ id: 'frames' }])
    .with({ kind: 'tasks', jobId: 'frames', group: 'failed' }, tasks)
    .build(),
);
const noLogs = {};
const logsOf = () => noLogs;

/** Counts what is explained; `onExplain` is called before each. */
function countExplained(onExplain: () => void = () => undefined) {
  const state = { explained: 0 };
  const explainTask: typeof diagnosis.explainTask = (evidence) => {
    onExplain();
    state.explained += 1;
    return diagnosis.explainTask(evidence);
  };
  return { state, explainer: new Explainer(() => ({ ...diagnosis, explainTask })) };
}

test('a failure is explained once for as long as its evidence stays the same', () => {
  const { state, explainer } = countExplained();
  const first = explainer.explain(failing, logsOf);
  const second = explainer.explain(failing, logsOf);
  assert.equal(state.explained, taskCount);
  assert.deepEqual(second, first);
  explainer.explain(failing, () => ({ stderr: 'Killed\n' }));
  assert.equal(state.explained, 2 * taskCount);
});

test('while many failures are explained others have their turn, and what comes of it is the same', async (context) => {
  let nowMs = 0;
  context.mock.method(performance, 'now', () => nowMs);
  // Each failure takes longer than a turn.
  const { explainer, state } = countExplained(() => {
    nowMs += 100;
  });
  const seen: number[] = [];
  const look = (): void => {
    seen.push(state.explained);
    if (state.explained < taskCount) setImmediate(look);
  };
  setImmediate(look);
  const failures = await explainer.explainInTurns(failing, logsOf);
  assert.deepEqual(failures, new Explainer(() => diagnosis).explain(failing, logsOf));
  assert.deepEqual(
    seen,
    Array.from({ length: taskCount }, (_, index) => index + 1),
  );
});
