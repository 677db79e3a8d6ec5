import assert from 'node:assert/strict';
import { test } from 'node:test';
import { logsAreGone } from '../../../../test/builders/logsAreGone.ts';
import { snapshot } from '../../../../test/builders/snapshot.ts';
import { CauseExplainer } from '../../../core/diagnosis/account/causeExplainer.ts';
import type { Cause } from '../../../core/diagnosis/causes/causes.ts';
import { isStillComing } from '../../../core/failures/ongoingFailures.ts';
import { pickExplained } from '../../../core/failures/representative.ts';
import type { Task } from '../../../core/model/task.ts';
import { doAtOnce } from '../../../core/work.ts';
import { findFailing } from '../../causes/failing.ts';
import type { Viewer } from '../row.ts';
import { describeFailing, toCauseRow, toResolvedCausesRow, toResolvedRow } from './causeRows.ts';

const reader: Viewer = { now: new Date('2026-11-20T10:00:00Z'), timeZone: 'UTC' };

function failed(id: string, minute: number, exitCode: number): Task {
  return {
    id,
    state: 'completed',
    executionInfo: { result: 'failure', exitCode, endTime: `2026-11-20T09:${String(minute).padStart(2, '0')}:00Z` },
  };
}

const known = snapshot()
  .with({ kind: 'jobs' }, [
    { id: 'frames', state: 'completed' },
    { id: 'train', state: 'active' },
  ])
  .with({ kind: 'failures', jobId: 'frames' }, [failed('a', 14, 1), failed('b', 20, 137)])
  .with({ kind: 'failures', jobId: 'train' }, [failed('c', 30, 1)])
  .with({ kind: 'pools' }, [{ id: 'gpu' }])
  .with({ kind: 'nodes', poolId: 'gpu' }, [
    { id: 'n1', state: 'unusable' },
    { id: 'n2', state: 'idle', schedulingState: 'enabled' },
  ])
  .build();

const explainCauses = (): readonly Cause[] =>
  doAtOnce(new CauseExplainer(logsAreGone).explain(findFailing(known))).causes;

test('failures with the same cause are grouped, and the cause with the greatest impact is listed first', () => {
  assert.deepEqual(
    explainCauses().map(({ cluster, failures }) => [cluster.title, failures.map(({ failing }) => failing.resource)]),
    [
      [
        'Exit code 1: A general program error',
        [
          { kind: 'task', accountId: known.account.id, jobId: 'train', taskId: 'c' },
          { kind: 'task', accountId: known.account.id, jobId: 'frames', taskId: 'a' },
        ],
      ],
      ['Batch cannot reach the node', [{ kind: 'node', accountId: known.account.id, poolId: 'gpu', nodeId: 'n1' }]],
      [
        'Exit code 137 (SIGKILL): Probably killed for lack of memory',
        [{ kind: 'task', accountId: known.account.id, jobId: 'frames', taskId: 'b' }],
      ],
    ],
  );
});

test('a cause shows the number of its failures, where they occurred, and the last time', () => {
  const [cause] = explainCauses();
  assert.ok(cause);
  const ofCause = toCauseRow(cause, reader);
  assert.equal(ofCause.label, '2 tasks · Exit code 1: A general program error');
  assert.equal(ofCause.description, 'frames, train · 09:14 – 09:30');
  assert.equal(ofCause.spoken, '2 tasks · Exit code 1: A general program error · frames, train · 09:14 – 09:30');
});

test('a cause first shows how many of its tasks were resubmitted, and their outcome', () => {
  const [cause] = explainCauses();
  assert.ok(cause);
  const row = toCauseRow(cause, reader, {
    findResubmission: ({ taskId }, { executionInfo }) => {
      assert.equal(executionInfo?.endTime, taskId === 'a' ? '2026-11-20T09:14:00Z' : '2026-11-20T09:30:00Z');
      return { at: '2026-11-20T09:40:00Z', jobId: 'train', taskId: `${taskId}-2`, outcome: 'succeeded' };
    },
  });
  assert.equal(row.description, '2 submitted again, succeeded · frames, train · 09:14 – 09:30');
  assert.deepEqual(row.words, ['ofTasks', 'retryable', 'mutable']);
});

