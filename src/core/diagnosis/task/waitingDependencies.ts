import * as l10n from '@vscode/l10n';
import { planRetry } from '../../changes/taskPlans.ts';
import { groupBy } from '../../groupBy.ts';
import { findFailedExit, isFailed, type Task } from '../../model/task.ts';
import { type AroundWaits, isTooOld, judgeWaits } from '../../relations/blockedDependencies.ts';
import {
  blocksForGood,
  countDependencies,
  isDependency,
  listCircular,
  listPadded,
  maxReadDependencies,
} from '../../relations/taskDependencies.ts';
import { plural } from '../../text/plural.ts';
import { formatCount } from '../../words/count.ts';
import { asCount, formatNumber } from '../../words/numbers.ts';
import type { Fix } from '../explanation/explanation.ts';
import { describeRetries, isRetriedInVain, sayInVain } from '../explanation/retries.ts';
import { listSome, quoteWord } from '../explanation/sentences.ts';
import { explainContainer } from '../process/container.ts';
import { explainPreProcessing } from '../process/preProcessing.ts';
import type { TaskContext } from '../process/taskContext.ts';
import { retryOnly } from './jobFacts.ts';
import { explainSchedulingConstraint, findMismatches } from './schedulingConstraint.ts';
import { findEndingLimit } from './timeLimit.ts';
import { describeUsualDuration } from './usualDuration.ts';
import { checkPreparation } from './waitingJob.ts';
import { checkPool } from './waitingPool.ts';
import { sayTooOld, type WaitingCheck, type WaitingReason } from './waitingReason.ts';

/** Length of an ID range above which only its known tasks are checked, without looking for missing tasks. */
const maxRange = 1000;
const maxRanges = 500;
/** Maximum number of waiting dependencies that are checked for why they don't start. */
const maxHeld = 5;
const maxChain = 300;

/** Checks the dependencies of a task, both existing and missing ones. */
export function checkDependencies(context: TaskContext): readonly WaitingCheck[] {
  const failed = findDependencyReasons(context);
  const missing = findMissingReasons(context);
  const refusals = findRefusals(context);
  const behind = failed.length + missing.length + refusals.length > 0 ? refusals : findBehindReasons(context);
  const isBarred = missing.length + behind.length > 0;
  const isClear = context.task.dependsOn !== undefined && areDependenciesKnown(context) && !isBarred;
  const name = isClear ? l10n.t('the tasks it depends on') : undefined;
  const others = failed.length > 0 || isBarred ? failed : findUnfinished(context);
  // A missing or blocking dependency comes before a failed one, whose retry isn't enough (`judgeWaits`).
  return [
    { id: 'missing', reasons: missing },
    { id: 'behind', reasons: behind },
    { id: 'dependencies', name, reasons: others },
  ];
}

/** Checks whether every dependency of a task is known, or known not to exist. */
export function areDependenciesKnown({ task, siblings, absentTasks = [] }: TaskContext): boolean {
  if (countDependencies(task.dependsOn ?? {}) > maxReadDependencies) return siblings.length > 0;
  const byId = toById(siblings);
  const absent = new Set(absentTasks.map((id) => id.toLowerCase()));
  return toDependencyIds(task, byId).every((id) => byId.has(id.toLowerCase()) || absent.has(id.toLowerCase()));
}

function toById(tasks: readonly Task[]): ReadonlyMap<string, Task> {
  return new Map(tasks.map((task) => [task.id.toLowerCase(), task]));
}

/** Lists the tasks in `byId` that the task depends on. */
function listKnown({ task }: TaskContext, byId: ReadonlyMap<string, Task>): readonly Task[] {
  return toDependencyIds(task, byId).flatMap((id) => byId.get(id.toLowerCase()) ?? []);
}

/** Finds failed tasks that keep the task from starting, directly or through other waiting tasks. */
function findDependencyReasons(context: TaskContext): readonly WaitingReason[] {
  const byId = toById(context.siblings);
  const known = listKnown(context, byId);
  const blocking = known.filter(isBlockingFailure);
  const unfinished = known.filter(isUnfinished);
  if (blocking.length > 0) return [blocked(blocking, unfinished, context)];
  const roots = followChain(unfinished, byId).filter(isBlockingFailure);
  return roots.length > 0
    ? [blockedBehind(listBehind(unfinished, byId, isBlockingFailure), unfinished, roots, context)]
    : [];
}

