import * as l10n from '@vscode/l10n';
import { toDurationWords } from '../../query/durations.ts';
import type { Draft } from '../draft.ts';
import { elapsedMs, isSame, toTime, toTimeText } from '../evidence/time.ts';
import type { Evidence } from '../explanation.ts';
import type { TaskCase } from './taskCase.ts';
import { findDependencyReason } from './waitingDependencies.ts';
import { findJobReasons } from './waitingJob.ts';
import { findPoolReasons } from './waitingPool.ts';
import type { WaitingReason } from './waitingReason.ts';

/** A task that has not started: the reasons in the order in which they have to be put right. */
export function explainWaiting(theCase: TaskCase): Draft {
  const { task } = theCase;
  const reasons: readonly WaitingReason[] = [
    ...findJobReasons(theCase),
    ...findDependencyReason(theCase),
    ...findPoolReasons(theCase),
  ];
  if (reasons.length === 0 && (task.executionInfo?.requeueCount ?? 0) > 0) return explainRequeued(theCase);
  const first = reasons[0];
  if (first === undefined) return explainNothingWrong(theCase);
  return {
    category: first.category,
    code: first.code,
    title: l10n.t('{0} has not started: {1}', task.id, first.what),
    cause: reasons.length === 1 ? first.why : numbered(reasons),
    evidence: [waited(theCase), ...reasons.flatMap((reason) => reason.evidence)],
    fixes: reasons.flatMap((reason) => reason.fixes.map((text) => ({ text }))),
    remedies: reasons.flatMap((reason) => reason.remedies),
    confidence: first.confidence,
    identity: first.identity,
  };
}

function numbered(reasons: readonly WaitingReason[]): string {
  return reasons.map((reason, index) => `(${index + 1}) ${reason.why}`).join(' ');
}

function waited({ task, now }: TaskCase): Evidence | undefined {
  const since = task.stateTransitionTime ?? task.creationTime;
  const ms = elapsedMs(since, now);
  if (ms === undefined) return undefined;
  return {
    text: l10n.t('In the state {0} for {1}.', task.state ?? '', toDurationWords(ms)),
    source: 'stateTransitionTime',
  };
}

/** The program ran before, was interrupted, and is in the queue again. */
function explainRequeued(theCase: TaskCase): Draft {
  const { task } = theCase;
  const info = task.executionInfo;
  const count = info?.requeueCount ?? 0;
  const last = toTime(info?.lastRequeueTime);
  return {
    category: 'interrupted',
    title: l10n.t('{0} was interrupted and waits to start again', task.id),
    cause: l10n.t(
      'Its node was removed, rebooted or preempted, or its job was disabled, while it ran. Batch put it back into the queue; it starts from the beginning. This counts as no retry.',
    ),
    evidence: [
      waited(theCase),
      {
        text:
          last === undefined
            ? l10n.t('Requeued {0} times.', count)
            : l10n.t('Requeued {0} times, the last time at {1}.', count, toTimeText(last)),
        source: 'requeueCount',
      },
    ],
    fixes: [
      {
        text: l10n.t(
          'Nothing has to be done. If it happens often, let the program resume from checkpoints, or use dedicated nodes.',
        ),
      },
    ],
    confidence: 'likely',
    identity: 'requeued',
  };
}

function explainNothingWrong(theCase: TaskCase): Draft {
  const { task, pool, job } = theCase;
  const missing = [
    ...(job === undefined ? [l10n.t('the job')] : []),
    ...(pool === undefined ? [l10n.t('the pool')] : []),
    ...(theCase.nodes.length === 0 ? [l10n.t('the nodes')] : []),
  ];
  const isPreparing = isSame(task.state, 'preparing');
  return {
    category: 'other',
    title: isPreparing
      ? l10n.t('{0} is waiting for the preparation task of its job', task.id)
      : l10n.t('{0} is waiting for a free slot', task.id),
    cause: isPreparing
      ? l10n.t(
          'The preparation task of the job is running on the node that was chosen for this task. Nothing is known to be wrong.',
        )
      : l10n.t(
          'The task is in the queue. Nothing is known that keeps it from starting when its turn comes: tasks of jobs with a higher priority go first.',
        ),
    evidence: [
      waited(theCase),
      missing.length === 0
        ? undefined
        : { text: l10n.t('Not looked at: {0}.', missing.join(', ')), source: 'evidence' },
    ],
    fixes: [
      {
        text: l10n.t(
          'If it does not start for long, look at the state of the pool and its nodes, and at the priority of other jobs.',
        ),
      },
    ],
    remedies: [],
    confidence: 'guess',
    identity: 'waiting',
  };
}
