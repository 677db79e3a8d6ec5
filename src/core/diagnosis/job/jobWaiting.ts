import * as l10n from '@vscode/l10n';
import { isDisabled, isOver, type Job } from '../../model/job.ts';
import { findScheduleId } from '../../model/jobSchedule.ts';
import { toText } from '../../model/words.ts';
import { countOwnReasons, findOwnGroup, isOwnBar, listUnknown } from '../../relations/blockedDependencies.ts';
import { continueAfterColon } from '../../text/afterColon.ts';
import { plural } from '../../text/plural.ts';
import { addCounts, type Count, formatCount } from '../../words/count.ts';
import { asCount, formatNumber } from '../../words/numbers.ts';
import { type Draft, toSentence } from '../explanation/draft.ts';
import type { Evidence, Explanation, Fix, Reason, Wait } from '../explanation/explanation.ts';
import { withoutPlace } from '../explanation/instruction.ts';
import { joinSentences, listSome, withoutSubject } from '../explanation/sentences.ts';
import { sayFailed } from '../task/waitingDependencies.ts';
import { nameStateCheck } from '../task/waitingJob.ts';
import { type CheckId, isOfCheck } from '../task/waitingReason.ts';
import { countWaitingTasks, describeTaskCounts, type JobContext, toPlaceAt } from './jobContext.ts';
import {
  areAnyRunning,
  chooseWaiting,
  countInstances,
  findAbsent,
  isHeld,
  isQueued,
  listWaiting,
  type Waiting,
} from './waitingGroups.ts';

function toLead({ isBeside, first: { id: task }, total: count }: Waiting): string {
  const inLead = { ...asCount(count), task };
  if (isBeside)
    return plural(count, {
      '=1': l10n.t("Task {task} is waiting while others run. Here's what keeps it from starting.", { task }),
      one: l10n.t("{count} task is waiting while others run. Here's what keeps {task} from starting.", inLead),
      other: l10n.t(
        "{count} tasks are waiting while others run. Here's what keeps one of them, {task}, from starting.",
        inLead,
      ),
    });
  return plural(count, {
    '=1': l10n.t("Task {task} is waiting, and no tasks are running. Here's what keeps it from starting.", { task }),
    one: l10n.t("{count} task is waiting, and no tasks are running. Here's what keeps {task} from starting.", inLead),
    other: l10n.t(
      "{count} tasks are waiting, and no tasks are running. Here's what keeps one of them, {task}, from starting.",
      inLead,
    ),
  });
}

function toHeldLead({ first: { id: task } }: Waiting, held: Count): string {
  const inHeld = { count: formatCount(held), task };
  return plural(held.count, {
    one: l10n.t('{count} task is stuck waiting while others run: {task}.', inHeld),
    other: l10n.t('{count} tasks are stuck waiting while others run. The first of them is {task}.', inHeld),
  });
}

/** Removes the places of steps, because a place in a task's definition does not exist in its job's definition. */
function withoutPlaces(reason: Reason): Reason {
  return { ...reason, fixes: reason.fixes.map(withoutPlace) };
}

/** Adds other reasons that keep the job's tasks from starting, except the check that the draft already covers. */
export function withOtherReasons(context: JobContext, draft: Draft, covered: CheckId | undefined): Draft {
  if (isOver(context.job) || draft.wait !== undefined) return draft;
  const all = listWaiting(context);
  const wait = areAnyRunning(context) ? toHeldWait(all) : toOtherWait(context, all, covered);
  const shown = all.find(({ first }) => first.id === wait?.taskId);
  const steps = all.filter((one) => one !== shown).flatMap((other) => listOwnSteps(other, all, context, covered));
  return {
    ...draft,
    wait,
    evidence: [
      ...(draft.evidence ?? []),
      ...(wait === undefined ? [] : listOthers(all, shown).map((other) => describeOthers(other, shown))),
      ...describeQueueBeside(all, shown),
      ...(wait?.reasons.flatMap(({ evidence }) => evidence) ?? []),
    ],
    fixes: [...(draft.fixes ?? []), ...(wait?.reasons.flatMap(({ fixes }) => fixes) ?? []), ...steps],
  };
}

