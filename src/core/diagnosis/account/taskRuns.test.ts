import assert from 'node:assert/strict';
import { test } from 'node:test';
import { failedTasksOf } from '../../../../test/builders/failedTasks.ts';
import { logsAreGone } from '../../../../test/builders/logsAreGone.ts';
import { doAtOnce } from '../../work.ts';
import type { Cause } from '../causes/causes.ts';
import type { Confidence } from '../explanation/explanation.ts';
import { CauseExplainer } from './causeExplainer.ts';
import { listTaskRuns, toAlikeSection } from './taskRuns.ts';

const ids = Array.from({ length: 30 }, (_, index) => `f${String(index + 1).padStart(2, '0')}`);
const executionInfo = { result: 'failure', exitCode: 139, endTime: '2026-11-20T09:00:00Z' } as const;
const failing = failedTasksOf(
  'frames',
  [...ids, ...['a', 'b', 'c', 'd', 'e', 'g']].map((id) => ({ id, state: 'completed', executionInfo })),
);
const [cause] = doAtOnce(new CauseExplainer(logsAreGone).explain(failing)).causes;
assert.ok(cause);
const target = {
  resource: { kind: 'job', accountId: 'a', jobId: 'frames' },
  document: 'cause',
  fingerprint: cause.cluster.fingerprint,
} as const;
const own = cause.failures[0]?.failing.resource;
assert.ok(own?.kind === 'task');

test('other tasks with the same cause are counted and partly named, in ranges, with a link to the cause', () => {
  const [count, ...named] = toAlikeSection(own, { cause, target, isComplete: true })?.items ?? [];
  assert.match(count?.text ?? '', /^35 other tasks failed for the same reason: Segmentation fault/);
  assert.deepEqual(count?.opens?.document, target);
  assert.equal(named.length, 6);
  assert.match(named.map(({ text }) => text).join(' '), /^f02 to f30 \(29\) a b c d and 2 more tasks$/);
  const more = toAlikeSection(own, { cause, target, isComplete: false })?.items[0]?.text;
  assert.match(more ?? '', /^≥ 35 other tasks/);
});

test('a task whose cause is only assumed is not said to share the reason of the others', () => {
  const [first = assert.fail(), ...others] = cause.failures;
  const all = { ...cause, failures: [{ ...first, known: 'alike' as const }, ...others] };
  const say = (fingerprint: string, shown: Cause = all, confidence: Confidence = 'certain'): string =>
    toAlikeSection(own, { cause: shown, target, isComplete: true }, { fingerprint, confidence })?.items[0]?.text ?? '';
  assert.match(
    say('exit code'),
    /^35 other tasks ended the same way\. Where their logs were read, the cause is: Segmentation fault.*\. It's unknown whether it is the cause here\.$/,
  );
  assert.match(say(first.explanation.fingerprint), /^35 other tasks failed for the same reason/, 'as its page says');
  assert.match(say('exit code', cause), /^35 other tasks failed for the same reason/, 'it was looked into');
  assert.match(
    say(first.explanation.fingerprint, cause, 'guess'),
    /^35 other tasks ended the same way: .*\. It's unknown whether the cause was the same\.$/,
  );
});

test('other tasks whose logs were not read are not said to have failed for the reason in the logs', () => {
  const read = (index: number) => ({ known: index < 4 ? ('log' as const) : ('alike' as const) });
  const failures = cause.failures.map((failure, index) => ({ ...failure, ...read(index) }));
  const say = (shown: Cause): string =>
    toAlikeSection(own, { cause: shown, target, isComplete: true }, { fingerprint: 'own', confidence: 'likely' })
      ?.items[0]?.text ?? '';
  assert.match(
    say({ ...cause, failures }),
    /^35 other tasks ended the same way\. The logs of 3 of them show the same cause: Segmentation fault/,
  );
  assert.match(
    say({ ...cause, failures: failures.filter((_, index) => index === 0 || index > 3) }),
    /^32 other tasks ended the same way: Segmentation fault.*\. It's unknown whether the cause was the same\.$/,
  );
});