test('a cause whose jobs have all ended shows why a retry is not possible, and offers alternatives', () => {
  const ended = explainCauses().find(({ cluster }) => /lack of memory/.test(cluster.title));
  assert.ok(ended);
  const row = toCauseRow(ended, reader);
  assert.deepEqual(row.words, ['ofTasks', 'onlyResubmit', 'mutable']);
  const why = "The task's job has ended, so none of its tasks can run again.";
  const said = row.facts?.().find(({ name }) => name === 'Retry')?.value ?? '';
  assert.ok(said.startsWith(why) && said.includes('Submit the task to another job'), said);
  assert.ok(!toResolvedRow(ended, reader, {}).words?.includes('onlyResubmit'));
});

test('a cause in the definition offers Fix and Resubmit instead of a retry', () => {
  const [cause] = explainCauses();
  assert.ok(cause);
  const shown = pickExplained(cause);
  assert.ok(shown);
  const failures = cause.failures.map((failure) => ({
    ...failure,
    explanation: { ...failure.explanation, change: 'definition' as const },
  }));
  assert.deepEqual(toCauseRow({ ...cause, failures }, reader).words, ['ofTasks', 'onlyResubmit', 'mutable']);
  // The document of a cause shows the explanation of its representative failure.
  const example = { ...shown, explanation: { ...shown.explanation, change: 'definition' as const } };
  assert.deepEqual(toCauseRow({ ...cause, example }, reader).words, ['ofTasks', 'onlyResubmit', 'mutable']);
  const others = failures.map((failure) => (failure.failing === shown.failing ? shown : failure));
  assert.ok(others.length > 1);
  assert.deepEqual(toCauseRow({ ...cause, failures: others }, reader).words, ['ofTasks', 'retryable', 'mutable']);
});

test('a cause that returned after a retry shows that, and offers to correct its tasks before another retry', () => {
  const [cause] = explainCauses();
  assert.ok(cause);
  const repeatedAt = '2026-11-20T07:00:00Z';
  const row = toCauseRow(cause, reader, {
    findRepeats: () => ({ at: [repeatedAt, repeatedAt], unread: 0, areAll: true }),
  });
  assert.equal(row.description, 'failed again after a retry · frames, train · 09:14 – 09:30');
  assert.deepEqual(row.words, ['ofTasks', 'retryable', 'repeated', 'mutable']);
  const partly = toCauseRow(cause, reader, { findRepeats: () => ({ at: [repeatedAt], unread: 1, areAll: false }) });
  assert.equal(partly.description, '2 failed again after a retry · frames, train · 09:14 – 09:30');
  assert.deepEqual(partly.words, ['ofTasks', 'retryable', 'mutable'], 'those that were not retried can still be');
});

test('a cause whose tasks fail again unless something is fixed offers to correct them before a retry', () => {
  const [cause] = explainCauses();
  const shown = cause && pickExplained(cause);
  assert.ok(cause && shown);
  const leadsCorrection = (change: 'surroundings' | 'nothing'): boolean | undefined =>
    toCauseRow(
      { ...cause, example: { ...shown, explanation: { ...shown.explanation, change } } },
      reader,
    ).words?.includes('repeated');
  assert.deepEqual([leadsCorrection('surroundings'), leadsCorrection('nothing')], [true, false]);
});