function toOtherWait(context: JobContext, all: readonly Waiting[], covered: CheckId | undefined): Wait | undefined {
  const listReasons = ({ explanation }: Waiting): readonly Reason[] =>
    explanation.wait?.reasons.filter(({ id }) => covered === undefined || !isOfCheck(id, covered)) ?? [];
  // The state of the job or its pool may explain most waiting tasks, but not the others.
  const chosen = chooseWaiting(all, context);
  const waiting = [chosen, findOwnGroup(all)].find((one) => one !== undefined && listReasons(one).length > 0);
  const wait = waiting?.explanation.wait;
  if (waiting === undefined || wait === undefined) return undefined;
  return {
    title:
      covered === undefined
        ? l10n.t('What keeps its tasks from starting')
        : l10n.t('What else keeps its tasks from starting'),
    lead: toLead(waiting),
    isCause: false,
    reasons: listReasons(waiting).map(withoutPlaces),
    checked: wait.checked,
    taskId: waiting.first.id,
  };
}

/** Returns the wait of tasks that never start while others run, preferring a group that is a failure of the job. */
function toHeldWait(all: readonly Waiting[]): Wait | undefined {
  const held = findOwnGroup(all) ?? all.find(({ bar }) => bar !== undefined);
  const reasons =
    held?.explanation.wait?.reasons.filter(({ endsBy }) => endsBy === 'user' || endsBy === 'nobody') ?? [];
  if (held === undefined || reasons.length === 0) return undefined;
  return {
    title: l10n.t('What keeps some of its tasks from starting'),
    lead: toHeldLead(held, addCounts(all.filter(({ bar }) => bar !== undefined).map(({ count }) => count))),
    isCause: false,
    reasons: reasons.map(withoutPlaces),
    checked: [],
    taskId: held.first.id,
  };
}

/** The explanation of a job by its waiting tasks, and their number. */
export interface ExplainedWait {
  readonly draft: Draft;
  readonly count: number;
  /** True if the tasks never start for a reason of the job, rather than because of a failed dependency. */
  readonly isOwn: boolean;
}

/** Explains tasks that wait while none run, or that never start while others run; undefined if there are none. */
export function explainWaitingTasks(context: JobContext): ExplainedWait | undefined {
  const all = listWaiting(context);
  const waiting = chooseWaiting(all, context);
  return (
    waiting && {
      draft: draftWaiting(context, waiting, all),
      count: countInTitle(all, waiting).count.count,
      isOwn: isOwnBar(waiting),
    }
  );
}

/** Explains the tasks that never start, whether their job is disabled or not; undefined if there are none. */
export function explainStuck(context: JobContext): Draft | undefined {
  const all = listWaiting(context);
  const own = findOwnGroup(all);
  return own && draftWaiting({ ...context, isBesidePool: true }, own, all);
}

/** Explains tasks that wait while others run because the pool has too few nodes, or nodes that accept no tasks. */
export function explainShortage(context: JobContext): Draft | undefined {
  // The reason `nodes` alone only means that no node is free.
  return explainBeside(context, (ids) => ids.some((id) => isOfCheck(id, 'nodes') && id !== 'nodes'));
}

/** Explains tasks that wait while others run because the job allows no more tasks at once. */
export function explainParallelLimit(context: JobContext): Draft | undefined {
  return explainBeside(context, ([first]) => first === 'parallel');
}

/** Explains tasks that wait while others run, if `isSo` accepts the IDs of the job's reasons. */
function explainBeside(context: JobContext, isSo: (ids: readonly string[]) => boolean): Draft | undefined {
  if (context.job.state !== 'active' || !areAnyRunning(context)) return undefined;
  const all = listWaiting(context);
  const queued = all.find(isQueued);
  const ids = queued?.explanation.wait?.reasons.map(({ id }) => id) ?? [];
  return queued !== undefined && isSo(ids) ? draftWaiting(context, queued, all) : undefined;
}

