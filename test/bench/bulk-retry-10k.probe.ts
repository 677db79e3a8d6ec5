import { retry } from '../../src/app/actions/task/retry.ts';
import type * as Causes from '../../src/app/causes/causesBundle.ts';
import { Inspections } from '../../src/app/causes/inspections.ts';
import { findTaskCauses } from '../../src/app/causes/taskCauses.ts';
import { FailureReader } from '../../src/app/evidence/failureReader.ts';
import type { DiagnosisBundle } from '../../src/app/ports.ts';
import type { TaskResource } from '../../src/core/model/resource.ts';
import { systemClock } from '../../src/service/clock.ts';
import { noCauses } from '../fakes/noCauses.ts';
import { benchBulk, loadBundle } from './harnessBulk.ts';

const bundles = {
  diagnosis: () => loadBundle<DiagnosisBundle>('diagnosis'),
  reading: () => loadBundle<typeof Causes>('causes'),
};
const reader = new FailureReader(bundles, systemClock);

benchBulk('bulk-retry-10k', {
  runs: 3,
  warmUps: 0,
  sends: '/reactivate',
  ofTasks: (ofStore, failed) =>
    findTaskCauses(ofStore, failed, noCauses.shownOf, new Inspections(reader), bundles, Date.now),
  async act(services, { id: accountId }, count) {
    const tasks = Array.from({ length: count }, (_, index): TaskResource => {
      const taskId = `task-${String(index).padStart(5, '0')}`;
      return { kind: 'task', accountId, jobId: 'frames', taskId };
    });
    await retry(services, tasks);
  },
});
