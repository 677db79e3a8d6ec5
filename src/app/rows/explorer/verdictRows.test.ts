import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TaskVerdict } from '../../../core/model/taskVerdict.ts';
import type { Row } from '../row.ts';
import { withVerdict, withVerdicts } from './verdictRows.ts';

const task: Row = { kind: 'task', label: 't', description: 'node 1 · 09:14', icon: 'ok', children: 'collapsed' };
const group: Row = { kind: 'taskGroup', label: 'Succeeded', description: '10', icon: 'ok', children: 'collapsed' };
const failed: TaskVerdict = {
  kind: 'engineFailed',
  end: { engine: 'Nextflow', hasFailed: true, exit: { code: 1, path: 'wd/.exitcode' } },
};
const suspicious: TaskVerdict = {
  kind: 'suspicious',
  end: { kind: 'exception', file: 'stderr.txt', line: 3, text: 'KeyError: 3' },
};
const plain: TaskVerdict = { kind: 'plain', isRead: true };

test("the verdict of an engine is shown next to Batch's result, in the row and for screen readers", () => {
  const row = withVerdict(task, failed);
  assert.equal(row.description, 'succeeded · failed according to Nextflow · node 1 · 09:14');
  assert.equal(row.spoken, 'task t · succeeded · failed according to Nextflow · node 1 · 09:14');
  assert.equal(row.icon, 'error');
  assert.deepEqual(row.facts?.().at(-1)?.value, 'failed according to Nextflow');
});

test('a suspicious task is not a failure, and other tasks are unchanged', () => {
  const row = withVerdict(task, suspicious);
  assert.equal(row.description, 'succeeded · log ends in an exception · node 1 · 09:14');
  assert.deepEqual([row.icon, row.failures], ['warning', undefined]);
  assert.equal(withVerdict(task, plain), task);
  assert.equal(withVerdict(task, undefined), task);
});

test('verdicts are counted separately, never as failed', () => {
  const row = withVerdicts(group, [failed, suspicious, suspicious, plain]);
  assert.equal(row.description, '10 · 1 failed in the engine · 2 suspicious');
  assert.deepEqual([row.icon, row.failures], ['warning', undefined]);
  assert.equal(withVerdicts(group, [suspicious]).description, '10 · 1 suspicious');
  assert.equal(withVerdicts(group, [plain]), group);
  const job = { ...group, description: '2 failed · 10 succeeded', icon: 'error', spoken: 'job j' } as const;
  const { description, icon, spoken } = withVerdicts(job, [failed]);
  assert.deepEqual(
    [description, icon, spoken],
    ['2 failed · 10 succeeded · 1 failed in the engine', 'error', 'job j · 1 failed in the engine'],
  );
});
