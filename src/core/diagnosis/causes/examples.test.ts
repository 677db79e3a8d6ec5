import assert from 'node:assert/strict';
import { test } from 'node:test';
import { explainTask } from '../explainTask.ts';
import type { Explanation } from '../explanation/explanation.ts';
import { type Cause, clusterSamples, type Sample, toCause } from './causes.ts';
import { joinExamples } from './examples.ts';

function makeCause(count: number, known: 'log' | 'service' = 'log'): Cause {
  const samples = Array.from({ length: count }, (_, index): Sample => {
    const task = { id: `t${index}`, state: 'completed', executionInfo: { result: 'failure', exitCode: 137 } } as const;
    const resource = { kind: 'task', accountId: 'a', jobId: 'j', taskId: task.id } as const;
    const at = new Date(Date.UTC(2026, 10, 20, 9, index)).toISOString();
    const failing = { kind: 'task', resource, at, task, job: undefined, pool: undefined } as const;
    return { failure: { failing, explanation: explainTask({ task }), known }, alike: [] };
  });
  const [cause] = clusterSamples(samples).flatMap((cluster) => toCause(cluster) ?? []);
  return cause ?? assert.fail();
}

const rebooted = (shown: Explanation): Explanation => ({
  ...shown,
  category: 'interrupted',
  fingerprint: 'v1:interrupted::0123456789abcdef',
  title: 't failed: its node was rebooted',
});
const list = (causes: readonly Cause[]) =>
  causes.map(({ cluster, failures, example }) => [
    cluster.category,
    failures.length,
    cluster.count,
    example !== undefined,
  ]);

for (const count of [2, 7, 500])
  test(`of ${count} failures, one on a rebooted node is not used as an example, and the next one is`, () => {
    const cause = makeCause(count);
    const joined = joinExamples([cause], ({ failing, explanation }) =>
      failing.kind === 'task' && failing.task.id === 't0' ? rebooted(explanation) : explanation,
    );
    assert.deepEqual(list(joined), [
      ['out-of-memory', count - 1, count - 1, true],
      ['interrupted', 1, 1, true],
    ]);
    assert.match(joined[1]?.cluster.title ?? '', /its node was rebooted/);
  });

test('a cause with a single failure gets the explanation from the page of that failure', () => {
  assert.deepEqual(list(joinExamples([makeCause(1)], ({ explanation }) => rebooted(explanation))), [
    ['interrupted', 1, 1, true],
  ]);
});

test('failures whose pages all show another category stay together and get that category', () => {
  const all = joinExamples([makeCause(3)], ({ explanation }) => rebooted(explanation));
  assert.deepEqual(list(all), [['interrupted', 3, 3, true]]);
  const [only, ...others] = joinExamples([makeCause(3, 'service')], ({ explanation }) => rebooted(explanation));
  assert.deepEqual([others, only?.failures.length, only?.example?.explanation.category], [[], 3, 'interrupted']);
});

test('an assumed failure stays with its cause if its page knows only the exit code, as its logs are gone', () => {
  const cause = makeCause(3);
  const [first = assert.fail(), ...others] = cause.failures;
  const assumed = { ...cause, failures: [...others, { ...first, known: 'alike' as const }] };
  const ofCode = explainTask({
    task: { id: 't0', state: 'completed', executionInfo: { result: 'failure', exitCode: 3 } },
  });
  const join = (said: Explanation) =>
    list(joinExamples([assumed], ({ known, explanation }) => (known === 'alike' ? said : explanation)));
  assert.deepEqual(join(ofCode), [['out-of-memory', 3, 3, true]]);
  assert.deepEqual(join(rebooted(first.explanation)), [
    ['out-of-memory', 2, 2, true],
    ['interrupted', 1, 1, true],
  ]);
});