function draftWaiting(context: JobContext, waiting: Waiting, all: readonly Waiting[]): Draft {
  const { job } = context;
  const { first, explanation } = waiting;
  const { wait } = explanation;
  const others = listOthers(all, waiting);
  const stuck = all.filter(isOwnBar);
  const isOfSeveral = isOwnBar(waiting) && countOwnReasons(stuck) > 1;
  const [step, ...rest] = explanation.fixes;
  const steps = all.filter((other) => other.first !== first).flatMap((other) => listOwnSteps(other, all, context));
  const counted = countInTitle(all, waiting);
  const { count } = counted;
  return {
    wait: wait && {
      ...wait,
      lead: toLead(waiting),
      reasons: wait.reasons.map(withoutPlaces),
      // The state of a disabled job is named beside these reasons.
      checked: wait.checked.filter((name) => !isDisabled(job) || name !== nameStateCheck()),
      taskId: first.id,
    },
    category: explanation.category,
    code: explanation.code,
    title:
      explanation.confidence === 'guess'
        ? nameWaiting(waiting, job.id)
        : toWaitingTitle(job.id, counted, withState(context, describeReason(stuck, waiting))),
    cause:
      count.count === 1
        ? explanation.cause
        : l10n.t(
            '{0} tasks are waiting. For the first one: {1}',
            formatCount(count),
            continueAfterColon(explanation.cause),
          ),
    evidence: [
      describeTaskCounts(context),
      ...others.map((other) => describeOthers(other, waiting)),
      ...describeQueueBeside(all, waiting),
      ...nameMembers(waiting, findAbsent(context)),
      ...explanation.evidence,
    ],
    // Each reason's first step comes before what else may be done about one of them.
    fixes: (isOfSeveral && step !== undefined
      ? [{ ...step, text: sayStepFor(waiting, step, true), ofSeveral: step.ofSeveral ?? step.text }, ...steps, ...rest]
      : [...explanation.fixes, ...steps]
    ).map(withoutPlace),
    remedies: explanation.remedies,
    confidence: explanation.confidence,
    isOfSeveral,
    ...(isOfSeveral ? { reasons: countOwnReasons(stuck) } : {}),
    stopsWork:
      isOwnBar(waiting) ||
      (!waiting.isBeside &&
        wait?.isCause === true &&
        // Preempted nodes are no failure.
        wait.reasons.every(
          ({ endsBy, holdsAll = false }) => endsBy === 'user' || (holdsAll && explanation.category === 'node'),
        )),
    identity: explanation.fingerprint,
  };
}

/** Adds to the reason why tasks would not start anyway that their job is disabled, unless failures are shown first. */
function withState({ job, counts }: JobContext, reason: string): string {
  return isDisabled(job) && counts?.failed === 0 ? l10n.t('{reason}, and the job is disabled', { reason }) : reason;
}

function nameWaiting({ isBeside }: Waiting, jobId: string): string {
  return isBeside
    ? l10n.t('Tasks in job {0} are waiting while others run', jobId)
    : l10n.t('Tasks in job {0} are waiting, and none are running', jobId);
}

/** Names several tasks that never start for one reason, and their dependencies that are missing from the job. */
function nameMembers({ bar, members }: Waiting, absent: readonly string[] = []): readonly Evidence[] {
  if (bar === undefined || members.length < 2) return [];
  const named = { text: l10n.t("Can't start: {0}", listSome(members.map(({ id }) => id))), source: 'tasks' };
  return bar === 'missing' && absent.length > 1
    ? [named, { text: l10n.t('Not in the job: {0}', listSome(absent)), source: 'dependsOn' }]
    : [named];
}

/**
 * Adds up the tasks that never start and the tasks that depend on them. A title doesn't give a share of all waiting
 * tasks if others may need someone too: queued ones, or dependents of failed tasks.
 */
function countInTitle(all: readonly Waiting[], shown: Waiting): Pick<Waiting, 'count' | 'total'> {
  const stuck = all.filter(isOwnBar);
  const areAll = stuck.length > 1 && stuck.includes(shown);
  const count = areAll ? addCounts(stuck.map((one) => one.count)) : shown.count;
  const mayBeMore = isQueued(shown) || (isOwnBar(shown) && all.some(({ bar }) => bar === 'failed'));
  return { count, total: mayBeMore ? count.count : shown.total };
}

/** Describes why tasks don't start, as a clause. For several reasons, gives their number and the shown one. */
function describeReason(stuck: readonly Waiting[], shown: Waiting): string {
  const reason = nameReason(shown);
  const reasons = countOwnReasons(stuck);
  if (reasons < 2 || !stuck.includes(shown)) return reason;
  const said = { count: formatNumber(reasons), reason: continueAfterColon(reason) };
  const others = stuck.filter((other) => other !== shown && other.bar !== 'behind');
  return others.every(({ count }) => count.count < shown.count.count)
    ? l10n.t('{count} different reasons; the most frequent is that {reason}', said)
    : l10n.t('{count} different reasons; one is that {reason}', said);
}

/** Returns why tasks don't start, as a clause. For several tasks, leaves out names that are true only of the first. */
function nameReason({ bar, first, count, failed, explanation }: Waiting): string {
  if (failed.length > 0 && count.count > 1) return sayFailed(failed, count.isComplete);
  if (count.count > 1 && bar === 'behind') return l10n.t("a dependency can't start");
  const isLater = bar === undefined && explanation.wait?.reasons[0]?.id === 'dependencies';
  return count.count > 1 && isLater
    ? l10n.t("a dependency isn't finished")
    : withoutSubject(explanation.title, [first.id]);
}