/** Finds tasks whose success keeps the task from starting, directly or through other waiting tasks. */
function findRefusals(context: TaskContext): readonly WaitingReason[] {
  const byId = toById(context.siblings);
  const chain = followChain(listKnown(context, byId), byId);
  const refusing = chain.filter((task) => blocksForGood(task) && !isFailed(task));
  return refusing.length > 0 ? [refused(refusing)] : [];
}

/** Finds dependencies of the task, directly or through other waiting tasks, that its job does not have. */
function findMissingReasons(context: TaskContext): readonly WaitingReason[] {
  const absent = new Set((context.absentTasks ?? []).map((id) => id.toLowerCase()));
  if (absent.size === 0) return [];
  const byId = toById(context.siblings);
  const listMissing = (task: Task): readonly string[] =>
    toDependencyIds(task, byId).filter((id) => absent.has(id.toLowerCase()));
  const own = listMissing(context.task);
  const { task, siblings: others, pool, job, now } = context;
  const findBesides = (): readonly Task[] => {
    const waiting = [task, ...others.filter(({ id, state }) => id !== task.id && state === 'active')];
    return listBarredBesides([task], waiting, { others, pool, job, now });
  };
  if (own.length > 0) return [missingTasks(own, findBesides())];
  const unfinished = listKnown(context, byId).filter(isUnfinished);
  const behind = new Set(followChain(unfinished, byId).filter(isUnfinished).flatMap(listMissing));
  const through = listBehind(unfinished, byId, (one) => isUnfinished(one) && listMissing(one).length > 0);
  return behind.size > 0 ? [missingBehind(through, unfinished, [...behind], findBesides())] : [];
}

/** Finds dependencies, direct or not, that never start because they are too old or require too much of the pool. */
function findBehindReasons(context: TaskContext): readonly WaitingReason[] {
  const { task: own, job, pool, now } = context;
  const byId = toById([...context.siblings, own]);
  const unfinished = listKnown(context, byId).filter(isUnfinished);
  const waiting = followChain(unfinished, byId).filter(({ state }) => state === 'active');
  const roots = waiting.flatMap((task): readonly Barred[] => {
    const [mismatch] = pool === undefined ? [] : findMismatches(task, pool, job);
    if (isTooOld(task, now)) return [{ task, what: sayTooOld(), identity: 'too old' }];
    return mismatch === undefined ? [] : [{ task, what: mismatch.what, identity: mismatch.identity }];
  });
  const [first] = roots;
  return first === undefined
    ? findCircle(own, unfinished, waiting, byId)
    : [behindBarred(unfinished, [first, ...roots.slice(1)], byId)];
}

/** Finds a cycle of dependencies that contains the task or on which the task depends. */
function findCircle(
  own: Task,
  unfinished: readonly Task[],
  waiting: readonly Task[],
  byId: ReadonlyMap<string, Task>,
): readonly WaitingReason[] {
  const circular = listCircular(waiting);
  const first = waiting.find(({ id }) => circular.has(id) && listCircle(id, byId).length > 0);
  if (first === undefined) return [];
  const circle = listCircle(own.id, byId);
  return circle.length > 0 && own.state === 'active'
    ? [inCircle(unfinished, circle)]
    : [behindBarred(unfinished, [{ task: first, what: sayCircle(), identity: 'circle' }], byId)];
}

/**
 * Lists the tasks in a cycle with the task that has an ID: those that it depends on and that depend on it, directly or
 * not.
 */
function listCircle(id: string, byId: ReadonlyMap<string, Task>): readonly Task[] {
  const follow = (task: Task): readonly Task[] =>
    followChain(
      toDependencyIds(task, byId).flatMap((one) => byId.get(one.toLowerCase()) ?? []),
      byId,
    );
  const task = byId.get(id.toLowerCase());
  return task === undefined ? [] : follow(task).filter((other) => follow(other).includes(task));
}

