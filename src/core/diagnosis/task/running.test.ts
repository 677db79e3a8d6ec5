import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import type { Task } from '../../model/task.ts';
import { configureText } from '../../text/configureText.ts';
import { explainTask } from '../explainTask.ts';

const now = '2026-11-20T10:00:00Z';

afterEach(() => configureText('en', undefined));

function running(startTime: string, changes: Partial<Task> = {}): Task {
  return {
    id: 't',
    state: 'running',
    constraints: { maxWallClockTime: 'PT1H' },
    executionInfo: { startTime },
    ...changes,
  };
}

test('a distant, near, exceeded, and long-exceeded limit are distinguished', () => {
  const titleOf = (startTime: string) => explainTask({ task: running(startTime), now }).title;
  assert.equal(titleOf('2026-11-20T09:30:00Z'), 't is running');
  assert.equal(
    titleOf('2026-11-20T09:06:00Z'),
    't is running, at most until its time limit on Nov 20, 2026, 10:06 UTC',
  );
  assert.equal(titleOf('2026-11-20T08:59:00Z'), 't is past its time limit of 1 hr');
  const overdue = explainTask({ task: running('2026-11-20T08:30:00Z'), job: { id: 'j', state: 'active' }, now });
  assert.match(overdue.cause, /should have been terminated 30 min ago/);
  assert.ok(overdue.remedies.includes('task.requeue'));
});

test('the limit of the job ends its tasks too', () => {
  const job = {
    id: 'j',
    state: 'active',
    constraints: { maxWallClockTime: 'PT2H' },
    executionInfo: { startTime: '2026-11-20T08:06:00Z' },
  };
  const task = running('2026-11-20T09:30:00Z', { constraints: {} });
  const { title, fixes } = explainTask({ task, job, now });
  assert.equal(title, "t is running, at most until its job's time limit on Nov 20, 2026, 10:06 UTC");
  assert.deepEqual(fixes[0]?.remedies, ['job.changeLimit']);
});

