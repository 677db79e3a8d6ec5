import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { findConfidence, findFirstStep, listCauseReasons, pickExplained } from '../../failures/representative.ts';
import { type Cause, clusterSamples, type Sample, toCause } from '../causes/causes.ts';
import { countCauseReasons } from '../causes/describeReasons.ts';
import { explainTask } from '../explainTask.ts';
import type { Fix } from '../explanation/explanation.ts';
import { explainFailedTasks } from '../job/failedTasks.ts';
import { explainCause } from './explainCause.ts';

const steps: readonly (readonly Fix[])[] = [
  [{ text: 'Use a larger VM size for file-1.csv.', ofSeveral: 'Use a larger VM size.' }],
  [{ text: 'Retry the task.', ofSeveral: 'Retry the tasks.', remedies: ['task.retry'] }],
  [{ text: 'Enable the account keys.' }],
  [{ text: 'Grant the identity a role.' }],
];

/** Tasks with one cause; each member says which step is its own, and whether its log was read. */
function makeCause(members: readonly { readonly step: number; readonly isRead: boolean }[]): Cause {
  const samples = members.map(({ step, isRead }, index): Sample => {
    const executionInfo = { result: 'failure', exitCode: 137 } as const;
    const task = { id: `t${index}`, state: 'completed', executionInfo } as const;
    const resource = { kind: 'task', accountId: 'a', jobId: 'j', taskId: task.id } as const;
    const at = new Date(Date.UTC(2026, 10, 20, 9, index)).toISOString();
    const explanation = {
      ...explainTask({ task }),
      title: `${task.id} failed: ${['it was killed', 'it was interrupted', 'keys are off', 'a role is missing'][step]}`,
      confidence: step === 1 ? ('certain' as const) : ('likely' as const),
      fixes: steps[step] ?? [],
      remedies: step === 1 ? (['task.retry'] as const) : [],
    };
    const failing = { kind: 'task', resource, at, task, job: { id: 'j' }, pool: undefined } as const;
    return { failure: { failing, explanation, known: isRead ? 'log' : 'alike' }, alike: [] };
  });
  const [only, ...others] = clusterSamples(samples).flatMap((cluster) => toCause(cluster) ?? []);
  assert.ok(only !== undefined && others.length === 0);
  return only;
}

const many = fc.array(fc.record({ step: fc.nat({ max: steps.length - 1 }), isRead: fc.boolean() }), {
  minLength: 2,
  maxLength: 40,
});

test('a cause is represented by its most frequent reason, even if a rarer one is more certain, and lists the reasons', () => {
  fc.assert(
    fc.property(many, (members) => {
      const cause = makeCause(members);
      const read = members.filter(({ isRead }) => isRead);
      const counts = steps.map((_, index) => read.filter(({ step }) => step === index).length);
      const most = Math.max(...counts);
      const reasons = listCauseReasons(cause);
      assert.deepEqual(
        reasons.map(({ failures }) => failures.length),
        counts.filter((count) => count > 0).toSorted((one, other) => other - one),
      );
      if (read.length === 0) return;
      const step = steps.indexOf(pickExplained(cause)?.explanation.fixes ?? []);
      assert.equal(counts[step], most);
      const [fix] = steps[step] ?? [];
      const said = fix?.ofSeveral ?? fix?.text ?? '';
      const isMixed = reasons.length > 1;
      const first = findFirstStep(cause);
      assert.equal(first, isMixed ? `For ${most} of ${read.length} that were checked: ${said}` : said);
      assert.equal(findConfidence(cause) === undefined, isMixed);
      const page = explainCause({ cause });
      assert.equal(page.isOfSeveral, isMixed ? true : undefined);
      assert.equal(/have \d+ different reasons/.test(page.cause), isMixed, page.cause);
      const others = page.fixes.filter(({ text }) => /^For \d+ with another reason/.test(text));
      assert.equal(page.fixes[0]?.text, first);
      assert.deepEqual(page.fixes.slice(1, reasons.length), others);
      assert.equal(others.length, reasons.length - 1);
      const buttons = [...page.fixes.flatMap(({ remedies = [] }) => remedies), ...page.remedies];
      assert.ok(!buttons.includes('failures.retry') || (step === 1 && most * 2 > read.length), buttons.join());
    }),
  );
});

test('each reason of a cause counts, and at least those of the failures that were checked', () => {
  const isRead = true;
  const two = makeCause([2, 2, 3].map((step) => ({ step, isRead })));
  const one = makeCause([{ step: 0, isRead }]);
  assert.deepEqual(countCauseReasons([two, one]), { count: 3, isComplete: true });
  const partly = makeCause([2, 3, 3].map((step, index) => ({ step, isRead: index < 2 })));
  assert.deepEqual(countCauseReasons([partly]), { count: 2, isComplete: false });
});

test('a job in which few tasks may be retried has no button to retry all', () => {
  const toRemedies = (...members: readonly number[]) => {
    const cause = makeCause(members.map((step) => ({ step, isRead: true })));
    const tasks = cause.failures.flatMap(({ failing }) => (failing.kind === 'task' ? [failing.task] : []));
    return (
      explainFailedTasks({ job: { id: 'j' }, tasks, areTasksKnown: true, preparation: [], causes: [cause] })
        ?.remedies ?? []
    );
  };
  assert.ok(toRemedies(1, 1, 1).includes('job.retryFailed'));
  assert.ok(toRemedies(1, 1, 0).includes('job.retryFailed'));
  for (const members of [
    [0, 0, 1],
    [0, 1, 2, 3],
    [2, 2, 2, 1, 1],
  ])
    assert.ok(!toRemedies(...members).includes('job.retryFailed'), members.join());
});
