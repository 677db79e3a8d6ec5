import * as l10n from '@vscode/l10n';
import { isSubtaskFailed, type Subtask } from '../../model/subtask.ts';
import { formatNumber } from '../../query/numbers.ts';
import type { Evidence } from '../explanation/explanation.ts';
import { listSome } from '../explanation/sentences.ts';
import type { TaskCase } from '../process/taskCase.ts';

/** The other instances of a failed task that failed, by number, end and node: one of them may be where it began. */
export function describeSubtasks({ subtasks = [] }: TaskCase): Evidence | undefined {
  const failed = subtasks.filter(isSubtaskFailed);
  if (failed.length === 0) return undefined;
  return {
    text: l10n.t('{failed} of {total} subtasks failed: {list}.', {
      failed: formatNumber(failed.length),
      total: formatNumber(subtasks.length),
      list: listSome(failed.map(describeSubtask)),
    }),
    source: 'subtasks',
  };
}

function describeSubtask({ id, exitCode, failureInfo, nodeInfo }: Subtask): string {
  const end = exitCode === undefined ? failureInfo?.code : l10n.t('exit code {code}', { code: exitCode });
  const details = [end, nodeInfo?.nodeId].filter((part) => part !== undefined);
  return details.length === 0 ? String(id) : `${id} (${details.join(', ')})`;
}
