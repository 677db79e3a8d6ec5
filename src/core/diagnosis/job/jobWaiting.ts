import * as l10n from '@vscode/l10n';
import { isOver } from '../../model/job.ts';
import { isFailed, type Task } from '../../model/task.ts';
import { toText } from '../../model/words.ts';
import { type Count, formatCount } from '../../query/count.ts';
import { asCount, formatNumber } from '../../query/numbers.ts';
import { findDependents } from '../../query/taskDependencies.ts';
import {
  compareAge,
  countOwnReasons,
  findOwnGroup,
  findTypical,
  isOwnBar,
  judgeWaits,
  listAbsent,
  listUnknown,
  type WaitGroup,
} from '../../query/waitsInVain.ts';
import { continueAfterColon } from '../../text/afterColon.ts';
import { plural } from '../../text/plural.ts';
import { explainTaskEvidence } from '../explainTask.ts';
import type { Draft } from '../explanation/draft.ts';
import type { Evidence, Explanation, Fix, Reason, Wait } from '../explanation/explanation.ts';
import { withoutPlace } from '../explanation/instruction.ts';
import { listSome, withoutSubject } from '../explanation/sentences.ts';
import { sayFailed } from '../task/waitingDependencies.ts';
import { type CheckId, isOfCheck } from '../task/waitingReason.ts';
import { describeTaskCounts, isRunning, type JobCase, toPlaceAt } from './jobCase.ts';

/** Waiting tasks of a job that wait for the same. */
interface Waiting {
  /** True when other tasks run. */
  readonly isBeside: boolean;
  readonly bar: WaitGroup['bar'];
  /** The one that shows why: the one that asks for most, else the oldest; without a bar, as `findTypical` chooses it. */
  readonly first: Task;
  /** All that are known, the first one included. */
  readonly members: readonly Task[];
  /** The failed tasks that they depend on, directly or not. */
  readonly failed: readonly Task[];
  /** Number of such tasks, which may be higher when not all waiting tasks were checked. */
  readonly count: Count;
  /** Number of all waiting tasks of the job. */
  readonly total: number;
  readonly explanation: Explanation;
}

/** Groups the waiting tasks of a job by reason, the largest group first (`judgeWaits`). */
function listWaiting(theCase: JobCase): readonly Waiting[] {
  const { tasks, pool, now, awaited = [] } = theCase;
  const waiting = tasks.filter((task) => task.state === 'active');
  const absentTasks = findAbsent(theCase);
  const siblings = [...tasks, ...awaited];
  const failed = [...siblings, ...listTasksOf(theCase.causes)].filter(isFailed);
  const groups = judgeWaits(waiting, { failed, absent: absentTasks, pool, now });
  const total = countWaitingTasks(theCase);
  const isComplete = waiting.length >= total;
  const isBeside = areAnyRunning(theCase);
  return groups.flatMap(({ bar, tasks: [...members] }): readonly Waiting[] => {
    const first = bar === undefined ? findTypical(members) : members.sort(compareDemand)[0];
    if (first === undefined) return [];
    const explanation = explainTaskEvidence({ ...theCase, task: first, siblings, absentTasks });
    // With nothing to bar any task, all wait for the same as those that were checked.
    const count = groups.length === 1 && bar === undefined ? total : members.length;
    const known: Count = { count, isComplete: isComplete || count === total };
    const awaitedFailures = bar === 'failed' ? listAwaited(members, failed, waiting) : [];
    return [{ isBeside, bar, first, members, failed: awaitedFailures, count: known, total, explanation }];
  });
}

/** Lists the failed tasks that `members` of the waiting ones depend on, directly or through others. */
function listAwaited(members: readonly Task[], failed: readonly Task[], waiting: readonly Task[]): readonly Task[] {
  const ids = new Set(members.map(({ id }) => id));
  const dependents = findDependents(failed, waiting);
  const awaited = failed.filter(({ id }) => dependents.get(id)?.some((one) => ids.has(one)));
  return [...new Map(awaited.map((task) => [task.id, task])).values()];
}

/** Compares tasks by what they ask for, the most first, because what suffices for that suffices for all; then by age. */
function compareDemand(one: Task, other: Task): number {
  const instances = ({ multiInstanceSettings }: Task): number => multiInstanceSettings?.numberOfInstances ?? 1;
  const slots = (other.requiredSlots ?? 1) - (one.requiredSlots ?? 1);
  return slots || instances(other) - instances(one) || compareAge(one, other);
}

