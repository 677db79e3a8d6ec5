import assert from 'node:assert/strict';
import { test } from 'node:test';
import { logsAreGone } from '../../../test/builders/logsAreGone.ts';
import { CauseExplainer } from '../../core/diagnosis/account/causeExplainer.ts';
import { explainTask } from '../../core/diagnosis/explainTask.ts';
import type { Task } from '../../core/model/task.ts';
import type { CauseTarget } from '../../core/places/documentPath.ts';
import { doAtOnce } from '../../core/work.ts';
import type { AccountStore } from '../../service/store/accountStore.ts';
import { withCause } from './withCause.ts';

const accountId = 'contoso';
const job = { id: 'train', state: 'active' } as const;
const store = {} as AccountStore;

const toTask = (id: string, exitCode: number): Task => ({
  id,
  state: 'completed',
  nodeInfo: { poolId: 'p', nodeId: 'n' },
  executionInfo: { result: 'failure', exitCode, endTime: '2026-11-20T09:00:00Z' },
});
const tasks = [toTask('a', 127), toTask('b', 127), toTask('c', 139)];
const toResource = ({ id }: Task) => ({ kind: 'task', accountId, jobId: job.id, taskId: id }) as const;
const { causes } = doAtOnce(
  new CauseExplainer(logsAreGone).explain(
    tasks.map((task) => ({ kind: 'task', resource: toResource(task), at: undefined, task, job, pool: undefined })),
  ),
);

/** Explains a task when a view shows its causes below one of `shown`; returns the offered remedies. */
function explainWith(task: Task, shown: readonly CauseTarget['resource']['kind'][], known = causes) {
  const resource = toResource(task);
  const explanation = explainTask({ task, job, siblings: tasks });
  assert.ok(explanation.remedies.includes('job.retryFailed'));
  const shownOf = (_store: AccountStore, { kind }: CauseTarget['resource']) =>
    shown.includes(kind) ? { causes: known, read: 3, total: 3, isComplete: true } : undefined;
  const bare = { logs: [], history: {}, tasks: [], nodeNames: new Map() };
  const explained = { explanation, targets: { resource }, facts: { task }, ...bare };
  return withCause(explained, store, resource, { shownOf });
}

test('retrying all tasks retries those of the cause shown in the explorer, or else of the cause in the failures view', () => {
  const [first = toTask('', 0)] = tasks;
  for (const kind of ['job', 'account'] as const) {
    const { explanation, targets, shown } = explainWith(first, [kind]);
    assert.equal(shown?.cause.failures.length, 2);
    assert.ok(explanation.remedies.includes('failures.retry') && !explanation.remedies.includes('job.retryFailed'));
    assert.equal(targets.cause?.count, 2);
    assert.equal(targets.cause.target.resource.kind, kind);
  }
  assert.equal(explainWith(first, ['account', 'job']).targets.cause?.target.resource.kind, 'job');
});

test('if a task is the only failure of its cause, or causes are unknown, only that task is retried', () => {
  const last = tasks.at(-1) ?? toTask('', 0);
  for (const shown of [['job'], []] as const) {
    const { remedies } = explainWith(last, shown).explanation;
    assert.ok(remedies.includes('task.retry'), remedies.join());
    assert.ok(!remedies.includes('job.retryFailed') && !remedies.includes('failures.retry'), remedies.join());
  }
});

test('the page of a task says beside its first step what helped when its cause came before', () => {
  const since = Date.parse('2026-11-20T08:00:00Z');
  const helped = {
    state: 'back',
    since,
    first: since - 1,
    times: 2,
    helped: Date.parse('2026-11-11T08:00:00Z'),
  } as const;
  const [task = assert.fail()] = tasks;
  const back = causes.map((cause) => ({ ...cause, recurrence: helped }));
  const [before, after] = [causes, back].map(
    (known) => explainWith(task, ['account'], known).explanation.fixes[0]?.text,
  );
  assert.equal(after, `${before} Last time, a corrected definition helped, which was submitted on Nov 11, 2026.`);
});
