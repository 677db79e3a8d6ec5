import * as l10n from '@vscode/l10n';
import { isOffered } from '../../changes/offers.ts';
import { findJobLimit, type JobLimit } from '../../model/jobLimit.ts';
import { describeState } from '../../model/states.ts';
import { isOneOf } from '../../model/words.ts';
import { plural } from '../../text/plural.ts';
import { toDurationWords } from '../../words/durations.ts';
import { formatNumber } from '../../words/numbers.ts';
import { elapsedMs, toTime, toTimeText } from '../evidence/time.ts';
import type { Draft } from '../explanation/draft.ts';
import type { Evidence, Fix } from '../explanation/explanation.ts';
import { describeRequeues, describeRetries } from '../explanation/retries.ts';
import { joinSentences } from '../explanation/sentences.ts';
import type { TaskContext } from '../process/taskContext.ts';
import { withExpired } from './expiredAccess.ts';
import { describeJobRun } from './jobFacts.ts';
import { explainRunningEnd } from './runningEnd.ts';
import { explainLongRun, listProgress } from './runningLong.ts';
import { findTimeLimit, type TimeLimit } from './timeLimit.ts';
import { describeUsualDuration, explainUnusuallyLong } from './usualDuration.ts';

/** Share of its time limit at which a running task counts as close to the limit. */
const closeToLimit = 0.8;
/** Milliseconds after the limit by which the agent has ended a program; one that runs longer was not ended. */
const overdueMs = 5 * 60_000;

/** Explains a running task. Nothing has failed yet, but a nearby time limit or a lost node is mentioned. */
export function explainRunning(context: TaskContext): Draft {
  const limit = findTimeLimit(context);
  const draft =
    explainLostNode(context) ??
    explainRunningEnd(context) ??
    (limit === undefined ? undefined : explainOverdue(context, limit)) ??
    explainNearEnd(context, limit) ??
    explainUnusuallyLong(context, listProgress(context)) ??
    explainRunningAgain(context) ??
    explainRequeued(context, limit) ??
    explainLongRun(context, limit !== undefined || findJobLimitOf(context) !== undefined) ??
    explainNormal(context, limit);
  return withExpired(context, draft);
}

/** Checks whether an explained running task may never end by itself. */
export function needsLook({ identity = '' }: Draft): boolean {
  return (
    identity.startsWith(onLostNode) ||
    [
      'past maxWallClockTime',
      'far longer than others',
      'long without limit',
      'retried without end',
      requeuedOften,
    ].includes(identity)
  );
}

const onLostNode = 'running on ';
const requeuedOften = 'requeued often';
/** Number of requeues from which a task may never end, because it loses its node sooner than it ends. */
const manyRequeues = 3;

function explainLostNode(context: TaskContext): Draft | undefined {
  const { task, node } = context;
  if (node === undefined || !isOneOf(node.state, ['unusable', 'unknown', 'preempted'])) return undefined;
  return {
    category: node.state === 'preempted' ? 'interrupted' : 'node',
    title: l10n.t('{task} is shown as running, but its node is {state}', {
      task: task.id,
      state: describeState('node', node.state).label,
    }),
    cause: l10n.t(
      "Batch has no contact with the node that is running the task. If the node doesn't come back, Batch starts the task again on another one.",
    ),
    evidence: [
      { text: l10n.t('Node state: {0}', describeState('node', node.state).label), source: `node ${node.id}` },
      describeRequeues(task.executionInfo),
    ],
    fixes: [
      isOffered('task.requeue', context)
        ? {
            text: l10n.t('Wait for the node to recover, or requeue the task so that it starts on another node now.'),
            remedies: ['task.requeue'],
          }
        : {
            text: l10n.t('Wait for the node to recover, or remove it so that the task starts on another node.'),
            remedies: ['node.remove'],
          },
    ],
    remedies: ['task.requeue', 'node.reboot', 'node.remove'],
    confidence: 'likely',
    identity: `${onLostNode}${node.state ?? ''}`,
  };
}

function describeLimit(limit: TimeLimit) {
  return {
    text: l10n.t('Ran for {0} of the {1} allowed.', toDurationWords(limit.ranMs), toDurationWords(limit.limitMs)),
    source: 'maxWallClockTime',
  };
}

