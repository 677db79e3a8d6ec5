import * as l10n from '@vscode/l10n';
import { isDisabled, isOver } from '../../model/job.ts';
import { type Task, wasPutBack } from '../../model/task.ts';
import { isTooOld, taskLifetimeDays } from '../../relations/blockedDependencies.ts';
import { listPlain } from '../../text/lists.ts';
import { plural } from '../../text/plural.ts';
import { toDurationWords } from '../../words/durations.ts';
import { asCount } from '../../words/numbers.ts';
import { elapsedMs, toTime, toTimeText } from '../evidence/time.ts';
import { type Draft, toSentence } from '../explanation/draft.ts';
import type { Evidence, Wait } from '../explanation/explanation.ts';
import { toFix, withoutPlace } from '../explanation/instruction.ts';
import { describeRequeues, describeRetries } from '../explanation/retries.ts';
import { joinSentences } from '../explanation/sentences.ts';
import { describeSpread, findFailedPreparations } from '../process/preparation.ts';
import type { TaskContext } from '../process/taskContext.ts';
import { describeWait } from './commonEvidence.ts';
import { withExpired } from './expiredAccess.ts';
import { describeJobManager, findNearLimit, overtake, withLonger } from './jobFacts.ts';
import { describeNodes } from './nodeCounts.ts';
import { areDependenciesKnown, checkDependencies } from './waitingDependencies.ts';
import { checkJobOfTask, checkParallel, checkPreparation, findRunningPreparation } from './waitingJob.ts';
import { checkPool, hasNoNodes } from './waitingPool.ts';
import { type CheckId, sayTooOld, toReasons, type WaitingCheck, type WaitingReason } from './waitingReason.ts';
import { describeAhead } from './waitingSlots.ts';

/** Explains a task that has not started, with all reasons, most binding first, and the checks that found none. */
export function explainWaiting(context: TaskContext): Draft {
  return withNearLimit(context, withExpired(context, draftWaiting(context)));
}

function draftWaiting(context: TaskContext): Draft {
  const { task } = context;
  const checks = listChecks(context);
  const reasons = checks.flatMap((check) => check.reasons);
  const wait = toWait(checks);
  const first = reasons[0];
  if (first === undefined) {
    const again = hasRun(context) && !isReactivated(task) ? explainAgain(context) : undefined;
    return { ...(explainPreparing(context) ?? again ?? explainNothingWrong(context)), wait };
  }
  return {
    wait,
    category: first.category,
    code: first.code,
    title: hasRun(context)
      ? l10n.t('{0} is waiting to start again: {1}', task.id, first.what)
      : l10n.t('{0} has not started: {1}', task.id, first.what),
    cause: reasons.length === 1 ? first.why : numbered(reasons),
    evidence: [
      describeWait(context),
      context.job && describeJobManager(context.task, context.job),
      ...describeRuns(context),
      ...reasons.flatMap((reason) => reason.evidence),
      describeUnseen(context, reasons),
    ],
    fixes: reasons.flatMap((reason) => reason.fixes.map(toFix)),
    remedies: reasons.flatMap((reason) => reason.remedies ?? []),
    confidence: first.confidence,
    identity: first.identity,
  };
}

/** Lists the checks, most binding first; later ones don't matter if an earlier one applies. */
function listChecks(context: TaskContext): readonly WaitingCheck[] {
  // A task that is being prepared has a node, and its dependencies are satisfied.
  if (context.task.state === 'preparing') return [...checkJobOfTask(context), checkPreparation(context)];
  // Nothing else matters in a job that has ended, because no step makes its tasks run.
  if (context.job !== undefined && isOver(context.job)) return [...checkJobOfTask(context)];
  const ofPool = checkPool(context);
  // A request that the pool can never fulfill comes before causes that only delay the task.
  const ofTask = [...checkDependencies(context), ...ofPool.filter(({ id }) => id === 'offer'), checkParallel(context)];
  const isHeld = ofTask.some(({ reasons }) => reasons.length > 0);
  return putInVainFirst(context, [
    checkAge(context),
    ...checkJobOfTask(context),
    ...ofTask,
    checkPreparation(context),
    ...ofPool.filter(({ id }) => id !== 'offer').map(isHeld ? withoutRoom : (check) => check),
  ]);
}

const inVain: ReadonlySet<CheckId> = new Set(['age', 'missing', 'behind', 'offer']);

/** Puts what keeps a task from ever starting before the state of its disabled job: enabling the job isn't enough. */
function putInVainFirst({ job }: TaskContext, checks: readonly WaitingCheck[]): readonly WaitingCheck[] {
  if (job === undefined || !isDisabled(job)) return checks;
  const first = checks.filter(({ id, reasons }) => inVain.has(id) && reasons.length > 0);
  return [...first, ...checks.filter((check) => !first.includes(check))];
}

