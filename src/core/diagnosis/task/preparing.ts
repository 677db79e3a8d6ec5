import * as l10n from '@vscode/l10n';
import { toDurationWords } from '../../query/durations.ts';
import { elapsedMs, isSame, toTime, toTimeText } from '../evidence/time.ts';
import type { Draft } from '../explanation/draft.ts';
import type { TaskCase } from '../process/taskCase.ts';
import { describeWait } from './commonEvidence.ts';
import { describeNodes } from './nodeCounts.ts';

/** The preparation task that a task in the state `preparing` waits for. */
export function explainPreparing(theCase: TaskCase): Draft | undefined {
  const { task, preparation, nodes, now } = theCase;
  if (task.state !== 'preparing') return undefined;
  const nodeId = task.nodeInfo?.nodeId;
  const running = preparation.find(
    (status) =>
      status.jobPreparationTaskExecutionInfo?.state === 'running' &&
      (nodeId === undefined || isSame(status.nodeId, nodeId)),
  );
  const info = running?.jobPreparationTaskExecutionInfo;
  const since = toTime(info?.startTime);
  const ran = elapsedMs(info?.startTime, now);
  return {
    category: 'other',
    title: l10n.t('{0} is waiting for the preparation task of its job', task.id),
    cause: l10n.t(
      'The preparation task of the job is running on the node that was chosen for this task. Nothing is known to be wrong.',
    ),
    evidence: [
      describeWait(theCase),
      since === undefined || ran === undefined
        ? undefined
        : {
            text: l10n.t('The preparation task has run for {0}, since {1}.', toDurationWords(ran), toTimeText(since)),
            source: running?.nodeId === undefined ? 'jobpreparation' : `node ${running.nodeId}`,
          },
      nodes.length === 0 ? undefined : describeNodes(nodes),
    ],
    fixes: [
      {
        text:
          info?.taskRootDirectory === undefined
            ? l10n.t('If it takes long, read the logs of the preparation task among the files of its node.')
            : l10n.t('If it takes long, read stdout.txt and stderr.txt in {0} on the node.', info.taskRootDirectory),
      },
    ],
    remedies: [],
    confidence: running === undefined ? 'guess' : 'likely',
    identity: 'preparing',
  };
}