/** Returns waiting tasks that the job's explanation does not name; while others run, only those that never start. */
function listOthers(all: readonly Waiting[], shown: Waiting | undefined): readonly Waiting[] {
  return all.filter((other) => other.first !== shown?.first && (!other.isBeside || other.bar !== undefined));
}

/** Checks whether the title for the shown tasks also counts these other tasks (`countInTitle`). */
function areCounted(other: Waiting, shown: Waiting): boolean {
  return isQueued(shown) ? isHeld(shown) : isOwnBar(shown) && isOwnBar(other);
}

/** Describes tasks that wait for a reason other than the one that the job's explanation names. */
function describeOthers(waiting: Waiting, shown: Waiting | undefined): Evidence {
  const { count } = waiting;
  const args = { count: formatCount(count), reason: continueAfterColon(nameReason(waiting)) };
  if (shown !== undefined && areCounted(waiting, shown))
    return { text: l10n.t('For {count} of them: {reason}', args), source: 'tasks' };
  return {
    text: plural(count.count, {
      one: l10n.t('{count} other task is waiting: {reason}', args),
      other: l10n.t('{count} other tasks are waiting: {reason}', args),
    }),
    source: 'tasks',
  };
}

/** Checks whether nodes that accept no tasks are all that a task lacks which needs several nodes at once. */
function startsByRepair({ first, explanation: { fixes } }: Waiting): boolean {
  const ofNodes = fixes[0]?.remedies?.some((one) => one === 'pool.actOnNodes' || one === 'pool.bringOnline');
  return countInstances(first) > 1 && ofNodes === true;
}

/** Names the tasks that a step is for, if they are few, and the reason why they wait. */
function sayStepFor(waiting: Waiting, step: Fix, isNamed = waiting.count.count > 1): string {
  const { count, members } = waiting;
  // For several jobs, the step leaves out which tasks to add.
  const said = count.count > 1 && waiting.bar !== 'missing' ? (step.ofSeveral ?? step.text) : step.text;
  const clause = continueAfterColon(nameReason(waiting));
  const areNamed = isNamed && count.count === members.length && members.length <= 3;
  const name = listSome(members.map(({ id }) => id));
  const reason = areNamed ? l10n.t('{name}: {title}', { name, title: clause }) : clause;
  const parts = { count: formatCount(count), reason, step: continueAfterColon(said) };
  return plural(count.count, {
    one: l10n.t('For {count} waiting task ({reason}): {step}', parts),
    other: l10n.t('For {count} waiting tasks ({reason}): {step}', parts),
  });
}

/** Lists the first step for other tasks that don't start on their own, unless `covered` is the reason. */
function listOwnSteps(
  waiting: Waiting,
  all: readonly Waiting[],
  context: JobContext,
  covered?: CheckId,
): readonly Fix[] {
  // Tasks that wait for other stuck tasks start when those do.
  const isBehindOther = waiting.bar === 'behind' && all.some((one) => isOwnBar(one) && one.bar !== 'behind');
  const [reason] = waiting.explanation.wait?.reasons ?? [];
  const isUncovered = reason !== undefined && (covered === undefined || !isOfCheck(reason.id, covered));
  const isOfUser = isUncovered && (reason.endsBy === 'user' || startsByRepair(waiting));
  // A pool that holds tasks is a failure itself.
  const isOwn = isQueued(waiting) ? isOfUser && context.isBesidePool !== true : isOwnBar(waiting) && !isBehindOther;
  const [step] = isOwn ? waiting.explanation.fixes : [];
  if (step === undefined) return [];
  const text = sayStepFor(waiting, step);
  // The step's remedies would act on the task that the page explains.
  const { remedies: _remedies, edit: _edit, ...rest } = step;
  return [{ ...rest, text, ...toPlaceAt(context, waiting.first, text) }];
}

function describeQueueBeside(all: readonly Waiting[], shown: Waiting | undefined): readonly Evidence[] {
  const queued = all.filter((one) => one.isBeside && isQueued(one) && one !== shown);
  return queued.map((one) => ({ text: sayQueued(one), source: 'tasks' }));
}

/** Description of tasks that only wait for their turn. */
export interface DescribedQueue {
  /** The reason why the tasks wait; empty if none wait. */
  readonly said: string;
  readonly evidence: readonly Evidence[];
  /** Sentences about waiting tasks that were not checked. */
  readonly unlooked: readonly string[];
}

