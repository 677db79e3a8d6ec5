import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { foreseeChangeForRetry } from '../../src/core/changes/foreseeChange.ts';
import { planRetry } from '../../src/core/changes/taskPlans.ts';
import { isProposable } from '../../src/core/changes/verdict.ts';
import { explainTask } from '../../src/core/diagnosis/explainTask.ts';
import type { Change } from '../../src/core/diagnosis/explanation/explanation.ts';
import { isFailed, type Task } from '../../src/core/model/task.ts';
import type { BatchService, Pages } from '../../src/service/ports.ts';
import { SteppedClock } from '../../src/simulator/clock.ts';
import { startSimulator } from '../../src/simulator/simulator.ts';
import { connectTo } from '../fakes/connect.ts';
import { readLog } from './readLog.ts';

/** Time after which all retried tasks have ended: the longest run, and tasks that wait for a node. */
const longMs = 3 * 60 * 60 * 1000;

async function readAll<T>(pages: Pages<T>): Promise<readonly T[]> {
  const items: T[] = [];
  for await (const page of pages) items.push(...page);
  return items;
}

interface Retried {
  readonly jobId: string;
  readonly taskId: string;
  readonly title: string;
  readonly change: Change | undefined;
}

/** Predicts the results of a job's failed tasks that can be retried, from the facts of each. */
async function foreseeAll(service: BatchService, jobId: string, now: Date): Promise<readonly Retried[]> {
  const [job, siblings] = await Promise.all([service.jobs.getJob(jobId), readAll(service.tasks.listTasks(jobId))]);
  const pool = await service.pools.getPool(job.poolInfo?.poolId ?? '');
  const foresee = async (task: Task): Promise<Retried> => {
    const [stdout, stderr] = await Promise.all(
      ['stdout.txt', 'stderr.txt'].map((path) => readLog(service, jobId, task.id, path)),
    );
    const explanation = explainTask({ task, job, pool, stdout, stderr, siblings, now });
    return { jobId, taskId: task.id, title: explanation.title, change: foreseeChangeForRetry(explanation) };
  };
  const failed = siblings.filter((task) => isFailed(task) && isProposable(planRetry(task, job)));
  return Promise.all(failed.map(foresee));
}

test('the predicted outlook of a retry is correct for every failed task of the sample account', async () => {
  const clock = new SteppedClock(Date.parse('2026-11-20T09:00:00Z'));
  const simulator = await startSimulator({ scenario: 'sample', clock });
  after(() => simulator.close());
  const client = connectTo(simulator.url, {
    credential: { kind: 'sharedKey', accountName: simulator.accountName, key: simulator.accountKey },
  });
  const { service } = client;
  const jobs = await readAll(service.jobs.listJobs());
  const now = new Date(clock.now());
  const foreseen = (await Promise.all(jobs.map(({ id }) => foreseeAll(service, id, now)))).flat();
  await Promise.all(foreseen.map(({ jobId, taskId }) => service.tasks.reactivateTask(jobId, taskId)));
  await clock.advance(longMs);
  client.clock.advance(longMs);
  const wrong: string[] = [];
  const proved = new Map<Change, number>();
  for (const { jobId, taskId, title, change } of foreseen) {
    const { executionInfo, state } = await service.tasks.getTask(jobId, taskId);
    // A retry that depends on its surroundings, or on something unknown, may end either way.
    if (state !== 'completed' || change === undefined || change === 'surroundings') continue;
    const isRight = (executionInfo?.result === 'success') === (change === 'nothing');
    if (!isRight) wrong.push(`${title} (${change})`);
    proved.set(change, (proved.get(change) ?? 0) + 1);
  }
  assert.deepEqual(wrong, []);
  assert.ok(foreseen.length > 50, `${foreseen.length} were retried`);
  assert.ok((proved.get('definition') ?? 0) >= 7 && (proved.get('nothing') ?? 0) >= 2, JSON.stringify([...proved]));
});