/** A task that never starts, with the reason as a clause that follows its ID and a colon. */
interface Barred {
  readonly task: Task;
  readonly what: string;
  readonly identity: string;
  /** True if it may start without anyone, for example because a lost node comes back. */
  readonly mayEnd?: boolean;
}

function findUnfinished(context: TaskContext): readonly WaitingReason[] {
  const byId = toById(context.siblings);
  const unfinished = listKnown(context, byId).filter(isUnfinished);
  if (unfinished.length === 0) return [];
  const roots = followChain(unfinished, byId).filter(
    (task) => task.state === 'active' && !listKnown({ ...context, task }, byId).some(isUnfinished),
  );
  const held = roots.slice(0, maxHeld).flatMap((task): readonly Barred[] => {
    const reasons = findHolds({ ...context, task });
    const [first] = reasons;
    const mayEnd = reasons.some(({ endsBy }) => endsBy === 'either');
    // Tasks that only wait for their turn, or for what Batch does, start without anyone.
    const isHeld = reasons.every(({ endsBy, isRoom }) => (isRoom !== true || endsBy === 'user') && endsBy !== 'batch');
    return first !== undefined && isHeld ? [{ task, what: first.what, identity: first.identity, mayEnd }] : [];
  });
  const retried = followChain(unfinished, byId).filter((task) => isUnfinished(task) && isRetried(task));
  return [unfinishedReason(context, unfinished, held, retried)];
}

/** Lists the reasons, apart from the state of its job, why a task whose dependencies have succeeded doesn't start. */
function findHolds(context: TaskContext): readonly WaitingReason[] {
  return [checkPreparation(context), ...checkPool(context)].flatMap(({ reasons }) => reasons);
}

function isUnfinished({ state }: Task): boolean {
  return state !== 'completed';
}

/** Checks whether a task has failed before, so that it may fail again. */
function isRetried({ executionInfo }: Task): boolean {
  return (executionInfo?.retryCount ?? 0) > 0;
}

function isBlockingFailure(task: Task): boolean {
  return isFailed(task) && blocksForGood(task);
}

/** Returns the waiting tasks and those that they depend on, directly or indirectly. */
function followChain(waiting: readonly Task[], byId: ReadonlyMap<string, Task>): readonly Task[] {
  const seen = new Set(waiting);
  const queue = [...waiting];
  for (let next = queue.pop(); next !== undefined && seen.size < maxChain; next = queue.pop()) {
    for (const id of toDependencyIds(next, byId)) {
      const task = byId.get(id.toLowerCase());
      if (task === undefined || seen.has(task)) continue;
      seen.add(task);
      queue.push(task);
    }
  }
  return [...seen];
}

/** Lists the tasks that match or that depend, directly or indirectly, on one that does. */
function listBehind(
  tasks: readonly Task[],
  byId: ReadonlyMap<string, Task>,
  isRoot: (task: Task) => boolean,
): readonly Task[] {
  return tasks.filter((task) => followChain([task], byId).some(isRoot));
}

/** Lists dependency IDs; those of ranges with the leading zeros that known tasks have. */
function toDependencyIds({ dependsOn }: Task, known: ReadonlyMap<string, Task>): readonly string[] {
  const ofRanges = (dependsOn?.taskIdRanges ?? [])
    .slice(0, maxRanges)
    .flatMap(({ start, end }) =>
      end - start < maxRange
        ? Array.from({ length: Math.max(0, end - start + 1) }, (_, index) => findPadded(start + index, known))
        : [...known.keys()].filter(isDependency({ taskIdRanges: [{ start, end }] })),
    );
  return [...(dependsOn?.taskIds ?? []), ...ofRanges];
}

/** Returns the ID of a number in a range, as a known task has it. */
function findPadded(number: number, known: ReadonlyMap<string, Task>): string {
  return listPadded(number).find((id) => known.has(id)) ?? String(number);
}

function names(tasks: readonly { readonly id: string }[]): string {
  return listSome(tasks.map(({ id }) => id));
}

/** Describes failed tasks: `bake-1 (exit code 1), bake-2 (BlobNotFound)`. */
function describeFailed(tasks: readonly Task[]): string {
  return names(
    tasks.map(({ id, executionInfo: info }) => {
      const exitCode = findFailedExit(info);
      const code = info?.failureInfo?.code ?? '?';
      return { id: exitCode === undefined ? `${id} (${code})` : l10n.t('{0} (exit code {1})', id, exitCode) };
    }),
  );
}

