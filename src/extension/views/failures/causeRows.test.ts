import assert from 'node:assert/strict';
import { test } from 'node:test';
import { snapshot } from '../../../../test/builders/snapshot.ts';
import { clusterWithMembers } from '../../../core/diagnosis/clusterFailures.ts';
import type { Explanation } from '../../../core/diagnosis/explanation.ts';
import type { Task } from '../../../core/model/task.ts';
import type { Cause, Failure } from '../causes/causes.ts';
import { CauseTeller } from '../causes/causeTeller.ts';
import { findFailing } from '../causes/failing.ts';
import type { Reader } from '../row.ts';
import { doAtOnce } from '../turns.ts';
import { toCauseRow, toFailureRow } from './causeRows.ts';

const reader: Reader = { now: new Date('2026-11-20T10:00:00Z'), locale: 'en', timeZone: 'UTC' };

function failed(id: string, minute: number, exitCode: number): Task {
  return {
    id,
    state: 'completed',
    executionInfo: { result: 'failure', exitCode, endTime: `2026-11-20T09:${String(minute).padStart(2, '0')}:00Z` },
  };
}

const known = snapshot()
  .with({ kind: 'jobs' }, [{ id: 'frames' }, { id: 'train' }])
  .with({ kind: 'failures', jobId: 'frames' }, [failed('a', 14, 1), failed('b', 20, 137)])
  .with({ kind: 'failures', jobId: 'train' }, [failed('c', 30, 1)])
  .with({ kind: 'pools' }, [{ id: 'gpu' }])
  .with({ kind: 'nodes', poolId: 'gpu' }, [
    { id: 'n1', state: 'unusable' },
    { id: 'n2', state: 'idle', schedulingState: 'enabled' },
  ])
  .build();

/** Explains by exit code alone. */
const byExitCode = {
  clusterWithMembers,
  explainTask: ({ task }: { readonly task: Task }): Explanation => {
    const code = String(task.executionInfo?.exitCode);
    const why = code === '1' ? 'its input is broken' : 'memory ran out';
    return toExplanation(`${task.id} failed: ${why}`, `v1:bad-input::${code.padStart(16, '0')}`);
  },
  explainNode: (): Explanation => toExplanation('n1 is unusable', 'v1:node::0000000000000000'),
  explainJob: (): Explanation => toExplanation('no job is stuck', 'v1:conflict::0000000000000000'),
  explainPool: (): Explanation => toExplanation('no pool is broken', 'v1:quota::0000000000000000'),
};

function toExplanation(title: string, fingerprint: string): Explanation {
  const rest = { cause: '', evidence: [], fixes: [], remedies: [], confidence: 'certain' } as const;
  return { category: 'other', title, fingerprint, ...rest };
}

const tellCauses = (): readonly Cause[] =>
  doAtOnce(
    new CauseTeller(
      () => byExitCode,
      () => undefined,
    ).tell(findFailing(known)),
  ).causes;

test('failures of one cause stand together, most damage first', () => {
  assert.deepEqual(
    tellCauses().map(({ cluster, failures }) => [cluster.title, failures.map(({ failing }) => failing.resource)]),
    [
      [
        'Its input is broken',
        [
          { kind: 'task', accountId: known.account.id, jobId: 'train', taskId: 'c' },
          { kind: 'task', accountId: known.account.id, jobId: 'frames', taskId: 'a' },
        ],
      ],
      ['Memory ran out', [{ kind: 'task', accountId: known.account.id, jobId: 'frames', taskId: 'b' }]],
      ['N1 is unusable', [{ kind: 'node', accountId: known.account.id, poolId: 'gpu', nodeId: 'n1' }]],
    ],
  );
});

test('a cause says how much it hit, where, and when last', () => {
  const [cause] = tellCauses();
  assert.ok(cause);
  assert.equal(toCauseRow(cause, undefined, reader).description, '2 tasks · frames, train · 09:14 – 09:30');
  const [newest] = cause.failures;
  assert.ok(newest);
  const row = toFailureRow(newest, cause, reader);
  assert.equal(row.command, 'azureBatch.task.explain');
  assert.equal(row.description, 'train · 09:30');
  assert.equal(row.spoken, 'c failed: its input is broken · train · 09:30');
});

test('a task that is taken to be alike has no word of another task on it, and says so', () => {
  const [cause] = tellCauses();
  const [newest] = cause?.failures ?? [];
  assert.ok(cause !== undefined && newest !== undefined);
  const alike: Failure = { ...newest, explanation: toExplanation('x failed: its input is broken', ''), known: 'alike' };
  const row = toFailureRow(alike, cause, reader);
  assert.equal(row.spoken, 'c · Its input is broken · train · 09:30');
  const [fact] = row.facts?.() ?? [];
  assert.equal(fact?.name, 'Its input is broken');
  assert.match(fact.value, /^Taken from other tasks that ended alike/);
});