/** Describes why tasks that are only queued wait, and how many of them were checked. */
export function describeQueue(context: JobContext): DescribedQueue {
  const queued = listWaiting(context).filter(isQueued);
  return {
    said: joinSentences(queued.map(sayQueued)),
    evidence: queued[0]?.explanation.wait?.reasons[0]?.evidence ?? [],
    unlooked: describeUnlooked(context),
  };
}

function sayQueued(waiting: Waiting): string {
  const { count } = waiting;
  const counted = { count: formatCount(count) };
  if (waiting.explanation.wait?.reasons[0] === undefined)
    return plural(count.count, {
      one: l10n.t('{count} task is waiting for its turn.', counted),
      other: l10n.t('{count} tasks are waiting for their turn.', counted),
    });
  const reason = nameReason(waiting);
  return plural(count.count, {
    one: l10n.t('{count} task is waiting: {reason}.', { ...counted, reason }),
    other: l10n.t('{count} tasks are waiting: {reason}.', { ...counted, reason }),
  });
}

function describeUnlooked(context: JobContext): readonly string[] {
  const { tasks, awaited = [] } = context;
  const waiting = tasks.filter((task) => task.state === 'active');
  const total = countWaitingTasks(context);
  const areKnown = findAbsent(context) !== undefined || listUnknown(waiting, [...tasks, ...awaited]).length === 0;
  return [
    ...(waiting.length >= total
      ? []
      : [
          l10n.t('{count} of {total} waiting tasks were checked.', {
            count: formatNumber(waiting.length),
            total: formatNumber(total),
          }),
        ]),
    ...(areKnown ? [] : [l10n.t("It wasn't checked whether all tasks that waiting ones depend on exist.")]),
  ];
}

const inVain: readonly CheckId[] = ['age', 'offer', 'missing', 'behind', 'pool', 'target'];

/** Checks whether a job's tasks wait for something that never comes, from the pool or from another task of the job. */
export function waitsInVain({ wait }: Explanation): boolean {
  return wait?.isCause === true && wait.reasons.some(({ id }) => inVain.some((check) => isOfCheck(id, check)));
}

function toWaitingTitle(
  job: string,
  { count: counted, total }: Pick<Waiting, 'count' | 'total'>,
  reason: string,
): string {
  const { count } = counted;
  if (count < total) {
    const share = { count: formatCount(counted), total: formatNumber(total) };
    return plural(count, {
      one: l10n.t('{count} of {total} waiting tasks in job {job} is stuck: {reason}', { ...share, job, reason }),
      other: l10n.t('{count} of {total} waiting tasks in job {job} are stuck: {reason}', { ...share, job, reason }),
    });
  }
  return plural(count, {
    one: l10n.t('{count} task in job {job} is waiting: {reason}', { ...asCount(count), job, reason }),
    other: l10n.t('{count} tasks in job {job} are waiting: {reason}', { ...asCount(count), job, reason }),
  });
}

/** Explains an active job whose tasks have all completed, and which uses up quota. */
export function explainIdle(context: JobContext): Draft | undefined {
  const { job, tasks, counts } = context;
  const isAnyLeft = counts !== undefined && counts.active + counts.running > 0;
  const done = !isAnyLeft && tasks.length > 0 && tasks.every((task) => task.state === 'completed');
  if (!done || job.state !== 'active') return undefined;
  const schedule = findScheduleId(job.id);
  return {
    category: 'other',
    title: l10n.t('All tasks in job {0} are done, but the job is still active', job.id),
    cause: joinSentences([
      l10n.t(
        "`onAllTasksComplete` is `{0}`, so the job is waiting for more tasks. Active jobs count against the account's quota.",
        toText(job.onAllTasksComplete ?? 'noaction'),
      ),
      schedule && toSentence(sayBusy(schedule)),
    ]),
    evidence: [describeTaskCounts(context)],
    fixes: [
      {
        text: adviseTerminating(job),
        property: ['onAllTasksComplete'],
        remedies: ['job.terminate'],
      },
    ],
    confidence: 'certain',
    identity: 'idle',
  };
}

/** Says that a job schedule creates no job while its last one is active (Batch documentation: "Job Schedule - Add"). */
export function sayBusy(schedule: string): string {
  return l10n.t('Job schedule {0} creates its next job when its last one ends', schedule);
}

/** Advises what to do with a job that has nothing left to do. */
export function adviseTerminating({ id }: Pick<Job, 'id'>): string {
  if (findScheduleId(id) !== undefined)
    return l10n.t(
      "All of its tasks are done: terminate the job, and set the schedule's `onAllTasksComplete` to `terminatejob`.",
    );
  return l10n.t('Terminate the job, or set `onAllTasksComplete` to `terminatejob`.');
}
