import assert from 'node:assert/strict';
import { retry } from '../../src/app/actions/task/retry.ts';
import type * as Causes from '../../src/app/causes/causesBundle.ts';
import { Inspections } from '../../src/app/causes/inspections.ts';
import { findTaskCauses } from '../../src/app/causes/taskCauses.ts';
import { FailureReader } from '../../src/app/evidence/failureReader.ts';
import type { DiagnosisBundle } from '../../src/app/ports.ts';
import type { TaskResource } from '../../src/core/model/resource.ts';
import { systemClock } from '../../src/service/clock.ts';
import { listen } from '../editor/support/messages.ts';
import { noCauses } from '../fakes/noCauses.ts';
import { account, benchBulk, keep, loadBundle } from './harnessBulk.ts';

const taskCount = 10_000;
const taskIds = Array.from({ length: taskCount }, (_, index) => `task-${String(index).padStart(5, '0')}`);
const tasks = taskIds.map((taskId): TaskResource => ({ kind: 'task', accountId: account.id, jobId: 'frames', taskId }));
const bundles = {
  diagnosis: () => loadBundle<DiagnosisBundle>('diagnosis'),
  reading: () => loadBundle<typeof Causes>('causes'),
};
const reader = new FailureReader(bundles, systemClock);

benchBulk({
  name: keep.includes('All Logs') ? 'bulk-retry-10k-full' : 'bulk-retry-10k',
  count: taskCount,
  runs: 3,
  warmUps: 0,
  ofTasks: (ofStore, failed) =>
    findTaskCauses(ofStore, failed, noCauses.shownOf, new Inspections(reader), bundles, Date.now),
  async act(services) {
    const { questions, informations, status, warnings } = await listen(() => retry(services, tasks), {
      choose: keep,
    });
    assert.match(questions[0]?.detail ?? '', /10,000 tasks fail again unless[\s\S]*9,800 tasks were not looked at/);
    // What took long is told in a notification that stays.
    const told = [...status, ...informations].map((text) => text.split(' | ')[0]);
    assert.deepEqual([told, warnings], [[`${taskCount.toLocaleString('en')} tasks were retried.`], []]);
  },
});
