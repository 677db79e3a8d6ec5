import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Task } from '../model/task.ts';
import { findNearestTask } from './nearestTask.ts';

function task(id: string, commandLine: string, endTime: string): Task {
  return { id, commandLine, executionInfo: { endTime } };
}

const failed = task('frame-7', 'bash render.sh 7', '2026-11-20T09:00:00Z');

test('the shape of the command line counts more than the time', () => {
  const same = task('frame-1', 'bash render.sh 1', '2026-11-19T09:00:00Z');
  const near = task('encode-1', 'bash encode.sh 1', '2026-11-20T09:00:01Z');
  assert.equal(findNearestTask(failed, [near, same]), same);
});

test('a task with the same program is nearer than a task with another one', () => {
  const program = task('frame-hd', 'bash render.sh --hd 1', '2026-11-01T09:00:00Z');
  const other = task('report', 'python report.py', '2026-11-20T09:00:00Z');
  assert.equal(findNearestTask(failed, [other, program]), program);
});

test('of tasks with equally similar commands, the nearest in time is used, before or after', () => {
  const before = task('frame-1', 'bash render.sh 1', '2026-11-20T08:00:00Z');
  const after = task('frame-2', 'bash render.sh 2', '2026-11-20T09:10:00Z');
  assert.equal(findNearestTask(failed, [before, after]), after);
});

test('a task with the same command is nearer than one with other numbers', () => {
  const same = task('frame-0', 'bash render.sh 7', '2026-11-01T09:00:00Z');
  const near = task('frame-8', 'bash render.sh 8', '2026-11-20T09:00:01Z');
  assert.equal(findNearestTask(failed, [near, same]), same);
});

test('a task is not compared with itself, and a single task is compared with none', () => {
  assert.equal(findNearestTask(failed, [failed]), undefined);
  assert.equal(findNearestTask({ id: 'x' }, []), undefined);
});