/** Explains a task so far past its limit that its node must have failed to end it. */
function explainOverdue(context: TaskContext, limit: TimeLimit): Draft | undefined {
  const { task } = context;
  const over = limit.ranMs - limit.limitMs;
  if (over <= 0) return undefined;
  const isLate = over > overdueMs;
  return {
    category: 'timeout',
    title: l10n.t('{0} is past its time limit of {1}', task.id, toDurationWords(limit.limitMs)),
    cause: isLate
      ? l10n.t(
          "The program should have been terminated {0} ago. That it's still shown as running usually means that Batch has no contact with its node, or that the program can't be terminated.",
          toDurationWords(over),
        )
      : l10n.t('Batch is about to terminate the program.'),
    evidence: [describeLimit(limit)],
    fixes: [
      isLate
        ? {
            text: isOffered('task.requeue', context)
              ? l10n.t('Check the state of its node; terminate or requeue the task.')
              : l10n.t('Check the state of its node; terminate the task.'),
            remedies: ['task.requeue', 'task.terminate'],
          }
        : { text: l10n.t('Check stdout.txt to see whether it made progress.'), remedies: ['task.openStdout'] },
    ],
    remedies: isLate ? ['node.reboot'] : [],
    confidence: 'likely',
    identity: 'past maxWallClockTime',
  };
}

function describeSiblings(context: TaskContext): Evidence | undefined {
  const limits = context.siblings
    .filter(({ state }) => state === 'completed')
    .map((sibling) => findTimeLimit({ ...context, task: sibling }));
  const late = limits.filter((limit) => limit?.exceeded === true).length;
  if (late === 0) return undefined;
  return {
    text: plural(limits.length, {
      '=1': l10n.t('The only other task in this job that has ended hit its time limit, too.'),
      other: l10n.t(
        'Of the {1} other tasks in this job that have ended, {0} hit their time limit.',
        formatNumber(late),
        formatNumber(limits.length),
      ),
    }),
    source: 'siblings',
  };
}

/** Explains a nearby limit of the task or of its job: the one that ends the task first. */
function explainNearEnd(context: TaskContext, limit: TimeLimit | undefined): Draft | undefined {
  const ofJob = findJobLimitOf(context);
  if (![limit, ofJob].some(isNear)) return undefined;
  const isOfTask = limit !== undefined && toRemaining(limit) <= (ofJob === undefined ? Infinity : toRemaining(ofJob));
  if (isOfTask) return explainNearLimit(context, limit);
  return ofJob && explainNearJobLimit(context, ofJob);
}

type Limit = Pick<TimeLimit, 'limitMs' | 'ranMs'>;

function isNear(limit: Limit | undefined): boolean {
  return limit !== undefined && limit.ranMs >= limit.limitMs * closeToLimit;
}

function toRemaining({ limitMs, ranMs }: Limit): number {
  return Math.max(0, limitMs - ranMs);
}

/**
 * Returns the time at which Batch ends the task, rather than the remaining duration, so that the text stays true until
 * it is read.
 */
function toLimitEnd({ now = 0 }: TaskContext, limit: Limit): string {
  return toTimeText(now + toRemaining(limit));
}

function describeStart({ task }: TaskContext): string {
  const started = toTime(task.executionInfo?.startTime);
  return started === undefined ? '' : l10n.t('The task has been running since {time}.', { time: toTimeText(started) });
}

function explainNearLimit(context: TaskContext, limit: TimeLimit): Draft {
  const { task } = context;
  return {
    category: 'timeout',
    title: l10n.t('{task} is running, at most until its time limit on {time}', {
      task: task.id,
      time: toLimitEnd(context, limit),
    }),
    cause: joinSentences([
      l10n.t('Batch will terminate the program at that time, when its `maxWallClockTime` of {limit} has elapsed.', {
        limit: toDurationWords(limit.limitMs),
      }),
      describeStart(context),
    ]),
    evidence: [
      describeLimit(limit),
      describeSiblings(context),
      describeUsualDuration(context),
      describeRequeues(task.executionInfo),
    ],
    fixes: [
      {
        text: l10n.t("Raise the task's `maxWallClockTime` before then if it needs longer."),
        property: ['constraints', 'maxWallClockTime'],
        remedies: ['task.changeLimit'],
      },
      { text: l10n.t("Check stdout.txt to see whether it's still making progress."), remedies: ['task.openStdout'] },
    ],
    remedies: ['task.openStdout', 'task.terminate'],
    confidence: 'likely',
    identity: 'near maxWallClockTime',
  };
}

function findJobLimitOf({ job, now }: TaskContext): ReturnType<typeof findJobLimit> {
  return job === undefined ? undefined : findJobLimit(job, now);
}

/** Explains a nearby limit of the job, which also ends its running tasks. */
function explainNearJobLimit(context: TaskContext, limit: JobLimit): Draft | undefined {
  const { task, job } = context;
  if (job === undefined) return undefined;
  return {
    category: 'timeout',
    title: l10n.t("{task} is running, at most until its job's time limit on {time}", {
      task: task.id,
      time: toLimitEnd(context, limit),
    }),
    cause: joinSentences([
      l10n.t(
        "Batch will terminate the job and its running tasks at that time, when the job's `maxWallClockTime` has elapsed.",
      ),
      describeStart(context),
    ]),
    evidence: [describeJobRun(job, limit)],
    fixes: [
      {
        text: l10n.t("Raise `maxWallClockTime` in the job's constraints before then."),
        remedies: ['job.changeLimit'],
      },
    ],
    remedies: ['task.openStdout'],
    confidence: 'likely',
    identity: 'near maxWallClockTime of the job',
  };
}

