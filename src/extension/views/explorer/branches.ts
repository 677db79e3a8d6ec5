import type { Scope } from '../../../service/store/accountStore.ts';
import { nodeGroups } from './nodeGroups.ts';
import { shownTaskGroups } from './scopes.ts';
import { type Place, toSegment } from './treeNode.ts';

/** Ids of the rows whose subtree shows `scope`; some of them may not be on display. */
export function toBranchIds(accountId: string, scope: Scope): readonly string[] {
  const toId = (...places: readonly Place[]): string =>
    [{ kind: 'account' } as const, ...places].map((place) => `/${toSegment(accountId, place)}`).join('');
  switch (scope.kind) {
    case 'pools':
    case 'jobs':
      return [toId()];
    case 'nodes':
      return [toId({ kind: 'pools' }, { kind: 'pool', poolId: scope.poolId })];
    case 'nodeFiles':
      return nodeGroups.map((group) => {
        const { poolId, nodeId } = scope;
        const inNode: readonly Place[] = [
          { kind: 'pool', poolId },
          { kind: 'nodeGroup', poolId, group },
          { kind: 'node', poolId, nodeId },
          { kind: 'nodeFiles', poolId, nodeId },
        ];
        return toId({ kind: 'pools' }, ...inNode);
      });
    case 'tasks':
      return [toId({ kind: 'jobs' }, { kind: 'job', jobId: scope.jobId })];
    case 'preparation':
      // It may move the job among the others.
      return [toId({ kind: 'jobs' })];
    case 'taskFiles':
      return shownTaskGroups.map((group) => {
        const { jobId, taskId } = scope;
        const inJob: readonly Place[] = [
          { kind: 'job', jobId },
          { kind: 'taskGroup', jobId, group },
          { kind: 'task', jobId, taskId, group },
        ];
        return toId({ kind: 'jobs' }, ...inJob);
      });
  }
}
