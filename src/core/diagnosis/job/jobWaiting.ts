import * as l10n from '@vscode/l10n';
import { isOver } from '../../model/job.ts';
import { isFailed, type Task } from '../../model/task.ts';
import { toText } from '../../model/words.ts';
import { type Count, formatCount } from '../../query/count.ts';
import { asCount, formatNumber } from '../../query/numbers.ts';
import { compareAge, findTypical, listAbsent, listHeld } from '../../query/waitsInVain.ts';
import { continueAfterColon } from '../../text/afterColon.ts';
import { plural } from '../../text/plural.ts';
import { explainTaskEvidence } from '../explainTask.ts';
import type { Draft } from '../explanation/draft.ts';
import type { Explanation, Reason, Wait } from '../explanation/explanation.ts';
import { withoutPlace } from '../explanation/instruction.ts';
import { withoutSubject } from '../explanation/sentences.ts';
import { type CheckId, isOfCheck } from '../task/waitingReason.ts';
import { describeTaskCounts, isRunning, type JobCase } from './jobCase.ts';

interface Waiting {
  /** Whether others run. */
  readonly isBeside: boolean;
  /** The oldest of the tasks that wait for others, or of those that do not, whichever are more. */
  readonly first: Task;
  /** How many wait, as far as they are known. */
  readonly count: number;
  readonly explanation: Explanation;
}

/** Tasks that wait in vain while others run. */
interface Held {
  /** The oldest of them. */
  readonly first: Task;
  /** How many there are. */
  readonly count: Count;
  /** What keeps the first one. */
  readonly reasons: readonly Reason[];
}

/** Why most waiting tasks wait, by the first of them; undefined where none waits. */
function findWaiting(theCase: JobCase): Waiting | undefined {
  const { tasks } = theCase;
  const waiting = tasks.filter((task) => task.state === 'active');
  const first = findTypical(waiting);
  if (first === undefined) return undefined;
  const absentTasks = listAbsent(tasks, theCase.counts, waiting);
  const explanation = explainTaskEvidence({ ...theCase, task: first, siblings: tasks, absentTasks });
  return { isBeside: areAnyRunning(theCase), first, count: countWaitingTasks(theCase), explanation };
}

/**
 * The tasks that wait for others that failed, or that the job does not have, while some run: these do not show that they
 * wait in vain. Undefined where none does.
 */
function findHeld(theCase: JobCase): Held | undefined {
  const { tasks, counts } = theCase;
  const waiting = tasks.filter((task) => task.state === 'active').sort(compareAge);
  const absentTasks = listAbsent(tasks, counts, waiting);
  const failed = [...tasks, ...listTasksOf(theCase.causes)].filter(isFailed);
  const held = listHeld(waiting, { failed, absent: absentTasks });
  for (const first of waiting.filter(({ id }) => held.has(id))) {
    const explanation = explainTaskEvidence({ ...theCase, task: first, siblings: tasks, absentTasks });
    const reasons = explanation.wait?.reasons.filter(({ id, endsBy }) => endsBy === 'user' && isOfDependency(id)) ?? [];
    const isComplete = waiting.length >= (counts?.active ?? 0);
    if (reasons.length > 0) return { first, count: { count: held.size, isComplete }, reasons };
  }
  return undefined;
}

function isOfDependency(reasonId: string): boolean {
  return isOfCheck(reasonId, 'dependencies') || isOfCheck(reasonId, 'missing');
}

function listTasksOf(causes: JobCase['causes'] = []): readonly Task[] {
  const all = causes.flatMap(({ failures }) => failures);
  return all.flatMap(({ failing }) => (failing.kind === 'task' ? [failing.task] : []));
}

function areAnyRunning({ tasks, counts }: JobCase): boolean {
  return tasks.some(isRunning) || (counts?.running ?? 0) > 0;
}

/** How many tasks wait, as far as they are known. */
export function countWaitingTasks({ tasks, counts }: Pick<JobCase, 'tasks' | 'counts'>): number {
  return Math.max(tasks.filter((task) => task.state === 'active').length, counts?.active ?? 0);
}

function toLead({ isBeside, first: { id: task }, count }: Waiting): string {
  if (isBeside)
    return plural(count, {
      '=1': l10n.t("Task {task} is waiting while others run. Here's what keeps it from starting.", { task }),
      one: l10n.t("{count} task is waiting while others run. Here's what keeps {task} from starting.", {
        ...asCount(count),
        task,
      }),
      other: l10n.t(
        "{count} tasks are waiting while others run. Here's what keeps the first of them, {task}, from starting.",
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
      "{count} tasks are waiting, and no tasks are running. Here's what keeps the first of them, {task}, from starting.",
      {
        ...asCount(count),
        task,
      },
    ),
  });
}

