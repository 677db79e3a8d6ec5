import assert from 'node:assert/strict';
import { appendFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import type { SavedResubmission } from '../../core/model/resubmission.ts';
import { NodeFolder } from '../../node/nodeFolder.ts';
import { Resubmissions } from './resubmissions.ts';

async function makeFolder(context: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'resubmissions-'));
  context.after(() => rm(folder, { recursive: true, force: true }));
  return join(folder, 'kept');
}

const now = () => Date.parse('2026-11-20T10:00:00Z');
const limits = { count: 3, maxAgeMs: 24 * 60 * 60 * 1000 };

const failed = { creationTime: '2026-11-20T08:00:00Z', endTime: '2026-11-20T09:10:00Z' };
const toShown = ({ creationTime, endTime } = failed) => ({ creationTime, executionInfo: { endTime } });

function toKept(taskId: string, at = '2026-11-20T09:14:00Z'): SavedResubmission {
  const of = { kind: 'task', accountId: 'sample', jobId: 'encode', taskId } as const;
  return { of, failed, at, jobId: 'encode-2', taskId: `${taskId}-2` };
}

test('the resubmission of a task is known at once, and in the next session', async (context) => {
  const folder = await makeFolder(context);
  const kept = new Resubmissions(new NodeFolder(folder), now, limits);
  let told = 0;
  kept.onDidChange(() => (told += 1));
  const [one, other] = [toKept('shot-41'), toKept('shot-42')];
  const saving = kept.save([one]);
  await saving;
  await kept.save([{ ...one, outcome: 'succeeded' }]);
  assert.equal(kept.find(one.of, toShown())?.outcome, 'succeeded');
  assert.equal(told, 2);
  const next = new Resubmissions(new NodeFolder(folder), now, limits);
  assert.equal(next.find(one.of, toShown()), undefined, 'nothing is loaded');
  await next.load();
  assert.deepEqual(next.find(one.of, toShown()), { ...one, outcome: 'succeeded' });
  assert.equal(next.find(other.of, toShown()), undefined);
  await next.save([other]);
  await next.settle([one, { ...other, outcome: 'failed' }, { ...toKept('shot-43'), outcome: 'failed' }]);
  assert.equal(next.find(other.of, toShown())?.outcome, 'failed', 'a page has found its outcome');
  assert.equal(next.find(toKept('shot-43').of, toShown()), undefined);
  await next.forget(one.of);
  await kept.forgetAll();
});

test('a later failure is a different one, and so is the failure of another task with the same ID at any time', async (context) => {
  const kept = new Resubmissions(new NodeFolder(await makeFolder(context)), now, limits);
  const one = toKept('shot-41');
  await kept.save([one]);
  assert.equal(kept.find(one.of, toShown())?.taskId, 'shot-41-2');
  assert.equal(kept.find(one.of, toShown({ ...failed, endTime: '2026-11-20T09:20:00Z' })), undefined);
  // If the job was deleted and created again, or a simulated account was restarted, its failures may be older than the
  // resubmission.
  const earlier = { creationTime: '2026-11-20T07:00:00Z', endTime: '2026-11-20T08:10:00Z' };
  assert.equal(kept.find(one.of, toShown(earlier)), undefined);
  assert.equal(kept.find(one.of, { creationTime: failed.creationTime }), undefined);
  assert.equal(
    kept.find(one.of, { creationTime: failed.creationTime, stateTransitionTime: failed.endTime })?.taskId,
    'shot-41-2',
    'it failed before it started',
  );
});

test('an entry that an earlier version saved without the attempt is read, and hides no failure', async (context) => {
  const folder = await makeFolder(context);
  const { failed: _failed, ...old } = toKept('shot-41');
  await new Resubmissions(new NodeFolder(folder), now, limits).save([{ ...old, outcome: 'succeeded' }]);
  const kept = new Resubmissions(new NodeFolder(folder), now, limits);
  await kept.save([toKept('shot-42')]);
  assert.equal(kept.find(old.of, toShown()), undefined);
  assert.equal(kept.hasSucceeded('sample', 'encode'), false);
  assert.match(await readFile(join(folder, 'resubmitted.jsonl'), 'utf8'), /shot-41/);
});

test('old and excess entries are forgotten, and truncated ones are skipped', async (context) => {
  const folder = await makeFolder(context);
  const kept = new Resubmissions(new NodeFolder(folder), now, limits);
  const all = ['a', 'b', 'c', 'd'].map((id) => toKept(id));
  await kept.save([toKept('old', '2026-11-01T00:00:00Z'), ...all]);
  await kept.save([...all, ...all]);
  await appendFile(join(folder, 'resubmitted.jsonl'), '{"of":{"kind":"task"');
  const next = new Resubmissions(new NodeFolder(folder), now, limits);
  await next.load();
  const isKnown = (id: string): boolean => next.find(toKept(id).of, toShown()) !== undefined;
  assert.deepEqual(['old', 'a', 'b', 'c', 'd'].map(isKnown), [false, false, true, true, true]);
  const text = await readFile(join(folder, 'resubmitted.jsonl'), 'utf8');
  assert.equal(text.split('\n').length, 4, 'three lines are left');
});