/** Describes failed dependencies as a clause: the name of a single one, or the number of several. */
export function sayFailed(failed: readonly Task[], isComplete = true): string {
  return failed.length === 1
    ? l10n.t('the dependency {0} failed', quoteWord(names(failed)))
    : l10n.t('{0} dependencies failed', formatCount({ count: failed.length, isComplete }));
}

/** Steps that release the tasks waiting for failed ones, which are `tasks` as text. */
const releases = {
  retry: (tasks: string): Fix => ({
    text: l10n.t('Fix and retry what failed ({0}). The tasks waiting for it need no retry.', tasks),
    remedies: ['job.retryFailed'],
  }),
  correct: (tasks: string): Fix => ({
    text: l10n.t(
      'A retry of {0} would run the same definition: submit a corrected copy of it, and copies of the tasks waiting for it that depend on the new one.',
      tasks,
    ),
    remedies: ['task.resubmit'],
  }),
  copy: (tasks: string): Fix => ({
    text: l10n.t(
      "What failed ({0}) can't be retried: submit a copy of it, and copies of the tasks waiting for it that depend on the new one.",
      tasks,
    ),
    remedies: ['task.resubmit'],
  }),
};

/**
 * Advises retrying failed tasks or, if a retry would fail again or be refused, submitting copies of the failed tasks
 * and of the tasks that wait for them.
 */
function releaseFrom(failed: readonly Task[], context: TaskContext): readonly Fix[] {
  const byStep = groupBy(failed, (task): keyof typeof releases => {
    if (!planRetry(task, context.job).possible) return 'copy';
    return isDefinitionAtFault({ ...context, task }) ? 'correct' : 'retry';
  });
  return [...byStep].map(([step, tasks]) => ({
    ...releases[step](names(tasks)),
    ...(step === 'retry' ? retryOnly(tasks, context.counts) : {}),
  }));
}

/** Checks whether the service's own words show that a failed task fails again unless its definition is corrected. */
function isDefinitionAtFault(context: TaskContext): boolean {
  const explained = explainSchedulingConstraint(context) ?? explainPreProcessing(context) ?? explainContainer(context);
  return explained?.change === 'definition' || findEndingLimit(context) !== undefined;
}

function blocked(failed: readonly Task[], unfinished: readonly Task[], context: TaskContext): WaitingReason {
  return {
    category: 'conflict',
    what: sayFailed(failed),
    title: plural(failed.length, {
      '=1': l10n.t('A task that it depends on failed'),
      one: l10n.t('{count} task that it depends on failed', asCount(failed.length)),
      other: l10n.t('{count} tasks that it depends on failed', asCount(failed.length)),
    }),
    why: l10n.t(
      'It starts only after the tasks it depends on have succeeded, and these failed: {0}. It stays blocked until they are fixed.',
      describeFailed(failed),
    ),
    evidence: [
      { text: l10n.t('Failed: {0}', describeFailed(failed)), source: 'dependsOn' },
      unfinished.length === 0
        ? undefined
        : { text: l10n.t('Not finished: {0}', names(unfinished)), source: 'dependsOn' },
    ],
    endsBy: 'user',
    fixes: [...releaseFrom(failed, context), submitWithout()],
    confidence: 'certain',
    identity: 'dependency failed',
  };
}

function blockedBehind(
  waiting: readonly Task[],
  unfinished: readonly Task[],
  roots: readonly Task[],
  context: TaskContext,
): WaitingReason {
  return {
    category: 'conflict',
    what: l10n.t('a dependency is waiting for {0}, which failed', names(roots)),
    why: l10n.t(
      "It starts only after {0}, which can't start either. At the end of the chain, these failed: {1}.",
      names(waiting),
      describeFailed(roots),
    ),
    evidence: [
      { text: l10n.t('Not finished: {0}', names(unfinished)), source: 'dependsOn' },
      { text: l10n.t('Failed: {0}', describeFailed(roots)), source: 'dependsOn' },
    ],
    endsBy: 'user',
    fixes: releaseFrom(roots, context),
    confidence: 'certain',
    identity: 'dependency failed',
  };
}

