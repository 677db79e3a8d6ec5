import * as l10n from '@vscode/l10n';
import type { ComputeNode } from '../../model/computeNode.ts';
import type { Job, JobPreparationAndReleaseStatus } from '../../model/job.ts';
import type { Pool } from '../../model/pool.ts';
import { describeState } from '../../model/states.ts';
import { isFailed, type Task } from '../../model/task.ts';
import { redactText } from '../../text/redact.ts';
import { isSame, toTime } from '../evidence/time.ts';
import { toJob, toNodes, toPool, toPreparation, toTasks } from '../wire/shapes.ts';

/** Something that was done by us or by the user, as the journal keeps it. */
export interface Action {
  /** ISO 8601. */
  readonly at: string;
  readonly text: string;
}

export interface TimelineEvidence {
  readonly tasks?: readonly Task[] | undefined;
  readonly nodes?: readonly ComputeNode[] | undefined;
  readonly job?: Job | undefined;
  readonly pool?: Pool | undefined;
  readonly preparation?: readonly JobPreparationAndReleaseStatus[] | undefined;
  readonly actions?: readonly Action[] | undefined;
}

export interface TimelineEvent {
  /** ISO 8601, UTC. */
  readonly at: string;
  /** Without secrets, not escaped. */
  readonly text: string;
  readonly kind: 'failure' | 'change' | 'action';
}

export interface Timeline {
  readonly events: readonly TimelineEvent[];
  /** The failure that came first: mostly the cause of what follows. */
  readonly firstFailure?: TimelineEvent;
}

type Moment = readonly [at: string | undefined, text: string, kind: TimelineEvent['kind']];

/** What happened around an incident, in order of time; what has no time is left out. Never throws. */
export function buildTimeline(evidence: TimelineEvidence): Timeline {
  const job = toJob(evidence.job);
  const pool = toPool(evidence.pool);
  const moments: readonly Moment[] = [
    ...(job === undefined ? [] : listJobMoments(job)),
    ...(pool === undefined ? [] : listPoolMoments(pool)),
    ...toNodes(evidence.nodes).flatMap(listNodeMoments),
    ...toPreparation(evidence.preparation).flatMap(listPreparationMoments),
    ...toTasks(evidence.tasks).flatMap(listTaskMoments),
    ...listActions(evidence.actions),
  ];
  const events = moments
    .flatMap(([at, text, kind]) => {
      const time = toTime(at);
      return time === undefined ? [] : [{ at: new Date(time).toISOString(), text: redactText(text), kind }];
    })
    .sort((one, other) => (one.at === other.at ? (one.text < other.text ? -1 : 1) : one.at < other.at ? -1 : 1));
  const firstFailure = events.find(({ kind }) => kind === 'failure');
  return firstFailure === undefined ? { events } : { events, firstFailure };
}

function listActions(actions: unknown): readonly Moment[] {
  if (!Array.isArray(actions)) return [];
  return actions.flatMap((action: unknown) => {
    if (typeof action !== 'object' || action === null) return [];
    const at: unknown = Reflect.get(action, 'at');
    const text: unknown = Reflect.get(action, 'text');
    return typeof at === 'string' && typeof text === 'string' ? [[at, text, 'action'] as const] : [];
  });
}

function listJobMoments(job: Job): readonly Moment[] {
  const reason = job.executionInfo?.terminateReason;
  return [
    [job.creationTime, l10n.t('Job {0} was added', job.id), 'change'],
    [
      job.state === 'active' ? undefined : job.stateTransitionTime,
      l10n.t('Job {0} is {1}', job.id, describeState('job', job.state).label),
      'change',
    ],
    [
      job.executionInfo?.endTime,
      reason === undefined ? l10n.t('Job {0} ended', job.id) : l10n.t('Job {0} ended: {1}', job.id, reason),
      'change',
    ],
  ];
}

function listPoolMoments(pool: Pool): readonly Moment[] {
  const error = pool.resizeErrors?.[0];
  const failed = error !== undefined;
  return [
    [pool.creationTime, l10n.t('Pool {0} was added', pool.id), 'change'],
    [
      pool.allocationStateTransitionTime,
      failed
        ? l10n.t('The resize of pool {0} failed: {1}', pool.id, error.code ?? '')
        : l10n.t('Pool {0} is {1}', pool.id, describeState('poolAllocation', pool.allocationState).label),
      failed ? 'failure' : 'change',
    ],
    [
      pool.autoScaleRun?.error === undefined ? undefined : pool.autoScaleRun.timestamp,
      l10n.t('The autoscale formula of pool {0} failed', pool.id),
      'failure',
    ],
  ];
}

function listNodeMoments(node: ComputeNode): readonly Moment[] {
  const { label, severity } = describeState('node', node.state);
  const start = node.startTaskInfo;
  const startFailed = isSame(start?.result, 'failure');
  return [
    [node.allocationTime, l10n.t('Node {0} was allocated', node.id), 'change'],
    [node.lastBootTime, l10n.t('Node {0} booted', node.id), 'change'],
    [
      node.stateTransitionTime,
      l10n.t('Node {0} is {1}', node.id, label),
      severity === 'error' || severity === 'warning' ? 'failure' : 'change',
    ],
    [start?.startTime, l10n.t('The start task of node {0} began', node.id), 'change'],
    [
      start?.endTime,
      startFailed
        ? l10n.t('The start task of node {0} failed', node.id)
        : l10n.t('The start task of node {0} ended', node.id),
      startFailed ? 'failure' : 'change',
    ],
  ];
}

function listPreparationMoments({
  nodeId,
  jobPreparationTaskExecutionInfo: info,
}: JobPreparationAndReleaseStatus): readonly Moment[] {
  const failed = isSame(info?.result, 'failure') || info?.failureInfo !== undefined;
  const node = nodeId ?? '';
  return [
    [info?.startTime, l10n.t('The preparation task began on node {0}', node), 'change'],
    [
      info?.endTime,
      failed
        ? l10n.t('The preparation task failed on node {0}', node)
        : l10n.t('The preparation task ended on node {0}', node),
      failed ? 'failure' : 'change',
    ],
  ];
}

function listTaskMoments(task: Task): readonly Moment[] {
  const info = task.executionInfo;
  const failed = isFailed(task);
  const node = task.nodeInfo?.nodeId;
  return [
    [task.creationTime, l10n.t('Task {0} was added', task.id), 'change'],
    [
      info?.lastRequeueTime,
      l10n.t('Task {0} was requeued ({1} times so far)', task.id, info?.requeueCount ?? 0),
      'failure',
    ],
    [info?.lastRetryTime, l10n.t('Task {0} was retried ({1} times so far)', task.id, info?.retryCount ?? 0), 'failure'],
    [
      info?.startTime,
      node === undefined ? l10n.t('Task {0} began', task.id) : l10n.t('Task {0} began on node {1}', task.id, node),
      'change',
    ],
    [
      info?.endTime,
      failed
        ? l10n.t(
            'Task {0} failed: {1}',
            task.id,
            info?.failureInfo?.code ?? l10n.t('exit code {0}', info?.exitCode ?? '?'),
          )
        : l10n.t('Task {0} succeeded', task.id),
      failed ? 'failure' : 'change',
    ],
  ];
}
