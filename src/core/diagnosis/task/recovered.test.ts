import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Task } from '../../model/task.ts';
import { explainTask } from '../explainTask.ts';

const refused =
  'psycopg2.OperationalError: connection to server at "db" (10.1.0.9), port 5432 failed: Connection refused\n';
const at = (minute: number): string => new Date(Date.UTC(2026, 10, 20, 9, minute)).toISOString();

function ran(id: string, minute: number, exitCode: number, commandLine = `python3 load.py ${id}`): Task {
  const result = exitCode === 0 ? 'success' : 'failure';
  const executionInfo = { exitCode, result, startTime: at(minute), endTime: at(minute + 1) } as const;
  return { id, state: 'completed', commandLine, executionInfo };
}

function explain(siblings: readonly Task[], stderr = refused, unseen = 0) {
  const succeeded = siblings.filter(({ executionInfo }) => executionInfo?.exitCode === 0).length + unseen;
  const counts = { active: 0, running: 0, completed: succeeded + 1, succeeded, failed: 1 };
  return explainTask({ task: ran('1', 0, 1), job: { id: 'j', state: 'active' }, siblings, counts, stderr });
}

test('a retry comes first if tasks with the same command line reached the host after the last failure', () => {
  const { fixes, change } = explain([ran('2', 1, 1), ran('3', 5, 0), ran('4', 6, 0)]);
  assert.match(fixes[0]?.text ?? '', /^Retry the task: 2 tasks of this job .* succeeded, the last one on .*09:07/);
  assert.ok(fixes[0]?.remedies?.includes('task.retry'));
  assert.equal(fixes.filter(({ text }) => /\bretry the task/i.test(text)).length, 1, 'the step is not there twice');
  assert.equal(change, 'nothing');
});

test('nothing shows that a host can be reached again', () => {
  const others: Readonly<Record<string, readonly Task[]>> = {
    'a single success': [ran('3', 5, 0)],
    'successes before the failure': [ran('3', -9, 0), ran('4', -8, 0)],
    'tasks that started before the failure': [ran('3', 0, 0), ran('4', 0, 0)],
    'a later failure': [ran('3', 5, 0), ran('4', 6, 0), ran('5', 8, 1)],
    'other command lines': [ran('3', 5, 0, 'python3 load.py --host other'), ran('4', 6, 0, 'python3 other.py 4')],
  };
  for (const [what, siblings] of Object.entries(others))
    assert.doesNotMatch(explain(siblings).fixes[0]?.text ?? '', /^Retry/, what);
  const bad = explain([ran('3', 5, 0), ran('4', 6, 0)], 'ValueError: bad header in part-1.csv\n');
  assert.doesNotMatch(bad.fixes[0]?.text ?? '', /^Retry/, 'the cause is in the task itself');
  const part = explain([ran('3', 5, 0), ran('4', 6, 0)], refused, 1);
  assert.doesNotMatch(part.fixes[0]?.text ?? '', /^Retry/, 'not all tasks that succeeded are known');
});
