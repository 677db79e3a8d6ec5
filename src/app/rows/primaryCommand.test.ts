import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ContextWord, RowKind } from './contextValue.ts';
import { toPrimaryCommand } from './primaryCommand.ts';
import type { Row, RowIcon } from './row.ts';

const toRow = (
  kind: RowKind,
  icon: RowIcon,
  words: readonly ContextWord[],
  children: Row['children'] = 'collapsed',
) => ({
  kind,
  icon,
  words,
  children,
});

for (const [icon, words, wanted] of [
  ['error', ['failed', 'hasFiles'], 'task.explain'],
  ['error', ['failed', 'neverRan'], 'task.explain'],
  ['waiting', ['active'], 'task.explain'],
  ['transition', ['preparing', 'hasFiles'], 'task.explain'],
  ['transition', ['running', 'hasFiles'], 'task.openStdout'],
  ['ok', ['succeeded', 'hasFiles'], 'task.openStdout'],
  ['ok', ['succeeded'], 'resource.openProperties'],
  ['unknown', [], 'resource.openProperties'],
] as const) {
  test(`a task that is ${words.join(' and ') || icon} opens ${wanted}`, () => {
    assert.equal(toPrimaryCommand(toRow('task', icon, words)), wanted);
  });
}

for (const kind of ['job', 'pool', 'node'] as const) {
  test(`a ${kind} opens its page, whether or not it is healthy`, () => {
    for (const icon of ['error', 'warning', 'waiting', 'paused', 'unknown', 'ok', 'transition'] as const)
      assert.equal(toPrimaryCommand(toRow(kind, icon, [])), `${kind}.explain`, icon);
  });
}

test('a subtask and a task of its job are explained if they failed or have no children', () => {
  for (const [kind, wanted] of [
    ['subtask', 'task.explain'],
    ['jobTask', 'job.explain'],
  ] as const) {
    assert.equal(toPrimaryCommand(toRow(kind, 'error', ['failed'])), wanted);
    assert.equal(toPrimaryCommand(toRow(kind, 'waiting', [], 'none')), wanted);
    assert.equal(toPrimaryCommand(toRow(kind, 'ok', [])), undefined);
  }
});

test('a cause opens its page', () => {
  for (const icon of ['error', 'warning'] as const)
    assert.equal(toPrimaryCommand(toRow('failureGroup', icon, ['mutable', 'retryable'])), 'failures.explain');
});

test('a row that only contains others has no command, so that a click or Enter expands it', () => {
  const groups = ['account', 'pools', 'jobs', 'jobSchedules', 'nodeGroup', 'taskGroup', 'taskRun'] as const;
  for (const kind of groups) assert.equal(toPrimaryCommand(toRow(kind, 'error', ['failed'])), undefined, kind);
});
