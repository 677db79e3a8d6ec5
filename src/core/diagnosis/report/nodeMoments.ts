import * as l10n from '@vscode/l10n';
import type { ComputeNode } from '../../model/computeNode.ts';
import {
  isExecutionFailed,
  type JobPreparationAndReleaseStatus,
  type PreparationOrReleaseTaskExecution,
} from '../../model/job.ts';
import { describeState } from '../../model/states.ts';
import { listSome } from '../explanation/sentences.ts';
import { change, describeOutcome, failure, type Moment, outcome, type Step } from './moment.ts';
import { hasHappened } from './taskMoments.ts';

/** Lists the events of a node and its start task. */
export function listNodeMoments(node: ComputeNode): readonly Moment[] {
  const { label, severity } = describeState('node', node.state);
  const isBroken = severity === 'error' || severity === 'warning';
  const codes = (node.errors ?? []).map(({ code }) => code).filter((code) => code !== undefined);
  const state = isBroken && codes.length > 0 ? `${label} (${listSome(codes)})` : label;
  const text = l10n.t('The state of node {0} changed to: {1}', node.id, state);
  return [
    change('node allocated', node.allocationTime, l10n.t('Node {0} was allocated', node.id)),
    change('node booted', node.lastBootTime, l10n.t('Node {0} booted', node.id)),
    outcome('node changed', node.stateTransitionTime, isBroken ? text : undefined, text),
    ...(node.startTaskInfo === undefined ? [] : listStartTaskMoments(node.id, node.startTaskInfo)),
  ];
}

export function listStartTaskMoments(
  nodeId: string,
  start: NonNullable<ComputeNode['startTaskInfo']>,
): readonly Moment[] {
  return [
    ...listRunMoments(start, ['start task began', 'start task ended'], {
      began: l10n.t('The start task on node {0} started', nodeId),
      ended: l10n.t('The start task on node {0} ended', nodeId),
      failed: (why) => l10n.t('The start task on node {0} failed: {1}', nodeId, why),
    }),
    ...(hasHappened(start.retryCount, start.lastRetryTime)
      ? [failure('start task began', start.lastRetryTime, l10n.t('The start task on node {0} was retried', nodeId))]
      : []),
  ];
}

/** Lists the events of a job's preparation and release tasks on one node. */
export function listPreparationMoments(status: JobPreparationAndReleaseStatus): readonly Moment[] {
  const node = status.nodeId ?? '';
  return [
    ...listRunMoments(status.jobPreparationTaskExecutionInfo, ['preparation began', 'preparation ended'], {
      began: l10n.t('The preparation task started on node {0}', node),
      ended: l10n.t('The preparation task ended on node {0}', node),
      failed: (why) => l10n.t('The preparation task failed on node {0}: {1}', node, why),
    }),
    ...listRunMoments(status.jobReleaseTaskExecutionInfo, ['release began', 'release ended'], {
      began: l10n.t('The release task started on node {0}', node),
      ended: l10n.t('The release task ended on node {0}', node),
      failed: (why) => l10n.t('The release task failed on node {0}: {1}', node, why),
    }),
  ];
}

interface RunTexts {
  readonly began: string;
  readonly ended: string;
  readonly failed: (why: string) => string;
}

function listRunMoments(
  info: PreparationOrReleaseTaskExecution | undefined,
  [beganStep, endedStep]: readonly [Step, Step],
  { began, ended, failed }: RunTexts,
): readonly Moment[] {
  if (info === undefined) return [];
  const failedText = isExecutionFailed(info) ? failed(describeOutcome(info)) : undefined;
  return [change(beganStep, info.startTime, began), outcome(endedStep, info.endTime, failedText, ended)];
}
