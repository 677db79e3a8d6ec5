import * as l10n from '@vscode/l10n';
import type { ComputeNode, StartTaskInfo } from '../../model/computeNode.ts';
import type { JobPreparationAndReleaseStatus, PreparationOrReleaseTaskExecution } from '../../model/job.ts';
import { describeState } from '../../model/states.ts';
import { hasFailed } from '../task/preparation.ts';
import { describeOutcome } from './describeOutcome.ts';
import { change, failure, type Moment, outcome } from './moment.ts';
import { hasHappened } from './taskMoments.ts';

export function listNodeMoments(node: ComputeNode): readonly Moment[] {
  const { label, severity } = describeState('node', node.state);
  const isBroken = severity === 'error' || severity === 'warning';
  const text = l10n.t('The state of node {0} became: {1}', node.id, label);
  return [
    change('node allocated', node.allocationTime, l10n.t('Node {0} was allocated', node.id)),
    change('node booted', node.lastBootTime, l10n.t('Node {0} booted', node.id)),
    outcome('node changed', node.stateTransitionTime, isBroken ? text : undefined, text),
    ...(node.startTaskInfo === undefined ? [] : listStartTaskMoments(node.id, node.startTaskInfo)),
  ];
}

function listStartTaskMoments(nodeId: string, start: StartTaskInfo): readonly Moment[] {
  const failed = hasFailed(start)
    ? l10n.t('The start task of node {0} failed: {1}', nodeId, describeOutcome(start))
    : undefined;
  return [
    change('start task began', start.startTime, l10n.t('The start task of node {0} began', nodeId)),
    ...(hasHappened(start.retryCount, start.lastRetryTime)
      ? [failure('start task began', start.lastRetryTime, l10n.t('The start task of node {0} was retried', nodeId))]
      : []),
    outcome('start task ended', start.endTime, failed, l10n.t('The start task of node {0} ended', nodeId)),
  ];
}

export function listPreparationMoments(status: JobPreparationAndReleaseStatus): readonly Moment[] {
  const { jobPreparationTaskExecutionInfo: preparation, jobReleaseTaskExecutionInfo: release } = status;
  const node = status.nodeId ?? '';
  return [
    change('preparation began', preparation?.startTime, l10n.t('The preparation task began on node {0}', node)),
    outcome(
      'preparation ended',
      preparation?.endTime,
      describeFailure(preparation, (why) => l10n.t('The preparation task failed on node {0}: {1}', node, why)),
      l10n.t('The preparation task ended on node {0}', node),
    ),
    change('release began', release?.startTime, l10n.t('The release task began on node {0}', node)),
    outcome(
      'release ended',
      release?.endTime,
      describeFailure(release, (why) => l10n.t('The release task failed on node {0}: {1}', node, why)),
      l10n.t('The release task ended on node {0}', node),
    ),
  ];
}

function describeFailure(
  info: PreparationOrReleaseTaskExecution | undefined,
  toText: (why: string) => string,
): string | undefined {
  return info !== undefined && hasFailed(info) ? toText(describeOutcome(info)) : undefined;
}