test('a cause with a single task has no section about other tasks', () => {
  const failures = cause.failures.slice(0, 1);
  assert.equal(toAlikeSection(own, { cause: { ...cause, failures }, target, isComplete: true }), undefined);
});

function listRuns(jobs: Readonly<Record<string, readonly string[]>>): readonly string[] {
  const failing = Object.entries(jobs).flatMap(([jobId, ids]) =>
    failedTasksOf(
      jobId,
      ids.map((id) => ({
        id,
        state: 'completed',
        executionInfo: { result: 'failure', exitCode: 139, endTime: '2026-11-20T09:00:00Z' },
      })),
    ),
  );
  const [cause] = doAtOnce(new CauseExplainer(logsAreGone).explain(failing)).causes;
  assert.ok(cause !== undefined);
  return listTaskRuns(cause).map(({ source, text }) => (source === undefined ? text : `${source}: ${text}`));
}

test('consecutive tasks are described by the first and the last', () => {
  const ids = Array.from({ length: 300 }, (_, index) => `frame-${String(index + 1).padStart(4, '0')}`);
  assert.deepEqual(listRuns({ a: [...ids, 'merge'] }), ['frame-0001 to frame-0300 (300)', 'merge']);
});

test('the job is named if there are several', () => {
  assert.deepEqual(listRuns({ a: ['x1', 'x2', 'x3'], b: ['y1'] }), ['job a: x1 to x3 (3)', 'job b: y1']);
});

test('the job with most of the tasks comes first, then jobs by ID', () => {
  const listed = listRuns({ b: ['x1'], a: ['y1'], c: ['z1', 'z3'] });
  assert.deepEqual(listed, ['job c: z1', 'job c: z3', 'job a: y1', 'job b: x1']);
});

test('tasks beyond the limit are counted', () => {
  const listed = listRuns({ a: Array.from({ length: 50 }, (_, index) => `t${index * 2}`) });
  assert.equal(listed.length, 21);
  assert.equal(listed.at(-1), 'and 30 more tasks');
});

test("the failures of one job's cause are not said to be all of the account's", () => {
  const { resource } = cause.failures[0]?.failing ?? assert.fail();
  assert.ok(resource.kind === 'task');
  const { accountId } = resource;
  const ofAccount = { ...target, resource: { kind: 'account', accountId } } as const;
  const titles = [ofAccount, target].map(
    (one) => toAlikeSection(resource, { cause, target: one, isComplete: true })?.title,
  );
  assert.deepEqual(titles, ['What failed the same way', 'What failed the same way in the job']);
});

test('a follow-on failure does not count as a failure for the same reason as the task that caused it', () => {
  const [first = assert.fail(), second = assert.fail(), ...others] = cause.failures;
  const failures = [first, second, ...others.map((failure) => ({ ...failure, isFollowOn: true as const }))];
  const shown = { cause: { ...cause, failures }, target, isComplete: true };
  const say = (index: number): readonly string[] => {
    const { resource } = failures[index]?.failing ?? assert.fail();
    assert.ok(resource.kind === 'task');
    const { title, items } = toAlikeSection(resource, shown) ?? assert.fail();
    return [title, ...items.filter(({ source }) => source === undefined).map(({ text }) => text)];
  };
  const ofCause = say(0).join('\n');
  assert.match(ofCause, /^What failed the same way in the job\n1 other task failed for the same reason: /);
  assert.match(ofCause, /\n34 other tasks failed as a consequence\.$/);
  const ofFollower = say(2).join('\n');
  assert.match(ofFollower, /^What caused it\nThis followed from another failure: Segmentation fault/);
  assert.match(ofFollower, /\n33 other tasks failed as a consequence\./);
  assert.doesNotMatch(ofFollower, /same (?:way|reason)/);
});
