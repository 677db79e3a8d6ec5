import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toAccount } from '../../../test/fakes/connect.ts';
import { CauseExplainer } from '../../core/diagnosis/account/causeExplainer.ts';
import type { Cause } from '../../core/diagnosis/causes/causes.ts';
import type { FailedTask } from '../../core/diagnosis/causes/failing.ts';
import { doAtOnce } from '../../core/work.ts';
import { FollowedCauses } from './followedCauses.ts';

const store = { account: toAccount('https://a.westus.batch.azure.com') };
const resource = { kind: 'account', accountId: store.account.id } as const;
const noFile = "FileNotFoundError: [Errno 2] No such file or directory: 'weights.pt'";
const noModule = "ModuleNotFoundError: No module named 'numpy'";

function toFailed(taskId: string, at = '2026-11-20T09:00:00Z'): FailedTask {
  return {
    kind: 'task',
    resource: { kind: 'task', accountId: store.account.id, jobId: 'train', taskId },
    at,
    task: {
      id: taskId,
      state: 'completed',
      commandLine: 'python3 train.py',
      executionInfo: { result: 'failure', exitCode: 137 },
    },
    job: undefined,
    pool: undefined,
  };
}

/** Returns the causes of failed tasks whose logs are given. */
function tell(failed: readonly FailedTask[], logs: Readonly<Record<string, string>> = {}): readonly Cause[] {
  const explainer = new CauseExplainer(({ task }) => {
    const stderr = logs[task.id];
    return stderr === undefined ? undefined : { task, logs: { stderr }, isConclusive: true };
  });
  return doAtOnce(explainer.explain(failed)).causes;
}

function toTarget(cause: Cause | undefined) {
  return { resource, document: 'cause', fingerprint: cause?.cluster.fingerprint ?? '' } as const;
}

const [a, b] = [toFailed('a'), toFailed('b')];

test('a cause is followed to the cause that its failures have after their logs were read', () => {
  const followed = new FollowedCauses();
  const unread = tell([a, b]);
  const target = toTarget(unread[0]);
  assert.deepEqual(followed.follow(store, { causes: unread }, target), { now: unread });
  const causes = tell([a, b], { a: noFile, b: noFile });
  const { now, before } = followed.follow(store, { causes }, target);
  assert.deepEqual(now, causes);
  assert.equal(before, unread[0]);
  assert.notEqual(causes[0]?.cluster.fingerprint, target.fingerprint);
});

test('a cause of nodes is followed while tasks fail for a cause with the same name', () => {
  const followed = new FollowedCauses();
  const [ofTasks] = tell([a]);
  assert.ok(ofTasks);
  const toNodes = (end = ''): Cause => {
    const fingerprint = `${ofTasks.cluster.fingerprint}${end}`;
    return { ...ofTasks, cluster: { ...ofTasks.cluster, kind: 'node', fingerprint } };
  };
  const [alone, amongOthers] = [toNodes(), toNodes(':node')];
  const target = toTarget(alone);
  assert.deepEqual(followed.follow(store, { causes: [alone] }, target).now, [alone]);
  assert.deepEqual(followed.follow(store, { causes: [ofTasks, amongOthers] }, target).now, [amongOthers]);
  const fromLink = toTarget(amongOthers);
  assert.deepEqual(new FollowedCauses().follow(store, { causes: [alone] }, fromLink).now, [alone]);
});

test('a divided cause is followed to all of its parts, each time it is requested', () => {
  const followed = new FollowedCauses();
  const unread = tell([a, b]);
  const target = toTarget(unread[0]);
  followed.follow(store, { causes: unread }, target);
  const causes = tell([a, b], { a: noFile, b: noModule });
  assert.equal(causes.length, 2);
  for (const _ of [1, 2]) assert.deepEqual(followed.follow(store, { causes }, target).now, causes);
});

test('a cause is not identified by failures that came later, and a cause that was never requested is not followed', () => {
  const followed = new FollowedCauses();
  const unread = tell([a]);
  const target = toTarget(unread[0]);
  followed.follow(store, { causes: unread }, target);
  const causes = tell([toFailed('a', '2026-11-20T10:00:00Z')], { a: noFile });
  assert.deepEqual(followed.follow(store, { causes }, target).now, []);
  assert.deepEqual(followed.follow(store, { causes: tell([b]) }, { ...target, fingerprint: 'v1:other' }), { now: [] });
});

test('failures that left a cause are reported as moved each time, until they fail again', () => {
  const followed = new FollowedCauses();
  const c = toFailed('c');
  const together = tell([a, b, c], { a: noFile, b: noFile, c: noFile });
  const [target] = together.map(toTarget);
  assert.equal(together[0]?.failures.length, 3);
  assert.equal(followed.follow(store, { causes: together }, target ?? assert.fail()).moved, undefined);
  const apart = tell([a, b, c], { a: noFile, b: noFile, c: noModule });
  for (const _ of [1, 2]) {
    const { now, moved = [] } = followed.follow(store, { causes: apart }, target ?? assert.fail());
    assert.equal(now[0]?.failures.length, 2);
    assert.deepEqual(
      moved.map(({ cause, failures }) => [cause.cluster.title, failures.map(({ failing }) => failing.resource)]),
      [[apart[1]?.cluster.title, [c.resource]]],
    );
  }
  const later = tell([a, b, toFailed('c', '2026-11-20T10:00:00Z')], { a: noFile, b: noFile, c: noModule });
  assert.equal(followed.follow(store, { causes: later }, target ?? assert.fail()).moved, undefined);
});