/** Leaves out that no node has room now, because a task held for another reason doesn't start when one has. */
function withoutRoom(check: WaitingCheck): WaitingCheck {
  const { id, reasons } = check;
  return reasons.some(({ isRoom }) => isRoom === true) ? { id, reasons: [] } : check;
}

function toWait(checks: readonly WaitingCheck[]): Wait {
  const reasons = toReasons(checks);
  const count = reasons.length;
  return {
    title: count === 0 ? l10n.t('What was checked') : l10n.t('Why'),
    lead: plural(count, {
      '=1': l10n.t('One known cause is keeping it from starting.'),
      one: l10n.t('{count} known cause is keeping it from starting.', asCount(count)),
      other: l10n.t(
        '{count} known causes are keeping it from starting. The one to deal with first is listed first.',
        asCount(count),
      ),
    }),
    isCause: count > 0,
    reasons,
    checked: checks.flatMap((check) => (check.reasons.length === 0 && check.name !== undefined ? [check.name] : [])),
  };
}

function numbered(reasons: readonly WaitingReason[]): string {
  return reasons.map((reason, index) => `(${index + 1}) ${reason.why}`).join(' ');
}

function checkAge(context: TaskContext): WaitingCheck {
  const tooOld = findTooOld(context);
  return { id: 'age', reasons: tooOld === undefined ? [] : [tooOld] };
}

function findTooOld({ task, now }: TaskContext): WaitingReason | undefined {
  const created = toTime(task.creationTime);
  if (created === undefined || !isTooOld(task, now)) return undefined;
  return {
    category: 'conflict',
    what: sayTooOld(),
    why: l10n.t(
      "Batch doesn't run tasks that were added more than {0} days ago; this one was added on {1}.",
      taskLifetimeDays,
      toTimeText(created),
    ),
    evidence: [{ text: l10n.t('Added on {0}.', toTimeText(created)), source: 'creationTime' }],
    endsBy: 'nobody',
    fixes: [{ text: l10n.t('Submit a copy of the task.'), remedies: ['task.resubmit'] }],
    confidence: 'certain',
    identity: 'too old',
  };
}

/** Adds that the job's time limit is about to end the job, and with it the wait. */
function withNearLimit({ job, now }: TaskContext, draft: Draft): Draft {
  const near = job && findNearLimit(job, now);
  if (near === undefined) return draft;
  return {
    ...draft,
    wait: overtake(draft.wait, near),
    evidence: [...(draft.evidence ?? []), { text: toSentence(near.title), source: `job ${job?.id ?? ''}` }],
    fixes: withLonger(draft.wait, draft.fixes ?? [], [withoutPlace(near.fix)]),
  };
}

function hasRun({ task }: TaskContext): boolean {
  const info = task.executionInfo;
  return isReactivated(task) || wasInterrupted(task) || (info?.retryCount ?? 0) > 0;
}

function wasInterrupted(task: Task): boolean {
  return (task.executionInfo?.requeueCount ?? 0) > 0 || wasPutBack(task);
}

/** Checks whether a completed task was reactivated, in which case nothing is known about its last run. */
function isReactivated({ previousState }: Task): boolean {
  return previousState === 'completed';
}

function describeRuns({ task }: TaskContext): readonly (Evidence | undefined)[] {
  const info = task.executionInfo;
  return [
    isReactivated(task)
      ? { text: l10n.t('It had completed and was then reactivated (retried).'), source: 'previousState' }
      : undefined,
    describeRequeues(info) ?? describeInterruption(task),
    (info?.retryCount ?? 0) > 0 ? describeRetries(info, task.constraints?.maxTaskRetryCount) : undefined,
  ];
}

function describeInterruption(task: Task): Evidence | undefined {
  const until = toTime(task.stateTransitionTime);
  if (!wasInterrupted(task) || until === undefined) return undefined;
  return {
    text: l10n.t('It ran until {0} and was then requeued.', toTimeText(until)),
    source: 'previousState',
  };
}

/** Explains a task whose program was interrupted or failed before and that is back in the queue. */
function explainAgain(context: TaskContext): Draft {
  const { task } = context;
  const isInterrupted = wasInterrupted(task);
  return {
    category: isInterrupted ? 'interrupted' : 'other',
    title: isInterrupted
      ? l10n.t('{0} was interrupted and is waiting to start again', task.id)
      : l10n.t('{0} failed and is waiting to be retried', task.id),
    cause: isInterrupted
      ? l10n.t(
          "Its node was removed, rebooted or preempted, or its job was disabled, while it was running. Batch requeued it, and it starts from the beginning. This doesn't count as a retry.",
        )
      : l10n.t('Its program failed, and Batch retries it as `maxTaskRetryCount` allows.'),
    evidence: [describeWait(context), ...describeRuns(context)],
    fixes: [
      isInterrupted
        ? {
            text: l10n.t(
              'No action is needed. If this happens often, have the program resume from checkpoints, or use dedicated nodes.',
            ),
          }
        : {
            text: l10n.t('Follow stderr.txt and stdout.txt while it runs: each attempt overwrites them.'),
            remedies: ['task.openStderr', 'task.openStdout'],
          },
    ],
    remedies: [],
    confidence: 'likely',
    identity: isInterrupted ? 'requeued' : 'to be retried',
  };
}

