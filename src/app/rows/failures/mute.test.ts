import assert from 'node:assert/strict';
import { test } from 'node:test';
import { logsAreGone } from '../../../../test/builders/logsAreGone.ts';
import { snapshot } from '../../../../test/builders/snapshot.ts';
import { CauseExplainer } from '../../../core/diagnosis/account/causeExplainer.ts';
import type { Cause } from '../../../core/diagnosis/causes/causes.ts';
import { countByJob } from '../../../core/failures/countByJob.ts';
import type { Task } from '../../../core/model/task.ts';
import { doAtOnce } from '../../../core/work.ts';
import { findFailing } from '../../causes/failing.ts';
import { describeMute, isMuting, splitCause, toMute } from './mute.ts';

const now = new Date('2026-11-20T10:00:00Z');
const dayMs = 86_400_000;
const later = (ms: number): Date => new Date(now.getTime() + ms);

function failed(id: string, minute: string): Task {
  const executionInfo = { result: 'failure', exitCode: 1, endTime: `2026-11-20T09:${minute}:00Z` } as const;
  return { id, state: 'completed', executionInfo };
}

/** Makes the only cause of tasks of two jobs. */
function causeOf(frames: readonly Task[], train: readonly Task[]): Cause {
  const known = snapshot()
    .with({ kind: 'jobs' }, [{ id: 'frames' }, { id: 'train' }])
    .with({ kind: 'failures', jobId: 'frames' }, frames)
    .with({ kind: 'failures', jobId: 'train' }, train)
    .build();
  const [cause] = doAtOnce(new CauseExplainer(logsAreGone).explain(findFailing(known))).causes;
  assert.ok(cause);
  return cause;
}

const cause = causeOf([failed('a', '10'), failed('b', '20')], [failed('c', '30')]);

test('a cause can be muted for a limited time, after which it is shown again', () => {
  const mute = toMute(cause, undefined, dayMs, now);
  assert.equal(isMuting(mute, cause, later(dayMs - 1)), true);
  assert.equal(isMuting(mute, cause, later(dayMs)), false);
  assert.equal(isMuting({ ...mute, accountId: 'other' }, cause, now), false);
  assert.equal(isMuting({ ...mute, fingerprint: 'other' }, cause, now), false);
});

test('a cause that is muted until it changes returns if it gets a new failure, but not if it loses one', () => {
  const mute = toMute(cause, undefined, 'untilChanged', now);
  assert.equal(isMuting(mute, cause, later(99 * dayMs)), true);
  assert.equal(isMuting(mute, causeOf([failed('a', '10')], [failed('c', '30')]), now), true);
  assert.equal(isMuting(mute, causeOf([failed('a', '10'), failed('b', '20')], [failed('d', '31')]), now), false);
  const inJob = toMute(cause, 'frames', 'untilChanged', now);
  assert.equal(isMuting(inJob, causeOf([failed('a', '10')], [failed('d', '59')]), now), true, 'another job changed');
});

test('muting one of two causes with the same text, for nodes and for tasks, does not mute the other', () => {
  const withKind = (kind: 'node' | 'task', end = ''): Cause => {
    const { cluster } = cause;
    return { ...cause, cluster: { ...cluster, kind, fingerprint: `${cluster.fingerprint}${end}` } };
  };
  const muteOfNode = toMute(withKind('node'), undefined, dayMs, now);
  assert.equal(isMuting(muteOfNode, withKind('node', ':node'), now), true, 'tasks came');
  assert.equal(isMuting(muteOfNode, withKind('task'), now), false);
  const muteOfBoth = toMute(withKind('node', ':node'), undefined, dayMs, now);
  assert.equal(isMuting(muteOfBoth, withKind('node'), now), true, 'the tasks are gone');
  const { kind: _, ...saved } = muteOfNode;
  assert.equal(isMuting(saved, withKind('task'), now), true, 'one that was saved without the kind');
  assert.equal(isMuting(saved, withKind('node', ':node'), now), false);
});

test('the rest of a cause that is muted in one job is shown', () => {
  const { shown, muted } = splitCause(cause, [toMute(cause, 'frames', dayMs, now)]);
  assert.deepEqual([shown?.cluster.jobs, muted?.cluster.jobs], [['train'], ['frames']]);
  assert.deepEqual([...countByJob(muted === undefined ? [] : [muted])], [['frames', 2]]);
  assert.equal(splitCause(cause, []).shown, cause);
  assert.equal(splitCause(cause, [toMute(cause, undefined, dayMs, now)]).shown, undefined);
});

test('the place and the end of muting are described', () => {
  const reader = { now, timeZone: 'UTC' };
  assert.equal(describeMute(toMute(cause, 'frames', dayMs, now), reader), 'job frames · muted until Nov 21 10:00');
  assert.equal(describeMute(toMute(cause, undefined, 'untilChanged', now), reader), 'muted until it changes');
});
