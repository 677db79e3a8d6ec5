import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Row } from './row.ts';
import { toSpoken, toSpokenTitle } from './spoken.ts';

const nodeId = `tvmps_${'1ea83f04'.repeat(8)}_d`;

const speak = (row: Partial<Row>): string =>
  toSpoken({ kind: 'task', label: 'frame-1', icon: 'none', children: 'none', ...row });

test('a row is spoken as its kind, name, and content, separated by commas', () => {
  const description = '18 failed · 2 running';
  const kinds: readonly (readonly [Partial<Row>, string])[] = [
    [
      { kind: 'account', label: 'contoso', description: '78 failed tasks · westeurope' },
      'account contoso, 78 failed tasks, westeurope',
    ],
    [{ kind: 'pools', label: 'Pools', description: '6' }, 'Pools, 6'],
    [{ kind: 'pool', label: 'cpu', description: 'steady · 8 nodes' }, 'pool cpu, steady, 8 nodes'],
    [{ kind: 'nodeGroup', label: 'Idle', description: '3' }, 'Idle, 3'],
    [{ kind: 'node', label: 'node 3', description: 'unusable since 09:14' }, 'node 3, unusable since 09:14'],
    [{ kind: 'jobs', label: 'Jobs', description: '9' }, 'Jobs, 9'],
    [{ kind: 'job', label: 'train', description }, 'job train, 18 failed, 2 running'],
    [{ kind: 'jobSchedules', label: 'Job schedules' }, 'Job schedules'],
    [{ kind: 'jobSchedule', label: 'nightly', description: 'next run 02:00' }, 'job schedule nightly, next run 02:00'],
    [{ kind: 'taskGroup', label: 'Failed', description: '18' }, 'Failed, 18'],
    [{ kind: 'task', spoken: 'task a · failed · exit code 1' }, 'task a, failed, exit code 1'],
    [{ kind: 'missingTask', label: 'part-9', description: 'not found' }, 'task part-9, not found'],
    [{ kind: 'subtask', spoken: 'Subtask 1 · failed · exit code 1' }, 'Subtask 1, failed, exit code 1'],
    [{ kind: 'dependencies', label: 'Waiting for', description: '3 of 4 not done' }, 'Waiting for, 3 of 4 not done'],
    [{ kind: 'taskFile', label: 'stderr.txt', description: '2 KiB · 09:14' }, 'file stderr.txt, 2 KiB, 09:14'],
    [{ kind: 'nodeFile', label: 'startup', words: ['folder'] }, 'folder startup'],
    [{ kind: 'recentTasks', label: 'Recent tasks' }, 'Recent tasks'],
    [{ kind: 'nodeFiles', label: 'Files' }, 'Files'],
    [
      { kind: 'preparation', label: 'Preparation and release tasks', description: '4 failed' },
      'Preparation and release tasks, 4 failed',
    ],
    [{ kind: 'preparationNode', label: 'node 1', description: 'failed · 09:14' }, 'node 1, failed, 09:14'],
    [{ kind: 'jobTask', label: 'Preparation task', description: 'failed' }, 'Preparation task, failed'],
    [{ kind: 'failureGroup', spoken: '2 tasks · It was killed · frames' }, '2 tasks, It was killed, frames'],
    [{ kind: 'more', label: 'Load more…' }, 'Load more…'],
    [{ kind: 'error', label: 'Could not be loaded', description: 'Try again' }, 'Could not be loaded, Try again'],
    [{ kind: 'damaged', label: 'Damaged pools: 1 of 6', description: 'not shown' }, 'Damaged pools: 1 of 6, not shown'],
    [{ kind: 'empty', label: 'No tasks' }, 'No tasks'],
  ];
  for (const [row, spoken] of kinds) assert.equal(speak(row), spoken);
});

test('a generated ID is shortened to its beginning when spoken', () => {
  assert.equal(speak({ kind: 'node', label: nodeId, description: 'idle' }), 'tvmps_1ea83f04…_d, idle');
});

test('the spoken text of a cause has a limited length', () => {
  assert.equal(toSpokenTitle('It was killed'), 'It was killed');
  assert.equal(toSpokenTitle('x'.repeat(200)).length, 80);
});
