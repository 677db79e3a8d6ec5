import assert from 'node:assert/strict';
import { test } from 'node:test';
import { failedTasksOf } from '../../../test/builders/failedTasks.ts';
import { CauseExplainer } from '../../core/diagnosis/account/causeExplainer.ts';
import type { Task } from '../../core/model/task.ts';
import { doAtOnce } from '../../core/work.ts';
import { toCauseFacts } from './causeFacts.ts';

function failed(id: string): Task {
  const executionInfo = { result: 'failure', exitCode: 1, startTime: '2026-11-20T09:00:00Z' } as const;
  return { id, state: 'completed', executionInfo, nodeInfo: { poolId: 'p', nodeId: 'n' } };
}

/** Returns the facts shown about the only cause of failed tasks whose logs are gone. */
function factsOf(...ids: readonly string[]): Map<string, string> {
  const explainer = new CauseExplainer(({ task }) => ({ task, logs: {}, isConclusive: false }));
  const [cause, ...others] = doAtOnce(explainer.explain(failedTasksOf('j', ids.map(failed)))).causes;
  assert.ok(cause !== undefined && others.length === 0);
  return new Map(toCauseFacts(cause).map(({ name, value }) => [name, value]));
}

test('a single failure has no explanation of its grouping', () => {
  const facts = factsOf('a');
  assert.equal(facts.has('Why these failures are grouped'), false);
  assert.equal(facts.has('Earlier'), false, 'nothing is known of earlier ones');
  assert.equal(facts.get('Logs'), 'Its log has not been read. The exit code suggests this cause.');
});

test('several failures have an explanation of their grouping, and the number of logs that were read', () => {
  const facts = factsOf('a', 'b');
  assert.ok(facts.has('Why these failures are grouped'));
  assert.equal(facts.get('Logs'), 'None of 2 logs has been read. The exit code suggests this cause.');
});