function listUnseen(context: TaskContext, reasons: readonly WaitingReason[]): readonly string[] {
  const { task, job, pool, isPoolMissing, otherJobs } = context;
  if (task.state === 'preparing') return job === undefined ? [l10n.t('the job')] : [];
  // Other jobs matter only to a task that waits for nothing but room.
  const hasTurn = reasons.every(({ isRoom }) => isRoom === true);
  return [
    ...(job === undefined ? [l10n.t('the job')] : []),
    ...(areDependenciesKnown(context) ? [] : [l10n.t('the tasks it depends on')]),
    ...(pool === undefined && isPoolMissing !== true ? [l10n.t('the pool')] : []),
    ...(hasUnseenNodes(context) ? [l10n.t('the nodes')] : []),
    ...(otherJobs === undefined && pool !== undefined && hasTurn ? [l10n.t('other jobs on the pool')] : []),
  ];
}

function hasUnseenNodes({ pool, isPoolMissing, nodes }: TaskContext): boolean {
  if (nodes.length > 0) return false;
  return pool === undefined ? isPoolMissing !== true : !hasNoNodes(pool);
}

function describeUnseen(context: TaskContext, reasons: readonly WaitingReason[] = []): Evidence | undefined {
  const unseen = listUnseen(context, reasons);
  if (unseen.length === 0) return undefined;
  return { text: l10n.t('Not checked: {0}.', listPlain(unseen)) };
}

/** Milliseconds after a change within which Batch may not have checked the queue again. */
const soonMs = 60_000;

function isNew({ task, now }: TaskContext): boolean {
  const ms = elapsedMs(task.stateTransitionTime ?? task.creationTime, now);
  return ms !== undefined && ms < soonMs;
}

function explainNothingWrong(context: TaskContext): Draft {
  const { task, nodes } = context;
  return {
    category: 'other',
    title: l10n.t('{0} is waiting for its turn', task.id),
    cause: l10n.t(
      'The task is in the queue. Nothing is known to keep it from starting when its turn comes: tasks in jobs with a higher priority go first.',
    ),
    evidence: [
      describeWait(context),
      ...describeRuns(context),
      nodes.length === 0 ? undefined : describeNodes(nodes),
      ...describeAhead(context),
      describeUnseen(context),
    ],
    fixes: [
      {
        text: isNew(context)
          ? l10n.t('Wait a moment: it has just been added or retried, and Batch takes a few seconds to start a task.')
          : l10n.t(
              "If it doesn't start for a long time, check the state of the pool and its nodes, and the priority of other jobs.",
            ),
      },
    ],
    remedies: [],
    confidence: 'guess',
    identity: 'waiting',
  };
}

/** Explains the preparation task for which a task in the `preparing` state waits. */
function explainPreparing(context: TaskContext): Draft | undefined {
  const { task, preparation, nodes, now } = context;
  if (task.state !== 'preparing') return undefined;
  const running = findRunningPreparation(context);
  const failed = findFailedPreparations(preparation);
  const info = running?.jobPreparationTaskExecutionInfo;
  const since = toTime(info?.startTime);
  const ran = elapsedMs(info?.startTime, now);
  return {
    category: 'other',
    title: l10n.t('{0} is waiting for its job preparation task', task.id),
    cause: joinSentences([
      l10n.t('The job preparation task is running on the node chosen for this task.'),
      failed.length === 0 ? l10n.t('Nothing is known to be wrong.') : describeSpread(failed, preparation).text,
    ]),
    evidence: [
      describeWait(context),
      since === undefined || ran === undefined
        ? undefined
        : {
            text: l10n.t(
              'The job preparation task has been running for {0}, since {1}.',
              toDurationWords(ran),
              toTimeText(since),
            ),
            source: running?.nodeId === undefined ? 'jobpreparation' : `node ${running.nodeId}`,
          },
      nodes.length === 0 ? undefined : describeNodes(nodes),
    ],
    fixes: [
      {
        text:
          info?.taskRootDirectory === undefined
            ? l10n.t("If it takes a long time, read the logs of the job preparation task among its node's files.")
            : l10n.t(
                'If it takes a long time, check the logs of the job preparation task in {0} on the node.',
                info.taskRootDirectory,
              ),
      },
    ],
    remedies: [],
    confidence: running === undefined ? 'guess' : 'likely',
    identity: 'preparing',
  };
}