/** Returns the reason for tasks that succeeded but whose exit conditions keep their dependents from starting. */
function refused(succeeded: readonly Task[]): WaitingReason {
  const tasks = names(succeeded);
  return {
    category: 'conflict',
    what: l10n.t('by its exit conditions, {tasks} blocks what depends on it', { tasks }),
    why: l10n.t(
      'What depends on {tasks} never starts, although it succeeded: `dependencyAction` is `block` for exit code 0.',
      { tasks },
    ),
    evidence: [],
    endsBy: 'user',
    fixes: [
      {
        text: l10n.t(
          'If it should run, delete {tasks} and add it again under the same ID without the block. If not, delete the task that waits.',
          { tasks },
        ),
        remedies: ['task.delete'],
      },
      submitWithout(),
    ],
    confidence: 'certain',
    identity: 'dependency refuses',
  };
}

function behindBarred(
  unfinished: readonly Task[],
  roots: readonly [Barred, ...Barred[]],
  byId: ReadonlyMap<string, Task>,
): WaitingReason {
  const [{ identity }] = roots;
  const said = sayBarred(roots);
  const waiting = listBehind(unfinished, byId, (one) => roots.some(({ task }) => task === one));
  return {
    category: 'conflict',
    what: l10n.t("a dependency, {0}, can't start", names(roots.map(({ task }) => task))),
    why: l10n.t("It starts only after {waiting} has succeeded, and that doesn't happen by itself. {reasons}.", {
      waiting: names(waiting),
      reasons: said,
    }),
    evidence: [
      { text: l10n.t('Not finished: {0}', names(unfinished)), source: 'dependsOn' },
      { text: l10n.t("Can't start: {0}", said), source: 'dependsOn' },
    ],
    endsBy: 'user',
    fixes: [explainFirst(roots[0].task), submitWithout()],
    confidence: 'certain',
    identity: `behind ${identity}`,
  };
}

function sayBarred(barred: readonly Barred[]): string {
  return listSome(barred.map(({ task, what }) => `${task.id}: ${what}`));
}

function explainFirst({ id }: Task): Fix {
  return {
    text: l10n.t("Explain {0} first: what waits for it can't start before it has succeeded.", id),
    ofSeveral: l10n.t(
      "Explain the tasks that they depend on first: what waits for them can't start before they have succeeded.",
    ),
  };
}

function sayCircle(): string {
  return l10n.t('dependencies form a circle');
}

function inCircle(unfinished: readonly Task[], circle: readonly Task[]): WaitingReason {
  const waiting = unfinished.filter((task) => circle.includes(task));
  return {
    category: 'conflict',
    what: sayCircle(),
    why: l10n.t(
      'It starts only after {waiting}, and that only after it: tasks that depend on each other never start. These do: {tasks}.',
      { waiting: names(waiting), tasks: names(circle) },
    ),
    evidence: [{ text: l10n.t('Not finished: {0}', names(unfinished)), source: 'dependsOn' }],
    endsBy: 'user',
    fixes: [
      {
        text: l10n.t(
          "Delete one of these tasks ({0}), and add it again with the same ID and without the dependency: a task's dependencies can't be changed.",
          names(circle),
        ),
        remedies: ['task.delete'],
      },
    ],
    confidence: 'certain',
    identity: 'dependency circle',
  };
}

/** Describes the progress of the tasks for which a task waits: `2 running, 1 waiting`. */
function describeProgress(tasks: readonly Task[]): string {
  const running = tasks.filter(({ state }) => state === 'running' || state === 'preparing').length;
  return l10n.t('Of these: {running} running, {waiting} waiting.', {
    running: formatNumber(running),
    waiting: formatNumber(tasks.length - running),
  });
}

