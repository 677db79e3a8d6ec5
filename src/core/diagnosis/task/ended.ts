import * as l10n from '@vscode/l10n';
import { isOffered } from '../../changes/offers.ts';
import { toDurationWords } from '../../words/durations.ts';
import { elapsedMs, isSame, toTime } from '../evidence/time.ts';
import type { Draft } from '../explanation/draft.ts';
import type { Evidence, Fix } from '../explanation/explanation.ts';
import { canRetry } from '../process/nextStep.ts';
import { quoteEnds } from '../process/processFailure.ts';
import { raiseLimit, withEdit } from '../process/proposedEdits.ts';
import { describeExitCode, type TaskContext } from '../process/taskContext.ts';
import { explainJobEnd } from './endedByJob.ts';
import { explainNodeLoss } from './endedByNode.ts';
import { describeNoLimit, describeRun, findEndingLimit, type TimeLimit, wasKilled } from './timeLimit.ts';
import { describeUsualDuration, findUsualDuration } from './usualDuration.ts';

/**
 * Explains a task that was ended from outside: by a time limit, a user, its job, or its node. Undefined if the task
 * ended on its own.
 */
export function explainEnded(context: TaskContext): Draft | undefined {
  const info = context.task.executionInfo;
  const isEnded = isSame(info?.failureInfo?.code, 'TaskEnded');
  const limit = findEndingLimit(context);
  if (limit !== undefined) return explainTimeLimit(context, limit, isEnded);
  if (!isEnded) return info?.exitCode !== undefined && wasKilled(info.exitCode) ? explainNodeLoss(context) : undefined;
  return explainJobEnd(context) ?? explainNodeLoss(context) ?? explainTerminated(context);
}

function explainTimeLimit(context: TaskContext, limit: TimeLimit, isEnded: boolean): Draft {
  const { task } = context;
  const ran = toDurationWords(limit.ranMs);
  const allowed = toDurationWords(limit.limitMs);
  return {
    category: 'timeout',
    code: task.executionInfo?.failureInfo?.code,
    title: l10n.t('{0} failed: exceeded its time limit of {1}', task.id, allowed),
    cause: l10n.t(
      'Batch terminated the program because its `maxWallClockTime` of {0} had elapsed; it had run for {1}. The service reports this the same way as a termination by a person.',
      allowed,
      ran,
    ),
    evidence: [
      describeRun(task, limit),
      describeUsualDuration(context),
      describeExitCode(context),
      ...quoteEnds(context),
    ],
    fixes: [
      ...compareDuration(context, limit),
      isOffered('task.openStdout', context)
        ? {
            text: l10n.t(
              'Find out why it takes so long: the last lines of stdout.txt show what it wrote before it was terminated.',
            ),
            remedies: ['task.openStdout'],
          }
        : { text: l10n.t('Find out why it takes so long: make the program log its progress.') },
      withEdit(
        {
          text: l10n.t(
            'Raise `maxWallClockTime` from {limit} to {longer}, or give the task less work: a retry alone hits the same limit.',
            { limit: allowed, longer: toDurationWords(limit.limitMs * 2) },
          ),
          ofSeveral: l10n.t(
            'Raise `maxWallClockTime`, or give the tasks less work: a retry alone hits the same limit.',
          ),
        },
        raiseLimit(task),
      ),
    ],
    remedies: ['task.openStdout', 'task.retry'],
    confidence: isEnded ? 'certain' : 'likely',
    identity: 'maxWallClockTime',
  };
}

/** Share of the time limit; if other tasks used less, a longer limit is unlikely to help. */
const farBelow = 0.5;

function compareDuration(context: TaskContext, { limitMs }: TimeLimit): readonly Fix[] {
  const usual = findUsualDuration(context);
  if (usual === undefined || usual.longestMs > limitMs * farBelow) return [];
  const longest = toDurationWords(usual.longestMs);
  return [
    {
      text: l10n.t(
        'Compare the task with one that succeeded: none of those took longer than {0}, so this one probably hung or had more to do.',
        longest,
      ),
      remedies: ['task.compare'],
    },
  ];
}

function explainTerminated(context: TaskContext): Draft {
  const { task } = context;
  const info = task.executionInfo;
  const hasStarted = info?.startTime !== undefined || info?.exitCode !== undefined;
  return {
    category: 'interrupted',
    code: info?.failureInfo?.code,
    title: hasStarted
      ? l10n.t('{0} failed: terminated before it finished', task.id)
      : l10n.t('{0} was terminated before it started', task.id),
    cause: l10n.t(
      'Someone or something asked Batch to terminate the task: by terminating the task or job, by disabling the job, or by rebooting, removing or taking offline the node with the option "terminate". The service doesn\'t record who it was.',
    ),
    evidence: [describeExitCode(context), describeNoLimit(context), describeHang(context), ...quoteEnds(context)],
    fixes: [
      ...(canRetry(context) ? [adviseRetry(hasStarted)] : []),
      {
        text: l10n.t(
          "The Batch account's AuditLog may show who it was, if the account's diagnostic settings collected that log at the time.",
        ),
      },
    ],
    remedies: hasStarted ? ['task.retry', 'task.openStderr', 'task.openStdout'] : ['task.retry'],
    confidence: 'likely',
    identity: 'terminated',
  };
}

/** Describes a task that ran far longer than any successful one, so it may have hung; undefined for other tasks. */
function describeHang(context: TaskContext): Evidence | undefined {
  const { startTime, endTime } = context.task.executionInfo ?? {};
  const ranMs = elapsedMs(startTime, toTime(endTime));
  const usual = findUsualDuration(context);
  if (ranMs === undefined || usual === undefined || usual.longestMs > ranMs * farBelow) return undefined;
  const text = l10n.t(
    "It ran for {ran}, and none of this job's successful tasks took longer than {longest}. If it hung, the last lines of its logs show that.",
    { ran: toDurationWords(ranMs), longest: toDurationWords(usual.longestMs) },
  );
  return { text, source: 'siblings' };
}

function adviseRetry(hasStarted: boolean): Fix {
  const remedies = ['task.retry'] as const;
  return hasStarted
    ? {
        text: l10n.t('If that was a mistake, retry the task; its program starts from the beginning.'),
        ofSeveral: l10n.t('If that was a mistake, retry the tasks; their programs start from the beginning.'),
        remedies,
      }
    : {
        text: l10n.t('If that was a mistake, retry the task.'),
        ofSeveral: l10n.t('If that was a mistake, retry the tasks.'),
        remedies,
      };
}
