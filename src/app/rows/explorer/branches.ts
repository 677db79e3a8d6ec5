import { findScheduleId } from '../../../core/model/jobSchedule.ts';
import type { Scope } from '../../../service/store/accountStore.ts';
import { type NodeGroup, nodeGroups } from '../../lists/nodeGroups.ts';
import { type ShownTaskGroup, shownTaskGroups } from '../../lists/taskCount.ts';

import { type ExplorerPlace, toSegment } from './treeNode.ts';

/** Lists the IDs of all rows that may list the items of `scope`, one for each group to which their owner may belong. */
export function toListIds(accountId: string, scope: Scope): readonly string[] {
  switch (scope.kind) {
    case 'pools':
    case 'jobs':
    case 'jobSchedules':
      return [toId(accountId, { kind: scope.kind })];
    case 'scheduleJobs': {
      const { scheduleId } = scope;
      return [toId(accountId, { kind: 'jobSchedules' }, { kind: 'jobSchedule', scheduleId })];
    }
    case 'nodes':
      return [toId(accountId, { kind: 'pools' }, { kind: 'pool', poolId: scope.poolId })];
    case 'tasks': {
      const group = scope.group === 'preparing' ? 'running' : scope.group;
      const { jobId } = scope;
      return toIdsInJob(accountId, jobId, { kind: 'taskGroup', jobId, group });
    }
    case 'preparation': {
      const { jobId } = scope;
      return toIdsInJob(accountId, jobId, { kind: 'preparation', jobId });
    }
    case 'subtasks':
    case 'dependencies': {
      const { kind, jobId, taskId } = scope;
      return shownTaskGroups.flatMap((group) =>
        toIdsInJob(accountId, jobId, ...toTaskPath(jobId, taskId, group), { kind, jobId, taskId }),
      );
    }
    case 'failures':
    case 'awaited':
      return [];
    case 'nodeFiles':
      return nodeGroups.map((group) => toNodeFilesId(accountId, scope, group));
    case 'taskFiles':
      return shownTaskGroups.flatMap((group) => toTaskFilesIds(accountId, scope, group));
  }
}

function toNodeFilesId(
  accountId: string,
  { poolId, nodeId, path }: Extract<Scope, { kind: 'nodeFiles' }>,
  group: NodeGroup,
): string {
  const folders = toFolders(path).map((folder): ExplorerPlace => {
    return { kind: 'nodeFile', poolId, nodeId, path: folder, isDirectory: true };
  });
  const inNode: readonly ExplorerPlace[] = [
    { kind: 'pool', poolId },
    { kind: 'nodeGroup', poolId, group },
    { kind: 'node', poolId, nodeId },
    { kind: 'nodeFiles', poolId, nodeId },
  ];
  return toId(accountId, { kind: 'pools' }, ...inNode, ...folders);
}

function toTaskFilesIds(
  accountId: string,
  { jobId, taskId, path }: Extract<Scope, { kind: 'taskFiles' }>,
  group: ShownTaskGroup,
): readonly string[] {
  const folders = toFolders(path).map((folder): ExplorerPlace => {
    return { kind: 'taskFile', jobId, taskId, path: folder, isDirectory: true };
  });
  return toIdsInJob(accountId, jobId, ...toTaskPath(jobId, taskId, group), ...folders);
}

function toTaskPath(jobId: string, taskId: string, group: ShownTaskGroup): readonly ExplorerPlace[] {
  return [
    { kind: 'taskGroup', jobId, group },
    { kind: 'task', jobId, taskId, group },
  ];
}

/** Lists the IDs of places in a job, below the account and also below the schedule that created the job. */
function toIdsInJob(accountId: string, jobId: string, ...inJob: readonly ExplorerPlace[]): readonly string[] {
  const job: ExplorerPlace = { kind: 'job', jobId };
  const scheduleId = findScheduleId(jobId);
  const inAccount = toId(accountId, { kind: 'jobs' }, job, ...inJob);
  if (scheduleId === undefined) return [inAccount];
  return [inAccount, toId(accountId, { kind: 'jobSchedules' }, { kind: 'jobSchedule', scheduleId }, job, ...inJob)];
}

/** Lists the folders on the way to a path, and the path itself: for `a/b`, `a` and `a/b`. */
function toFolders(path: string): readonly string[] {
  if (path === '') return [];
  const names = path.split('/');
  return names.map((_, index) => names.slice(0, index + 1).join('/'));
}

function toId(accountId: string, ...places: readonly ExplorerPlace[]): string {
  return [{ kind: 'account' } as const, ...places].map((place) => `/${toSegment(accountId, place)}`).join('');
}