function explainNormal(context: TaskContext, limit: TimeLimit | undefined): Draft {
  const { task } = context;
  const info = task.executionInfo;
  return {
    category: 'other',
    title: l10n.t('{0} is running', task.id),
    cause: joinSentences([
      describeStart(context) || l10n.t('The task is running.'),
      (info?.requeueCount ?? 0) === 0
        ? ''
        : l10n.t(
            "It was requeued, which isn't a retry: its node was lost, or someone disabled its job or requeued it. It began again each time.",
          ),
    ]),
    evidence: [
      limit === undefined
        ? undefined
        : { text: l10n.t('Its time limit is {0}.', toDurationWords(limit.limitMs)), source: 'maxWallClockTime' },
      ...listProgress(context),
      describeRequeues(info),
    ],
    fixes: [
      {
        text: l10n.t('Follow stdout.txt and stderr.txt to see what it does.'),
        remedies: ['task.openStdout', 'task.openStderr'],
      },
      ...((info?.requeueCount ?? 0) === 0
        ? []
        : [
            {
              text: l10n.t(
                "Find out what took its nodes away: look at the pool's resizes, its formula, and preempted Spot nodes at the times of the requeues.",
              ),
            },
          ]),
    ],
    confidence: 'certain',
    identity: 'running',
  };
}

/** Explains a task that has lost its node so often that it may not end before it does so again. */
function explainRequeued(context: TaskContext, limit: TimeLimit | undefined): Draft | undefined {
  const { id, executionInfo: { requeueCount: count = 0 } = {} } = context.task;
  if (count < manyRequeues) return undefined;
  const draft = explainNormal(context, limit);
  const [follow, ...cures] = draft.fixes ?? [];
  const checkpoints = l10n.t('Make the program resume from checkpoints, or use dedicated nodes for it.');
  return {
    ...draft,
    title: l10n.t('{task} was requeued {count} times, and began again each time', {
      task: id,
      count: formatNumber(count),
    }),
    fixes: [...cures, { text: checkpoints }, ...(follow === undefined ? [] : [follow])],
    identity: requeuedOften,
  };
}

/**
 * Explains a task that runs after failed attempts, which Batch retries only for an exit code other than 0 (Batch
 * documentation: "Task: maxTaskRetryCount").
 */
function explainRunningAgain({ task, job, now }: TaskContext): Draft | undefined {
  const info = task.executionInfo;
  const retries = info?.retryCount ?? 0;
  if (retries === 0) return undefined;
  const allowed = task.constraints?.maxTaskRetryCount ?? job?.constraints?.maxTaskRetryCount;
  const isEndless = allowed !== undefined && allowed < 0;
  const ran = elapsedMs(info?.startTime, now);
  const failed =
    retries === 1
      ? l10n.t('Its first attempt failed, and Batch is retrying it.')
      : l10n.t('Its {0} earlier attempts failed, and Batch is retrying it.', formatNumber(retries));
  const since = ran === undefined ? '' : l10n.t('This attempt has been running for {0}.', toDurationWords(ran));
  return {
    category: 'other',
    title: toRetriedTitle(task.id, retries, allowed),
    cause: [failed, since, isEndless ? l10n.t("It's retried without limit (`maxTaskRetryCount` is -1).") : '']
      .filter((sentence) => sentence !== '')
      .join(' '),
    evidence: [describeRetries(info, allowed), describeRequeues(info)],
    fixes: [
      {
        text: l10n.t('Look at what it writes to stderr.txt and stdout.txt: each attempt starts them over.'),
        remedies: ['task.openStderr', 'task.openStdout'],
      },
      ...(isEndless ? [endRetries()] : []),
    ],
    confidence: 'certain',
    identity: isEndless ? 'retried without end' : 'running again',
  };
}

function toRetriedTitle(id: string, retries: number, allowed: number | undefined): string {
  const count = formatNumber(retries);
  return allowed === undefined || allowed < 0
    ? l10n.t('{0} is running again after it failed (retry {1})', id, count)
    : l10n.t('{0} is running again after it failed (retry {1} of {2})', id, count, formatNumber(allowed));
}

function endRetries(): Fix {
  return {
    text: l10n.t('If all attempts fail the same way, set `maxTaskRetryCount` to a limit, or terminate the task.'),
    property: ['constraints', 'maxTaskRetryCount'],
    remedies: ['task.terminate'],
  };
}
