import assert from 'node:assert/strict';
import { test } from 'node:test';
import { failedTasksOf } from '../../../test/builders/failedTasks.ts';
import { logsAreGone } from '../../../test/builders/logsAreGone.ts';
import { CauseExplainer } from '../../core/diagnosis/account/causeExplainer.ts';
import { findRepeat } from '../../core/diagnosis/task/explainAttempts.ts';
import type { TaskResource } from '../../core/model/resource.ts';
import type { SavedAttempt } from '../../core/model/savedAttempt.ts';
import type { Task } from '../../core/model/task.ts';
import { doAtOnce } from '../../core/work.ts';
import { RepeatedCauses, withRepeats } from './repeatedCauses.ts';

const failed = (id: string, exitCode: number, endTime: string): Task => ({
  id,
  state: 'completed',
  executionInfo: { result: 'failure', exitCode, startTime: '2026-11-20T08:00:00Z', endTime },
});

/** Makes two failed tasks with one cause. The `retried` tasks have a saved attempt that ended with `earlierCode`. */
async function look(earlierCode: number | undefined, retried = ['a']) {
  const tasks = ['a', 'b'].map((id) => failed(id, 139, '2026-11-20T09:00:00Z'));
  const [cause] = doAtOnce(new CauseExplainer(logsAreGone).explain(failedTasksOf('contoso', tasks))).causes;
  assert.ok(cause);
  const attempt: SavedAttempt = {
    savedAt: '2026-11-20T07:00:00Z',
    action: 'retry',
    task: { ...failed('a', earlierCode ?? 0, '2026-11-20T06:30:00Z') },
    logs: [],
  };
  const asked: string[] = [];
  const listEach = async (resources: readonly TaskResource[]) => {
    asked.push(...resources.map(({ taskId }) => taskId));
    const kept = resources.filter(({ taskId }) => retried.includes(taskId) && earlierCode !== undefined);
    return new Map(kept.map((resource) => [resource, [attempt]]));
  };
  const causes = new RepeatedCauses({ listEach }, { diagnosis: () => ({ findRepeat }) });
  const changed = new Promise<boolean>((resolve) => causes.onDidChange(() => resolve(true)));
  assert.equal(causes.find(cause), undefined, 'nobody waits for the disk');
  assert.equal(causes.find(cause), undefined);
  const isChanged = await Promise.race([changed, new Promise((resolve) => setImmediate(() => resolve(false)))]);
  const repeats = causes.find(cause);
  const [whole = cause] = await withRepeats([cause], { listEach }, { findRepeat });
  return { isChanged, repeats, asked, since: whole.cluster.firstSeen };
}

test('a cause that returned after a retry is recognized when the attempts have been read, which happens once', async () => {
  const [at, asked] = ['2026-11-20T07:00:00Z', ['a', 'b']];
  const firstSeen = '2026-11-20T06:30:00Z';
  assert.deepEqual(await look(139), {
    isChanged: true,
    repeats: { at: [at], unread: 0, areAll: false, firstSeen },
    asked,
    since: firstSeen,
  });
  assert.deepEqual(await look(139, asked), {
    isChanged: true,
    repeats: { at: [at, at], unread: 0, areAll: true, firstSeen },
    asked,
    since: firstSeen,
  });
});

test('a cause without retries, or with different failures before, is not repeated', async () => {
  const since = '2026-11-20T09:00:00Z';
  assert.deepEqual(await look(undefined), { isChanged: false, repeats: undefined, asked: ['a', 'b'], since });
  assert.deepEqual(await look(1), { isChanged: false, repeats: undefined, asked: ['a', 'b'], since });
});