/** Checks whether tasks wait for their turn, or for a condition of the job or pool that holds all of them. */
function isQueued({ bar }: Waiting): boolean {
  return bar === undefined;
}

/**
 * Chooses the waiting tasks that the job's explanation names: those that the job or its pool holds, with which all
 * wait; then those that never start. While others run, tasks that are only queued are not named.
 */
function chooseWaiting(all: readonly Waiting[], { isBesidePool }: JobCase): Waiting | undefined {
  const [most] = all;
  const queued = all.find(isQueued);
  const own = findOwnGroup(all);
  if (most === undefined || most.isBeside) return own;
  if (queued !== undefined && isHeld(queued) && isBesidePool !== true) return withAllHeld(queued);
  return own ?? (most.bar === 'failed' || queued === undefined ? most : withAllHeld(queued));
}

function isHeld({ explanation: { wait } }: Waiting): boolean {
  const reasons = wait?.reasons ?? [];
  return reasons.length > 0 && reasons.every(({ endsBy }) => endsBy === 'user' || endsBy === 'nobody');
}

/** Counts all waiting tasks where their job or its pool holds them: also those that have reasons of their own. */
function withAllHeld(waiting: Waiting): Waiting {
  if (!isQueued(waiting) || !isHeld(waiting)) return waiting;
  return { ...waiting, count: { count: waiting.total, isComplete: true } };
}

function listTasksOf(causes: JobCase['causes'] = []): readonly Task[] {
  const all = causes.flatMap(({ failures }) => failures);
  return all.flatMap(({ failing }) => (failing.kind === 'task' ? [failing.task] : []));
}

function areAnyRunning({ tasks, counts }: JobCase): boolean {
  return tasks.some(isRunning) || (counts?.running ?? 0) > 0;
}

/** Counts the waiting tasks, as far as they are known. */
function countWaitingTasks({ tasks, counts }: Pick<JobCase, 'tasks' | 'counts'>): number {
  return Math.max(tasks.filter((task) => task.state === 'active').length, counts?.active ?? 0);
}

function toLead({ isBeside, first: { id: task }, total: count }: Waiting): string {
  if (isBeside)
    return plural(count, {
      '=1': l10n.t("Task {task} is waiting while others run. Here's what keeps it from starting.", { task }),
      one: l10n.t("{count} task is waiting while others run. Here's what keeps {task} from starting.", {
        ...asCount(count),
        task,
      }),
      other: l10n.t(
        "{count} tasks are waiting while others run. Here's what keeps one of them, {task}, from starting.",
        {
          ...asCount(count),
          task,
        },
      ),
    });
  return plural(count, {
    '=1': l10n.t("Task {task} is waiting, and no tasks are running. Here's what keeps it from starting.", { task }),
    one: l10n.t("{count} task is waiting, and no tasks are running. Here's what keeps {task} from starting.", {
      ...asCount(count),
      task,
    }),
    other: l10n.t(
      "{count} tasks are waiting, and no tasks are running. Here's what keeps one of them, {task}, from starting.",
      {
        ...asCount(count),
        task,
      },
    ),
  });
}

function toHeldLead({ first: { id: task }, count: held }: Waiting): string {
  const count = formatCount(held);
  return plural(held.count, {
    '=1': l10n.t('{count} task is stuck waiting while others run: {task}.', { count, task }),
    one: l10n.t('{count} task is stuck waiting while others run: {task}.', { count, task }),
    other: l10n.t('{count} tasks are stuck waiting while others run. The first of them is {task}.', {
      count,
      task,
    }),
  });
}

/** A step's place in the definition of a task is not one in its job's. */
function withoutPlaces(reason: Reason): Reason {
  return { ...reason, fixes: reason.fixes.map(withoutPlace) };
}

