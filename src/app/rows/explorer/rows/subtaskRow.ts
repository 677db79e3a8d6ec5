import * as l10n from '@vscode/l10n';
import { describeState, type StateDescription } from '../../../../core/model/states.ts';
import { isSubtaskFailed, type Subtask } from '../../../../core/model/subtask.ts';
import { toText } from '../../../../core/model/words.ts';
import { joinParts } from '../../../../core/text/lists.ts';
import { toNodeName } from '../../../../core/words/nodeNames.ts';
import type { AccountSnapshot } from '../../../../service/store/accountStore.ts';
import { type Row, toFacts, toLongTime, toShortTime, type Viewer } from '../../row.ts';
import type { PlaceOf } from '../treeNode.ts';
import { toCountText, toFailedText } from './accountRow.ts';

/** Creates the row of a task's subtasks. It has no number until it is expanded, when they are requested. */
export function toSubtasksRow({ jobId, taskId }: PlaceOf<'subtasks'>, snapshot: AccountSnapshot): Row {
  const { items, loadedAt } = snapshot.slice({ kind: 'subtasks', jobId, taskId });
  const failed = items.filter(isSubtaskFailed).length;
  const description =
    loadedAt === undefined
      ? undefined
      : joinParts(toCountText(items.length, false), failed > 0 && toFailedText({ count: failed, isComplete: true }));
  return {
    kind: 'subtasks',
    label: l10n.t('Subtasks'),
    ...(description === undefined ? {} : { description }),
    icon: failed > 0 ? 'error' : 'none',
    children: 'collapsed',
  };
}

/** Creates the row of a subtask, with its outcome, node, and time. Its files on that node are below. */
export function toSubtaskRow(subtask: Subtask, snapshot: AccountSnapshot, reader: Viewer): Row {
  const { id, nodeInfo, exitCode, failureInfo, startTime, endTime } = subtask;
  const { poolId = '', nodeId = '' } = nodeInfo ?? {};
  const state = describeSubtask(subtask);
  const node = toNodeName(nodeId, snapshot.slice({ kind: 'nodes', poolId }));
  const code = failureInfo?.code;
  const exit = exitCode === undefined ? undefined : l10n.t('exit code {code}', { code: exitCode });
  const outcome = isSubtaskFailed(subtask) ? (exit ?? code ?? state.label) : state.label;
  const label = l10n.t('Subtask {id}', { id });
  const place = joinParts(node, toShortTime(endTime ?? startTime, reader));
  const description = joinParts(outcome, place);
  return {
    kind: 'subtask',
    words: isSubtaskFailed(subtask) ? ['failed'] : [],
    label,
    ...(description === undefined ? {} : { description }),
    icon: state.severity,
    spoken: joinParts(label, state.label, outcome !== state.label && outcome, place) ?? label,
    children: nodeInfo?.taskRootDirectory === undefined ? 'none' : 'collapsed',
    facts: () =>
      toFacts({
        [l10n.t('State')]: state.label,
        [l10n.t('Exit code')]: exitCode,
        [l10n.t('Failure')]: joinParts(toText(failureInfo?.category), code, failureInfo?.message),
        [l10n.t('Pool')]: nodeInfo?.poolId,
        [l10n.t('Node')]: nodeInfo?.nodeId,
        [l10n.t('Started')]: toLongTime(startTime, reader),
        [l10n.t('Ended')]: toLongTime(endTime, reader),
        [l10n.t('Folder on the node')]: nodeInfo?.taskRootDirectory,
      }),
  };
}

function describeSubtask(subtask: Subtask): StateDescription {
  if (isSubtaskFailed(subtask)) return describeState('taskGroup', 'failed');
  const isOver = subtask.state === 'completed';
  return describeState('taskGroup', isOver ? 'succeeded' : subtask.state);
}
