import type { App } from '../../src/app/app.ts';
import type { ComputeNode } from '../../src/core/model/computeNode.ts';
import type { NodeResource, TaskResource } from '../../src/core/model/resource.ts';
import type { SavedAttempt } from '../../src/core/model/savedAttempt.ts';
import type { Task } from '../../src/core/model/task.ts';
import { accountId } from '../fakes/contoso.ts';

export const resource: TaskResource = { kind: 'task', accountId, jobId: 'frames', taskId: 'frame-1' };
export const nodeResource: NodeResource = { kind: 'node', accountId, poolId: 'cpu', nodeId: 'tvm-1' };
export const signature = 'c2VjcmV0LXNpZ25hdHVyZS1vZi1hLXNhcy11cmwhISE%3D';
export const failed: Task = {
  id: 'frame-1',
  state: 'completed',
  commandLine: `python render.py "https://data.blob.core.windows.net/in/a?sv=2024-11-04&sig=${signature}"`,
  executionInfo: {
    result: 'failure',
    exitCode: 1,
    endTime: '2026-11-20T09:00:00Z',
    failureInfo: { category: 'UserError', code: 'FailureExitCode' },
  },
};
export const waiting: Task = { id: 'frame-1', state: 'active', commandLine: failed.commandLine ?? '' };
export const attempt: SavedAttempt = {
  savedAt: '2026-11-20T09:14:00.123Z',
  action: 'retry',
  task: failed,
  logs: [
    { path: 'stderr.txt', text: "ModuleNotFoundError: No module named 'numpy'\n", leftOut: 12 },
    { path: 'stdout.txt', unread: { kind: 'absent', why: 'stdout.txt was cleaned up.' } },
  ],
};
export const brokenNode: ComputeNode = {
  id: 'tvm-1',
  state: 'starttaskfailed',
  startTaskInfo: { exitCode: 127, startTime: '2026-11-20T09:00:00Z' },
};
/** Row of the attempt, as passed to commands. */
export const row = { resource, opens: { resource, document: 'attempt', savedAt: attempt.savedAt } } as const;

export const toActionName = (id: string): string => (id === 'azureBatch.node.reboot' ? 'Reboot Node' : id);

/** Saves the attempt of the task, and the node as it was before its reboot. */
export async function saveAttempts({ journal, kept }: Pick<App, 'journal' | 'kept'>): Promise<void> {
  await journal.save(resource, attempt);
  await kept.save(nodeResource, {
    savedAt: '2026-11-20T09:20:00.000Z',
    action: 'azureBatch.node.reboot',
    resource: nodeResource,
    object: brokenNode,
    logs: [{ path: 'startup/stderr.txt', text: 'git: not found\n', leftOut: 0 }],
  });
}