/** Adds the other reasons that keep the job's tasks from starting, besides the check that the draft covers itself. */
export function withOtherReasons(theCase: JobCase, draft: Draft, covered: CheckId | undefined): Draft {
  if (isOver(theCase.job) || draft.wait !== undefined) return draft;
  const all = listWaiting(theCase);
  const wait = areAnyRunning(theCase) ? toHeldWait(all) : toOtherWait(theCase, all, covered);
  const queued = describeQueueBeside(all);
  if (wait === undefined) return { ...draft, evidence: [...(draft.evidence ?? []), queued] };
  const shown = all.find(({ first }) => first.id === wait.taskId);
  return {
    ...draft,
    wait,
    evidence: [
      ...(draft.evidence ?? []),
      ...listOthers(all, shown).map((other) => describeOthers(other, shown)),
      queued,
      ...wait.reasons.flatMap(({ evidence }) => evidence),
    ],
    fixes: [...(draft.fixes ?? []), ...wait.reasons.flatMap(({ fixes }) => fixes)],
  };
}

function toOtherWait(theCase: JobCase, all: readonly Waiting[], covered: CheckId | undefined): Wait | undefined {
  const listReasons = ({ explanation }: Waiting): readonly Reason[] =>
    explanation.wait?.reasons.filter(({ id }) => covered === undefined || !isOfCheck(id, covered)) ?? [];
  // The state of the job or its pool may cover the reason of most, and leave that of others open.
  const chosen = chooseWaiting(all, theCase);
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

/** Returns the tasks that never start while others run, those first that are a failure of their job. */
function toHeldWait(all: readonly Waiting[]): Wait | undefined {
  const held = findOwnGroup(all) ?? all.find(({ bar }) => bar !== undefined);
  const reasons =
    held?.explanation.wait?.reasons.filter(({ endsBy }) => endsBy === 'user' || endsBy === 'nobody') ?? [];
  if (held === undefined || reasons.length === 0) return undefined;
  return {
    title: l10n.t('What keeps some of its tasks from starting'),
    lead: toHeldLead(held),
    isCause: false,
    reasons: reasons.map(withoutPlaces),
    checked: [],
    taskId: held.first.id,
  };
}

/** Tasks that wait, as an explanation of their job, and how many there are. */
export interface ExplainedWait {
  readonly draft: Draft;
  readonly count: number;
}

/** Explains why tasks wait while none runs, or never start while others run; undefined when none does. */
export function explainWaitingTasks(theCase: JobCase): ExplainedWait | undefined {
  const all = listWaiting(theCase);
  const waiting = chooseWaiting(all, theCase);
  return waiting && { draft: draftWaiting(theCase, waiting, all), count: waiting.count.count };
}

/** Tasks wait beside others that run, and the pool has nodes that take none, or fewer than it should. */
export function explainShortage(theCase: JobCase): Draft | undefined {
  // The first is that none of its nodes is free.
  return explainBeside(theCase, (ids) => ids.some((id) => isOfCheck(id, 'nodes') && id !== 'nodes'));
}

/** Tasks wait beside others that run, since the job allows no more at once. */
export function explainParallelLimit(theCase: JobCase): Draft | undefined {
  return explainBeside(theCase, ([first]) => first === 'parallel');
}

/** Explains tasks that wait while others run, if `isSo` accepts the IDs of the job's reasons. */
function explainBeside(theCase: JobCase, isSo: (ids: readonly string[]) => boolean): Draft | undefined {
  if (theCase.job.state !== 'active' || !areAnyRunning(theCase)) return undefined;
  const all = listWaiting(theCase);
  const queued = all.find(isQueued);
  const ids = queued?.explanation.wait?.reasons.map(({ id }) => id) ?? [];
  return queued !== undefined && isSo(ids) ? draftWaiting(theCase, queued, all) : undefined;
}

function draftWaiting(theCase: JobCase, waiting: Waiting, all: readonly Waiting[]): Draft {
  const { job } = theCase;
  const { first, explanation } = waiting;
  const { wait } = explanation;
  const others = listOthers(all, waiting);
  const stuck = all.filter(isOwnBar);
  const { count } = countInTitle(stuck, waiting);
  return {
    wait: wait && {
      ...wait,
      lead: toLead(waiting),
      reasons: wait.reasons.map(withoutPlaces),
      taskId: first.id,
    },
    category: explanation.category,
    code: explanation.code,
    title:
      explanation.confidence === 'guess'
        ? l10n.t('Tasks in job {0} are waiting, and none are running', job.id)
        : toTitle(job.id, countInTitle(stuck, waiting), describeReason(stuck, waiting)),
    cause:
      count.count === 1
        ? explanation.cause
        : l10n.t(
            '{0} tasks are waiting. For the first one: {1}',
            formatCount(count),
            continueAfterColon(explanation.cause),
          ),
    evidence: [
      describeTaskCounts(theCase),
      ...others.map((other) => describeOthers(other, waiting)),
      isQueued(waiting) ? undefined : describeQueueBeside(all),
      ...nameMembers(waiting, findAbsent(theCase)),
      ...explanation.evidence,
    ],
    fixes: [...explanation.fixes, ...others.flatMap((other) => listOwnSteps(other, all, theCase))].map(withoutPlace),
    remedies: explanation.remedies,
    confidence: explanation.confidence,
    isOfSeveral: isOwnBar(waiting) && countOwnReasons(stuck) > 1,
    stopsWork:
      isOwnBar(waiting) ||
      (!waiting.isBeside && wait?.isCause === true && wait.reasons.every(({ endsBy }) => endsBy === 'user')),
    identity: explanation.fingerprint,
  };
}

/** Names several tasks that never start for one reason, and the dependencies that all of them lack. */
function nameMembers({ bar, members }: Waiting, absent: readonly string[] = []): readonly Evidence[] {
  if (bar === undefined || members.length < 2) return [];
  const named = { text: l10n.t("Can't start: {0}", listSome(members.map(({ id }) => id))), source: 'tasks' };
  return bar === 'missing' && absent.length > 1
    ? [named, { text: l10n.t('Not in the job: {0}', listSome(absent)), source: 'dependsOn' }]
    : [named];
}

/** Adds up all tasks that never start, with those that wait for them; a queue isn't stuck, so its title names no share. */
function countInTitle(stuck: readonly Waiting[], shown: Waiting): Pick<Waiting, 'count' | 'total'> {
  if (isQueued(shown)) return { count: shown.count, total: shown.count.count };
  if (stuck.length < 2 || !stuck.includes(shown)) return shown;
  const count = stuck.reduce((sum, one) => sum + one.count.count, 0);
  return { total: shown.total, count: { count, isComplete: stuck.every((one) => one.count.isComplete) } };
}

/** Names the reason why tasks don't start, as a clause; if there are several, their number and the most frequent one. */
function describeReason(stuck: readonly Waiting[], shown: Waiting): string {
  const reason = nameReason(shown);
  const reasons = countOwnReasons(stuck);
  if (reasons < 2 || !stuck.includes(shown)) return reason;
  return l10n.t('{count} different reasons; the most frequent is that {reason}', {
    count: formatNumber(reasons),
    reason: continueAfterColon(reason),
  });
}

/** Returns why tasks don't start, as a clause: a name that is true of the first is left out of that for several. */
function nameReason({ bar, first, count, failed, explanation }: Waiting): string {
  if (failed.length > 0 && count.count > 1) return sayFailed(failed, count.isComplete);
  const isOfSeveral = bar === 'behind' && count.count > 1;
  return isOfSeveral ? l10n.t("a dependency can't start") : withoutSubject(explanation.title, [first.id]);
}

/** Returns the waiting tasks that the job's explanation does not name; when others run, only those that never start. */
function listOthers(all: readonly Waiting[], shown: Waiting | undefined): readonly Waiting[] {
  return all.filter((other) => other.first !== shown?.first && (!other.isBeside || other.bar !== undefined));
}

/** Checks whether the title for the shown tasks counts others, too (`countInTitle`). */
function areCounted(other: Waiting, shown: Waiting): boolean {
  return isQueued(shown) ? isHeld(shown) : isOwnBar(shown) && isOwnBar(other);
}

/** Describes tasks that wait for another reason than the one that the job's explanation names. */
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

/** Lists the first step for other tasks that never start by themselves. */
function listOwnSteps(waiting: Waiting, all: readonly Waiting[], theCase: JobCase): readonly Fix[] {
  // Those behind others start once the others do.
  const isBehindOther = waiting.bar === 'behind' && all.some((one) => isOwnBar(one) && one.bar !== 'behind');
  const [step] = isOwnBar(waiting) && !isBehindOther ? waiting.explanation.fixes : [];
  if (step === undefined) return [];
  const { count } = waiting;
  const reason = continueAfterColon(nameReason(waiting));
  const said = count.count > 1 ? (step.ofSeveral ?? step.text) : step.text;
  const parts = { count: formatCount(count), reason, step: continueAfterColon(said) };
  const text = plural(count.count, {
    one: l10n.t('For {count} other waiting task ({reason}): {step}', parts),
    other: l10n.t('For {count} other waiting tasks ({reason}): {step}', parts),
  });
  // Its remedies would act on the task that the page explains.
  const { remedies: _remedies, edit: _edit, ...rest } = step;
  return [{ ...rest, text, ...toPlaceAt(theCase, waiting.first, text) }];
}

/** Describes the tasks that wait for their turn while others run. */
function describeQueueBeside(all: readonly Waiting[]): Evidence | undefined {
  const queued = all.find(isQueued);
  return queued?.isBeside === true ? { text: sayQueued(queued), source: 'tasks' } : undefined;
}

/** The description of waiting tasks with which nothing is wrong. */
export interface DescribedQueue {
  /** The reason of their wait; empty when none waits. */
  readonly said: string;
  readonly evidence: readonly Evidence[];
  /** The waiting tasks that were not checked, as sentences. */
  readonly unlooked: readonly string[];
}

/** Describes why tasks that are only queued behind others wait, and how many of them were checked. */
export function describeQueue(theCase: JobCase): DescribedQueue {
  const queued = listWaiting(theCase).find(isQueued);
  return {
    said: queued === undefined ? '' : sayQueued(queued),
    evidence: queued?.explanation.wait?.reasons[0]?.evidence ?? [],
    unlooked: describeUnlooked(theCase),
  };
}

function sayQueued({ first, count, explanation }: Waiting): string {
  const counted = { count: formatCount(count) };
  if (explanation.wait?.reasons[0] === undefined)
    return plural(count.count, {
      one: l10n.t('{count} task is waiting for its turn.', counted),
      other: l10n.t('{count} tasks are waiting for their turn.', counted),
    });
  const reason = withoutSubject(explanation.title, [first.id]);
  return plural(count.count, {
    one: l10n.t('{count} task is waiting: {reason}.', { ...counted, reason }),
    other: l10n.t('{count} tasks are waiting: {reason}.', { ...counted, reason }),
  });
}

/** Lists the IDs that waiting tasks depend on and that the job doesn't have; undefined while that is unknown. */
function findAbsent({ absentTasks, tasks, counts }: JobCase): readonly string[] | undefined {
  return (
    absentTasks ??
    listAbsent(
      tasks,
      counts,
      tasks.filter(({ state }) => state === 'active'),
    )
  );
}

function describeUnlooked(theCase: JobCase): readonly string[] {
  const { tasks, awaited = [] } = theCase;
  const waiting = tasks.filter((task) => task.state === 'active');
  const total = countWaitingTasks(theCase);
  const areKnown = findAbsent(theCase) !== undefined || listUnknown(waiting, [...tasks, ...awaited]).length === 0;
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

/** Checks whether a job's tasks wait for something that never comes, from their pool or from a task of the job. */
export function waitsInVain({ wait }: Explanation): boolean {
  return wait?.isCause === true && wait.reasons.some(({ id }) => inVain.some((check) => isOfCheck(id, check)));
}

function toTitle(job: string, { count: counted, total }: Pick<Waiting, 'count' | 'total'>, reason: string): string {
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

/** Explains a job whose tasks are all completed and that stays active, using up quota. */
export function explainIdle(theCase: JobCase): Draft | undefined {
  const { job, tasks, counts } = theCase;
  const isAnyLeft = counts !== undefined && counts.active + counts.running > 0;
  const done = !isAnyLeft && tasks.length > 0 && tasks.every((task) => task.state === 'completed');
  if (!done || job.state !== 'active') return undefined;
  return {
    category: 'other',
    title: l10n.t('All tasks in job {0} are done, but the job is still active', job.id),
    cause: l10n.t(
      "`onAllTasksComplete` is `{0}`, so the job is waiting for more tasks. Active jobs count against the account's quota.",
      toText(job.onAllTasksComplete ?? 'noaction'),
    ),
    evidence: [describeTaskCounts(theCase)],
    fixes: [
      {
        text: adviseTerminating(),
        property: ['onAllTasksComplete'],
        remedies: ['job.terminate'],
      },
    ],
    confidence: 'certain',
    identity: 'idle',
  };
}

/** Steps for a job that has nothing left to do. */
export function adviseTerminating(): string {
  return l10n.t('Terminate the job, or set `onAllTasksComplete` to `terminatejob`.');
}