function unfinishedReason(
  context: TaskContext,
  tasks: readonly Task[],
  held: readonly Barred[],
  retried: readonly Task[],
): WaitingReason {
  const [first] = held;
  const inVain = retried.find(isRetriedInVain);
  const isOfUser = inVain !== undefined || held.some(({ mayEnd }) => mayEnd !== true);
  const toExplain = first?.task ?? inVain;
  return {
    category: 'other',
    what:
      tasks.length === 1
        ? l10n.t("the dependency {0} isn't finished", quoteWord(names(tasks)))
        : l10n.t("{0} dependencies aren't finished", formatNumber(tasks.length)),
    why: l10n.t('It starts only after the tasks it depends on have succeeded. Not finished yet: {0}.', names(tasks)),
    evidence: [
      { text: l10n.t('Not finished: {0}', names(tasks)), source: 'dependsOn' },
      { text: describeProgress(tasks), source: 'dependsOn' },
      first === undefined
        ? describeUsualDuration(context)
        : { text: l10n.t("Can't start: {0}", sayBarred(held)), source: 'dependsOn' },
      ...retried.slice(0, maxHeld).map(({ id, executionInfo }) => {
        const said = describeRetries(executionInfo, undefined);
        return said && { ...said, source: `task ${id}` };
      }),
    ],
    endsBy: isOfUser ? 'user' : (first ?? retried[0]) ? 'either' : 'batch',
    when: inVain && sayInVain(),
    fixes: [
      toExplain === undefined
        ? { text: l10n.t("Wait for them, or check why they aren't finishing.") }
        : explainFirst(toExplain),
    ],
    remedies: [],
    confidence: 'certain',
    identity: 'dependency unfinished',
  };
}

function missingTasks(ids: readonly string[], besides: readonly Task[]): WaitingReason {
  const list = names(ids.map((id) => ({ id })));
  return {
    ...toMissing(list),
    why: l10n.t(
      'It starts only after the tasks it depends on have succeeded, but the job has no tasks with these IDs: {0}. It waits until they are added and succeed.',
      list,
    ),
    fixes: [adviseAdding(ids, besides), submitWithout()],
  };
}

function submitWithout(): Fix {
  return {
    text: l10n.t('If the task does not need them, submit a copy of it without this dependency.'),
    property: ['dependsOn'],
    remedies: ['task.resubmit'],
  };
}

function missingBehind(
  waiting: readonly Task[],
  unfinished: readonly Task[],
  ids: readonly string[],
  besides: readonly Task[],
): WaitingReason {
  const list = names(ids.map((id) => ({ id })));
  const missing = toMissing(list);
  return {
    ...missing,
    why: l10n.t(
      "It starts only after {waiting}, which can't start either. At the end of the chain, the job has no tasks with these IDs: {missing}.",
      { waiting: names(waiting), missing: list },
    ),
    evidence: [{ text: l10n.t('Not finished: {0}', names(unfinished)), source: 'dependsOn' }, ...missing.evidence],
    fixes: [adviseAdding(ids, besides)],
  };
}

function toMissing(list: string): Omit<WaitingReason, 'why' | 'fixes'> {
  return {
    category: 'conflict',
    what: l10n.t('a dependency is not in the job'),
    evidence: [{ text: l10n.t('Not in the job: {0}', list), source: 'dependsOn' }],
    endsBy: 'user',
    confidence: 'certain',
    identity: 'dependency missing',
  };
}

/** Lists the members, some of the waiting tasks, that never start even if no dependency is missing. */
export function listBarredBesides(
  members: readonly Task[],
  waiting: readonly Task[],
  around: Omit<AroundWaits, 'absent'>,
): readonly Task[] {
  const barred = new Set(judgeWaits(waiting, around).flatMap(({ bar, tasks }) => (bar === undefined ? [] : tasks)));
  return members.filter((task) => barred.has(task));
}

/** Advises adding the tasks with these IDs, which their job lacks; `besides` wait for it and for something else. */
export function adviseAdding(ids: readonly string[], besides: readonly Task[]): Fix {
  const missing = names(ids.map((id) => ({ id })));
  return {
    text:
      besides.length === 0
        ? l10n.t('Add {0} to the job. What waits for that needs no change.', missing)
        : l10n.t("Add {missing} to the job. That alone isn't enough for {others}.", {
            missing,
            others: names(besides),
          }),
    ofSeveral: l10n.t('Add to each job the tasks on which its waiting tasks depend.'),
  };
}