test('of two limits, the one that ends the task first is described if it is near', () => {
  const titleOf = (startTime: string, ofJob: string) => {
    const constraints = { maxWallClockTime: ofJob };
    const job = { id: 'j', state: 'active', constraints, executionInfo: { startTime: '2026-11-20T08:00:00Z' } };
    return explainTask({ task: running(startTime), job, now }).title;
  };
  assert.match(titleOf('2026-11-20T09:15:00Z', 'PT2H20M'), /at most until its time limit on .*10:15 UTC$/);
  assert.match(titleOf('2026-11-20T09:15:00Z', 'PT2H10M'), /at most until its job's time limit on .*10:10 UTC$/);
  assert.match(titleOf('2026-11-20T09:06:00Z', 'PT8H'), /at most until its time limit on .*10:06 UTC$/);
  assert.equal(titleOf('2026-11-20T09:30:00Z', 'PT8H'), 't is running');
});

test('a near limit has a button to raise it, and a task whose job has ended is submitted to a new one', () => {
  const near = explainTask({ task: running('2026-11-20T09:06:00Z'), job: { id: 'j', state: 'active' }, now });
  assert.deepEqual(near.fixes[0]?.remedies, ['task.changeLimit']);
  assert.ok(near.remedies.includes('task.changeLimit'));
  const ending = explainTask({ task: running('2026-11-20T09:50:00Z'), job: { id: 'j', state: 'terminating' }, now });
  assert.match(ending.fixes[0]?.text ?? '', /submit it to a new job\.$/);
  assert.deepEqual(ending.fixes[0]?.remedies, ['task.downloadFiles', 'task.resubmit']);
  const executionInfo = {
    startTime: '2026-11-20T09:00:00Z',
    endTime: '2026-11-20T09:59:59Z',
    result: 'failure',
    failureInfo: { category: 'UserError', code: 'TaskEnded' },
  } as const;
  const ended = explainTask({
    task: { id: 't', state: 'completed', executionInfo },
    job: {
      id: 'j',
      state: 'completed',
      executionInfo: { endTime: '2026-11-20T09:59:59Z', terminateReason: 'MaxWallClockTimeExpiry' },
    },
    now,
  });
  assert.deepEqual(
    ended.fixes.map(({ remedies }) => remedies),
    [['job.clone'], ['task.resubmit']],
  );
});

test('an earlier interruption is reported', () => {
  const task = running('2026-11-20T09:50:00Z', {
    executionInfo: { startTime: '2026-11-20T09:50:00Z', requeueCount: 1, lastRequeueTime: '2026-11-20T09:49:00Z' },
  });
  const { evidence, cause, fixes } = explainTask({ task, now });
  assert.match(cause, /requeued, which isn't a retry/);
  assert.match(fixes[1]?.text ?? '', /^Find out what took its nodes away/);
  assert.ok(evidence.some(({ text }) => text === 'It was requeued once, most recently on Nov 20, 2026, 09:49 UTC.'));
});

test('an ending job and a leaving node are reported for a task that is shown as running', () => {
  const task = running('2026-11-20T09:30:00Z');
  const inJob = (state: string) => explainTask({ task, job: { id: 'j', state }, now });
  for (const state of ['terminating', 'deleting', 'disabling', 'disabled']) {
    const { title, cause, confidence } = inJob(state);
    assert.equal(title, `t is shown as running, but its job is ${state}`);
    assert.equal(confidence, 'likely');
    assert.doesNotMatch(cause, /nothing has failed/);
  }
  assert.match(inJob('disabling').cause, /runs them again once the job is enabled/);
  assert.ok(inJob('disabled').remedies.includes('job.enable'));
  assert.equal(inJob('active').title, 't is running');
  const onNode = (state: string) => explainTask({ task, node: { id: 'n', state }, now });
  assert.equal(onNode('rebooting').title, 't is shown as running, but its node is being rebooted');
  assert.match(onNode('leavingpool').cause, /Batch requeues it/);
  assert.equal(onNode('running').title, 't is running');
});

test('a task near its limit shows how others ended with that limit', () => {
  const ended = (id: string, endTime: string): Task => ({
    ...running('2026-11-20T07:00:00Z', { id, state: 'completed' }),
    executionInfo: { startTime: '2026-11-20T07:00:00Z', endTime },
  });
  const siblings = [ended('a', '2026-11-20T08:00:01Z'), ended('b', '2026-11-20T07:10:00Z')];
  const { evidence } = explainTask({ task: running('2026-11-20T09:06:00Z'), siblings, now });
  assert.ok(evidence.some(({ text }) => text.startsWith('Of the 2 other tasks in this job that have ended, 1 ')));
});

test('a task that runs again is not said to have had no failure', () => {
  const again = (maxTaskRetryCount: number) =>
    explainTask({
      task: { id: 't', state: 'running', constraints: { maxTaskRetryCount }, executionInfo: { retryCount: 2 } },
    });
  const limited = again(5);
  assert.equal(limited.title, 't is running again after it failed (retry 2 of 5)');
  assert.match(limited.cause, /^Its 2 earlier attempts failed/);
  assert.ok(!limited.remedies.includes('task.terminate'));
  const endless = again(-1);
  assert.match(endless.cause, /without limit/);
  assert.ok(endless.remedies.includes('task.terminate'));
});

test('a task that runs far longer than others in its job may hang', () => {
  const ran = (minutes: number, index: number): Task => ({
    id: `s${index}`,
    state: 'completed',
    executionInfo: {
      startTime: '2026-11-20T01:00:00Z',
      endTime: `2026-11-20T01:${minutes}:00Z`,
      exitCode: 0,
      result: 'success',
    },
  });
  const siblings = [10, 11, 12].map(ran);
  const task = running('2026-11-20T08:00:00Z', { constraints: {} });
  const slow = explainTask({ task, siblings, now });
  assert.match(slow.title, /far longer than other tasks in its job$/);
  assert.equal(slow.confidence, 'guess');
  assert.match(slow.evidence[0]?.text ?? '', /^3 tasks that succeeded in this job ran for 10 min to 12 min/);
  assert.equal(explainTask({ task, siblings: siblings.slice(1), now }).title, 't is running');
  const usual = running('2026-11-20T09:30:00Z', { constraints: {} });
  assert.equal(explainTask({ task: usual, siblings, now }).title, 't is running');
});

test('states are described in words, not in the spelling of the service', () => {
  const onNode = explainTask({ task: running('2026-11-20T09:30:00Z'), node: { id: 'n', state: 'Unknown' }, now });
  assert.equal(onNode.title, 't is shown as running, but its node is not reachable');
  assert.ok(onNode.evidence.some(({ text }) => text === 'Node state: not reachable'));
  const waiting = explainTask({
    task: { id: 't', state: 'active', stateTransitionTime: '2026-11-20T08:00:00Z' },
    job: { id: 'j', state: 'Disabling' },
    now,
  });
  assert.match(waiting.cause, /The job is disabling, so none of its tasks start/);
  assert.ok(waiting.evidence.some(({ text }) => text.startsWith('In state “waiting” for 2 hr')));
});

test('a task that has run for days without a limit is described with signs that it may be hanging', () => {
  const task = running('2026-11-13T10:00:00Z', { constraints: {} });
  const stdout = 'loading\nwaiting for lock on /mnt/shared/db\n';
  const silent = explainTask({ task, now, stdout, stderr: '', lastOutputTime: '2026-11-14T10:00:00Z' });
  assert.equal(silent.title, 't has been running for 7 days without a time limit, and has written nothing for 6 days');
  assert.match(
    silent.cause,
    /has been running since Nov 13, 2026, 10:00 UTC\. Neither it nor its job has a `maxWallClockTime`/,
  );
  assert.doesNotMatch(silent.cause, /nothing has failed/);
  const shown = silent.evidence.map(({ text, source }) => `${source}: ${text}`);
  assert.ok(shown.includes('stdout.txt:2: waiting for lock on /mnt/shared/db'), shown.join('\n'));
  assert.ok(shown.includes('lastModified: Its last output is from Nov 14, 2026, 10:00 UTC.'));
  assert.match(silent.fixes[0]?.text ?? '', /Sign in to its node/);
  assert.ok(silent.fixes.some(({ property }) => property?.[1] === 'maxWallClockTime'));

  const mute = explainTask({ task, now, stdout: '', stderr: '' });
  assert.equal(mute.title, 't has been running for 7 days without a time limit, and has written nothing for 7 days');
  assert.ok(!mute.evidence.some(({ source }) => source === 'lastModified'));

  const busy = explainTask({ task, now, lastOutputTime: '2026-11-20T09:59:00Z' });
  assert.equal(busy.title, 't has been running for 7 days without a time limit');
  assert.match(busy.fixes[0]?.text ?? '', /last lines of stdout\.txt/);
  const limited = {
    id: 'j',
    state: 'active',
    constraints: { maxWallClockTime: 'P30D' },
    creationTime: '2026-11-13T09:00:00Z',
  };
  assert.equal(explainTask({ task, job: limited, now }).title, 't is running');
});

test('the state of an ending job is named in the language of the texts', () => {
  configureText('nl', { terminating: 'wordt beëindigd' });
  const job = { id: 'j', state: 'terminating' };
  const { title } = explainTask({ task: running('2026-11-20T09:30:00Z'), job, now });
  assert.equal(title, 't is shown as running, but its job is wordt beëindigd');
});

test('a task that loses its node again and again needs attention, because it may never end', () => {
  const explain = (requeueCount: number) =>
    explainTask({
      task: running('2026-11-20T09:50:00Z', { executionInfo: { startTime: '2026-11-20T09:50:00Z', requeueCount } }),
      now,
    });
  assert.equal(explain(2).title, 't is running');
  const { title, fixes } = explain(4);
  assert.equal(title, 't was requeued 4 times, and began again each time');
  assert.match(fixes[0]?.text ?? '', /^Find out what took its nodes away/);
});