function toHeldLead({ first: { id: task }, count: held }: Held): string {
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

/** The draft with what else keeps the tasks of the job from starting, beside the check that it covers itself. */
export function withOtherReasons(theCase: JobCase, draft: Draft, covered: CheckId | undefined): Draft {
  if (isOver(theCase.job) || draft.wait !== undefined) return draft;
  const wait = areAnyRunning(theCase) ? toHeldWait(findHeld(theCase)) : toOtherWait(findWaiting(theCase), covered);
  if (wait === undefined) return draft;
  return {
    ...draft,
    wait,
    evidence: [...(draft.evidence ?? []), ...wait.reasons.flatMap(({ evidence }) => evidence)],
    fixes: [...(draft.fixes ?? []), ...wait.reasons.flatMap(({ fixes }) => fixes)],
  };
}

function toOtherWait(waiting: Waiting | undefined, covered: CheckId | undefined): Wait | undefined {
  const wait = waiting?.explanation.wait;
  const reasons = wait?.reasons.filter(({ id }) => covered === undefined || !isOfCheck(id, covered)) ?? [];
  if (waiting === undefined || wait === undefined || reasons.length === 0) return undefined;
  return {
    title:
      covered === undefined
        ? l10n.t('What keeps its tasks from starting')
        : l10n.t('What else keeps its tasks from starting'),
    lead: toLead(waiting),
    isCause: false,
    reasons: reasons.map(withoutPlaces),
    checked: wait.checked,
    taskId: waiting.first.id,
  };
}

function toHeldWait(held: Held | undefined): Wait | undefined {
  return (
    held && {
      title: l10n.t('What keeps some of its tasks from starting'),
      lead: toHeldLead(held),
      isCause: false,
      reasons: held.reasons.map(withoutPlaces),
      checked: [],
      taskId: held.first.id,
    }
  );
}

/** Tasks wait and none runs: explained by what most of them wait for. */
export function explainWaitingTasks(theCase: JobCase): Draft | undefined {
  const waiting = areAnyRunning(theCase) ? undefined : findWaiting(theCase);
  return waiting && draftWaiting(theCase, waiting);
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

/** Why tasks wait beside others that run, if it is by `isSo` of the ids of the reasons to be said of the job. */
function explainBeside(theCase: JobCase, isSo: (ids: readonly string[]) => boolean): Draft | undefined {
  const waiting = theCase.job.state === 'active' && areAnyRunning(theCase) ? findWaiting(theCase) : undefined;
  const ids = waiting?.explanation.wait?.reasons.map(({ id }) => id) ?? [];
  return waiting !== undefined && isSo(ids) ? draftWaiting(theCase, waiting) : undefined;
}

function draftWaiting(theCase: JobCase, waiting: Waiting): Draft {
  const { job } = theCase;
  const { first, count, explanation } = waiting;
  const { wait } = explanation;
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
        : toTitle(job.id, count, withoutSubject(explanation.title, [first.id])),
    cause:
      count === 1
        ? explanation.cause
        : l10n.t(
            '{0} tasks are waiting. For the first one: {1}',
            formatNumber(count),
            continueAfterColon(explanation.cause),
          ),
    evidence: [describeTaskCounts(theCase), ...explanation.evidence],
    fixes: explanation.fixes.map(withoutPlace),
    remedies: explanation.remedies,
    confidence: explanation.confidence,
    stopsWork: !waiting.isBeside && wait?.isCause === true && wait.reasons.every(({ endsBy }) => endsBy === 'user'),
    identity: explanation.fingerprint,
  };
}

const inVain: readonly CheckId[] = ['offer', 'missing', 'pool', 'target'];

/** Whether an explanation of a job says that its tasks wait for what never comes: from their pool, or as a task of the job. */
export function waitsInVain({ wait }: Explanation): boolean {
  return wait?.isCause === true && wait.reasons.some(({ id }) => inVain.some((check) => isOfCheck(id, check)));
}

function toTitle(job: string, count: number, reason: string): string {
  return plural(count, {
    one: l10n.t('{count} task in job {job} is waiting: {reason}', { ...asCount(count), job, reason }),
    other: l10n.t('{count} tasks in job {job} are waiting: {reason}', { ...asCount(count), job, reason }),
  });
}

/** All tasks are done and the job stays active, using up quota. */
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
        text: l10n.t('Terminate the job, or set `onAllTasksComplete` to `terminatejob`.'),
        property: ['onAllTasksComplete'],
        remedies: ['job.terminate'],
      },
    ],
    confidence: 'certain',
    identity: 'idle',
  };
}