test('resolved failures of causes are counted in a separate row, listed below it, and not offered for retry', () => {
  const [cause] = explainCauses();
  assert.ok(cause);
  const above = toResolvedCausesRow([cause, cause]);
  assert.deepEqual([above.label, above.icon, above.children], ['4 failed tasks resolved', 'ok', 'collapsed']);
  const row = toResolvedRow(cause, reader, {
    findResubmission: ({ taskId }) => ({
      at: '2026-11-20T09:40:00Z',
      jobId: 'train',
      taskId: `${taskId}-2`,
      outcome: 'succeeded',
    }),
  });
  assert.equal(row.description, '2 submitted again, succeeded · frames, train · 09:14 – 09:30');
  assert.deepEqual([row.icon, row.words], ['ok', ['ofTasks']]);
});

test('a cause of failures other than tasks names their kind', () => {
  const ofNodes = explainCauses().find(({ failures }) => failures[0]?.failing.kind === 'node');
  assert.ok(ofNodes);
  const { label, description } = toCauseRow({ ...ofNodes, isComplete: false }, reader);
  assert.deepEqual([label, description], ['≥ 1 node · Batch cannot reach the node', 'gpu']);
});

test('failures are counted by kind if the number of tasks is unknown', () => {
  const causes = explainCauses();
  assert.equal(describeFailing(causes), '3 tasks, 1 node');
  assert.equal(describeFailing(causes.filter(({ failures }) => failures[0]?.failing.kind === 'node')), '1 node');
  assert.equal(describeFailing([]), '');
});

test('preempted nodes have the same severity as in the explorer', () => {
  const ofState = (state: 'preempted' | 'unusable') => {
    const failing = snapshot()
      .with({ kind: 'pools' }, [{ id: 'spot' }])
      .with({ kind: 'nodes', poolId: 'spot' }, [
        { id: 'n1', state },
        { id: 'n2', state },
      ]);
    const [cause = assert.fail()] = doAtOnce(
      new CauseExplainer(() => undefined).explain(findFailing(failing.build())),
    ).causes;
    const { label, icon } = toCauseRow(cause, reader);
    return [label, icon];
  };
  assert.deepEqual(ofState('preempted'), ['2 nodes · Azure took the machine back', 'warning']);
  assert.deepEqual(ofState('unusable'), ['2 nodes · Batch cannot reach the node', 'error']);
});

test('tasks that are added and fail regularly are still coming until one is overdue', () => {
  const [cause] = explainCauses();
  assert.ok(cause);
  const { failing } = cause.failures[0] ?? {};
  assert.ok(failing?.kind === 'task' && cause.failures[0]);
  const [example] = cause.failures;
  const toHour = (hour: number, created: number) => ({
    ...example,
    failing: {
      ...failing,
      at: `2026-11-20T0${hour}:30:00Z`,
      task: { ...failing.task, creationTime: `2026-11-20T0${created}:20:00Z` },
      job: { id: 'train', state: 'active' as const },
      isJobDone: true,
    },
  });
  const cluster = { ...cause.cluster, firstSeen: '2026-11-20T05:30:00Z', lastSeen: '2026-11-20T08:30:00Z' };
  const hourly = { ...cause, cluster, failures: [5, 6, 7, 8].map((hour) => toHour(hour, hour)) };
  const at = (time: string): Date => new Date(`2026-11-20T${time}:00Z`);
  assert.deepEqual(
    ['08:41', '09:29', '10:01'].map((time) => isStillComing(hourly, at(time))),
    [true, true, false],
  );
  // Tasks that were added together, of which none is left.
  const together = { ...hourly, failures: [5, 6, 7, 8].map((hour) => toHour(hour, 5)) };
  assert.equal(isStillComing(together, at('08:41')), false);
});

