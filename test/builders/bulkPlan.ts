import type { BulkPlan } from '../../src/core/changes/bulk/bulkRecord.ts';

/** Returns the plan of a bulk action on tasks `t0`, `t1`, … of the job `job`. */
export function bulkPlan(count: number, changes: Partial<BulkPlan> = {}): BulkPlan {
  return {
    version: 1,
    id: 'a1',
    verb: 'azureBatch.task.retry',
    choices: {},
    items: Array.from({ length: count }, (_, index) => ({
      resource: { kind: 'task', accountId: 'contoso', jobId: 'job', taskId: `t${index}` },
    })),
    accounts: { contoso: 'contoso' },
    judgedAt: '2026-11-20T08:59:50.000Z',
    startedAt: '2026-11-20T09:00:00.000Z',
    ...changes,
  };
}
