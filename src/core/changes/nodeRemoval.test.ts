import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describeRemoval, judgeRemoval, planRemove, planRemoveLater } from './nodeRemoval.ts';
import type { Verdict } from './verdict.ts';

function reason(verdict: Verdict): string {
  return verdict.possible ? '' : verdict.reason;
}

test('nodes are removed from steady pools, with a note if the pool scales automatically', () => {
  assert.match(reason(planRemove({ state: 'idle' }, { allocationState: 'resizing' })), /being resized/);
  assert.deepEqual(planRemove({ state: 'idle' }, { allocationState: 'steady' }), { possible: true });
  assert.match(reason(planRemove({ state: 'leavingpool' }, { allocationState: 'resizing' })), /already leaving/);
  const later = planRemoveLater({ state: 'idle' }, { allocationState: 'resizing' });
  assert.ok(later.possible && later.note?.includes('when the pool is steady'));
  assert.deepEqual(planRemoveLater({ state: 'idle' }, { allocationState: 'steady' }), { possible: true });
  assert.match(reason(planRemoveLater({ state: 'idle' }, { state: 'deleting' })), /delet/);
});

test("the effect of removing nodes depends on the pool's formula, and its resize error disappears", () => {
  const [target, again, ...others] = describeRemoval({ id: 'p' }, 2);
  assert.match(target ?? '', /^Removing the nodes lowers the target of pool p/);
  assert.match(again ?? '', /resize the pool\. The account's quotas/);
  assert.deepEqual(others, []);
  assert.match(describeRemoval({ id: 'p' }, 101)[0] ?? '', /^Batch removes at most 100 nodes from a pool at once\./);
  const resizeErrors = [{ code: 'AccountCoreQuotaReached' }];
  const scaled = describeRemoval({ id: 'p', enableAutoScale: true, resizeErrors }, 1).join(' ');
  assert.match(
    scaled,
    /its formula decides whether other nodes replace these\. Pool p will no longer show why its last resize/,
  );
});

test('a removed node is followed until it has left its pool, and is overdue after half an hour', () => {
  const judge = (now: object | undefined, elapsedMs: number) => judgeRemoval({ before: undefined, now, elapsedMs });
  assert.equal(judge({}, 5_000), 'underway');
  assert.equal(judge(undefined, 5_000), 'seen');
  assert.equal(judge({}, 31 * 60_000), 'astray');
});