test('recent failures in an active job are still coming', () => {
  const [cause] = explainCauses();
  assert.ok(cause);
  const at = (time: string): Date => new Date(`2026-11-20T${time}:00Z`);
  assert.equal(isStillComing(cause, at('09:35')), true);
  assert.equal(isStillComing(cause, at('09:40')), false);
  const { cluster } = cause;
  const within = (firstSeen: string) => ({ ...cause, cluster: { ...cluster, firstSeen } });
  // Simultaneous failures were one event.
  assert.equal(isStillComing(within('2026-11-20T09:29:01Z'), at('09:35')), false);
  assert.equal(isStillComing(within('2026-11-20T09:29:00Z'), at('09:35')), true);
  const ended = cause.failures.map((failure) => {
    assert.ok(failure.failing.kind === 'task');
    return { ...failure, failing: { ...failure.failing, job: { id: 'train', state: 'completed' as const } } };
  });
  assert.equal(isStillComing({ ...cause, failures: ended }, at('09:35')), false);
  const early: Viewer = { ...reader, now: at('09:35') };
  assert.match(toCauseRow(cause, early).description ?? '', /· 09:14 – 09:30 · still occurring$/);
  const [since, state] = [Date.parse(cause.cluster.firstSeen), 'ongoing' as const];
  const seen = { ...cause, recurrence: { state, since, first: since, times: 1 } };
  assert.match(toCauseRow(seen, early).description ?? '', /train · 09:14 – 09:30 · still occurring$/);
  assert.match(toCauseRow(seen, { ...reader, now: at('12:00') }).description ?? '', /train · ongoing · 09:14 – 09:30$/);
  const news = { ...seen, recurrence: { ...seen.recurrence, state: 'back' as const } };
  assert.match(toCauseRow(news, early).description ?? '', /train · back · 09:14 – 09:30 · still occurring$/);
});

test('unread tasks are shown as such, with a click that reads more of them', () => {
  const ran = (id: string, exitCode: number): Task => ({
    ...failed(id, 14, exitCode),
    nodeInfo: { poolId: 'gpu', nodeId: 'n2' },
  });
  const unread = snapshot()
    .with({ kind: 'jobs' }, [{ id: 'frames' }])
    .with({ kind: 'failures', jobId: 'frames' }, [ran('a', 1), ran('b', 3), ran('c', 1)])
    .build();
  const explainer = new CauseExplainer(() => undefined);
  const [cause, ...others] = doAtOnce(explainer.explain(findFailing(unread), new Set(['task']))).causes;
  assert.ok(cause !== undefined && others.length === 0);
  const row = toCauseRow(cause, reader);
  assert.equal(row.label, '≥ 3 tasks · logs not read yet');
  assert.equal(row.spoken, 'at least 3 tasks · logs not read yet, read their logs · frames');
  assert.deepEqual([row.words, row.command], [['unread'], 'azureBatch.failures.readLogs']);
  const facts = row.facts?.().map(({ name, value }) => `${name}: ${value}`) ?? [];
  assert.ok(facts.includes('Exit codes: 1, 3'), facts.join());
  assert.match(facts.at(-1) ?? '', /^What to do: Read their logs\./);
});

test('a cause shows the tasks that wait because of it, and that its number is incomplete', () => {
  const nightly = { id: 'nightly', state: 'active', jobPreparationTask: { commandLine: 'prepare' } } as const;
  const stuck = snapshot()
    .with({ kind: 'jobs' }, [nightly])
    .withTaskCounts('nightly', { active: 24 })
    .with({ kind: 'preparation', jobId: 'nightly' }, [
      { poolId: 'p', nodeId: 'n', jobPreparationTaskExecutionInfo: { result: 'failure', exitCode: 2 } },
    ])
    .build();
  const [cause] = doAtOnce(new CauseExplainer(logsAreGone).explain(findFailing(stuck), new Set(['job']))).causes;
  assert.ok(cause);
  const row = toCauseRow(cause, reader);
  assert.match(row.label, /^≥ 1 job · The preparation task fails on 1 of 1 nodes$/);
  assert.match(row.description ?? '', /^24 tasks waiting · nightly$/);
  // The only owner is named first, and nowhere else.
  const only = toCauseRow({ ...cause, isComplete: true }, reader);
  assert.equal(only.label, 'nightly: The preparation task fails on 1 of 1 nodes');
  assert.equal(only.description, '24 tasks waiting');
});
