import { findLargest } from '../../extremes.ts';
import { measureHarm } from '../../impact/harm.ts';
import { sortByHarm } from '../../impact/harmOrder.ts';
import { hasRun, type Task } from '../../model/task.ts';
import type { Work } from '../../work.ts';
import {
  type Cause,
  clusterSamples,
  groupSamples,
  type Sample,
  toCause,
  toFailures,
  toOccurrence,
} from '../causes/causes.ts';
import { isBareExitCode } from '../causes/clusterFailure.ts';
import type { FailedTask, Failing, FailingKind, FindInspection, Logs } from '../causes/failing.ts';
import { toUnreadCluster } from '../clusterFailures.ts';
import type { Explanation } from '../explanation/explanation.ts';
import { waitsInVain } from '../job/jobWaiting.ts';
import { joinAlikeNodes } from './alikeNodes.ts';
import { FailureExplainer } from './failureExplainer.ts';
import {
  chooseMembers,
  countToRead,
  countUnread,
  enoughOfMany,
  few,
  isDecisive,
  type ReadLimits,
  splitByJob,
  type TaskKind,
  toTaskKinds,
} from './kinds.ts';

/** The causes of the failures of an account. */
export interface ExplainedCauses {
  /** Causes by harm, greatest first. Unknown causes come last. */
  readonly causes: readonly Cause[];
  /** Failed tasks whose logs or details are more informative, in the order in which to read them. */
  readonly toRead: readonly FailedTask[];
  /** Number of tasks of these causes whose logs would be more informative and are not read automatically. */
  readonly unread: number;
}

/** Limits for automatic reads, so that opening an account does not keep the service busy. */
const automatic: ReadLimits = { ofAccount: 100, ofKind: few, ofWhole: few, ofAlike: enoughOfMany };
/**
 * Limits for callers that want every task's own cause. If a hundred of a large kind agree, with 95 % confidence at most
 * 3 % of the others have another cause.
 */
const thorough: ReadLimits = { ofAccount: Infinity, ofKind: Infinity, ofWhole: 1000, ofAlike: 100 };
/** Number of additional tasks that are read each time the user requests it. */
const further = 100;
/** Number of tasks that represent a kind before any of its tasks has been read, so that their titles show a pattern. */
const unreadSamples = 3;
const noLogs: Logs = {};

/**
 * Finds the causes of the failures of an account. Thousands of tasks may have ended in the same way, according to the
 * service. A few of them are read, and if these agree, the others are assumed to have failed for the same reason.
 */
export class CauseExplainer {
  readonly #find: FindInspection;
  readonly #explainer = new FailureExplainer();
  /** Explanations of read tasks, which may no longer exist, by the tasks that were assumed to be like them. */
  readonly #alike = new WeakMap<Task, Explanation>();
  #reach = automatic;

  /** Creates an explainer; `find` returns the inspection of a task. */
  constructor(find: FindInspection) {
    this.#find = find;
  }

  /** Allows a hundred more tasks to be read. */
  widen(): void {
    const { ofAccount, ofKind, ofWhole, ofAlike } = this.#reach;
    const limits = { ofAccount: ofAccount + further, ofKind: ofKind + further, ofWhole: ofWhole + further, ofAlike };
    if (this.#reach !== thorough) this.#reach = limits;
  }

  /** Allows the logs of all tasks to be read, except those of large kinds of which a hundred agree. */
  widenToAll(): void {
    this.#reach = thorough;
  }

  /** Reads no more logs by itself than at first. */
  narrow(): void {
    this.#reach = automatic;
  }

  /**
   * Returns the causes of all of `failing`, which must be of one account. There may be more failures of the kinds in
   * `unknown`. Forgets earlier failures that are not in `failing`.
   */
  *explain(failing: readonly Failing[], unknown: ReadonlySet<FailingKind> = new Set()): Work<ExplainedCauses> {
    const kinds = toTaskKinds(failing.filter(isTask), toBrokenNodes(failing), this.#find);
    yield;
    let own: Sample[] = [];
    const samples = new Map<FailedTask, Sample>();
    for (const one of failing) {
      if (isTask(one)) continue;
      const sample = this.#explain(one);
      // Most jobs without a running task are only waiting their turn.
      const isTurn = one.kind === 'job' && one.waiting !== undefined && !waitsInVain(sample.failure.explanation);
      if (!isTurn) own.push(sample);
      yield;
    }
    own = joinAlikeNodes(own);
    for (const { read } of kinds) {
      for (const member of read) {
        samples.set(member, this.#explain(member));
        yield;
      }
    }
    const reach = this.#reach;
    const judged = judgeKinds(kinds, findClusters([...own, ...samples.values()], samples), reach);
    yield;
    const toRead = chooseToRead(judged, reach);
    const unread: Sample[] = [];
    let doubtful = 0;
    for (const whole of judged) {
      const known = this.#findKnown(whole, samples);
      if (known !== undefined) own.push(known);
      const one = known === undefined ? whole : { ...whole, kind: omit(whole.kind, known) };
      const { kind, isSettled } = one;
      const unexplained = this.#findUnexplained(one);
      if (unexplained !== undefined) unread.push(unexplained);
      else if (!isSettled) doubtful += countUnread(kind);
      const inspected =
        unexplained === undefined ? kind : { ...kind, members: kind.members.filter((one) => kind.tried.has(one)) };
      for (const each of yield* this.#toSamples(inspected, isSettled, samples)) own.push(each);
    }
    this.#explainer.forgetOthers();
    // Failures with an unknown cause may have one of these causes.
    const open = unread.length === 0 ? unknown : new Set<FailingKind>([...unknown, 'task']);
    const causes = (yield* toCauses(own)).map((cause) => ({ ...cause, isComplete: !hasAny(cause, open) }));
    return {
      causes: sortByHarm([...causes, ...toUnreadCause(unread, !unknown.has('task'))]),
      toRead,
      unread: Math.max(0, doubtful - toRead.length),
    };
  }

  /**
   * Returns a cause for unread tasks that were assumed to be like read ones, if too few of the read ones are left to
   * represent them, for example after a retry. Undefined if there are no such tasks, or if later reads contradict the
   * assumption.
   */
  #findKnown({ kind, agree, isSettled }: JudgedKind, samples: ReadonlyMap<FailedTask, Sample>): Sample | undefined {
    const read = kind.read[0] && samples.get(kind.read[0])?.failure.explanation;
    if (isSettled) {
      if (read !== undefined) for (const { task } of kind.members) this.#alike.set(task, read);
      return undefined;
    }
    const known = kind.members.filter((member) => !kind.tried.has(member) && this.#alike.has(member.task));
    const [failing, ...alike] = known;
    const explanation = failing && this.#alike.get(failing.task);
    const isDoubted = !agree || (read !== undefined && read.fingerprint !== explanation?.fingerprint);
    if (failing === undefined || explanation === undefined || isDoubted) return undefined;
    return { failure: { failing, explanation, known: 'alike' }, alike };
  }

  /**
   * Returns a cause for tasks that were not read and that no other tasks represent, based on the few known facts about
   * the first one. The usual meaning of an exit code is a cause only if the logs can't be read. Undefined if there are
   * no such tasks.
   */
  #findUnexplained({ kind, isSettled, isMixed }: JudgedKind): Sample | undefined {
    if (isSettled) return undefined;
    const [first, ...alike] = kind.members.filter((member) => !kind.tried.has(member));
    if (first === undefined || !hasRun(first.task)) return undefined;
    const { failure } = this.#explain(first);
    const isInVain = kind.read.length === 0 && kind.tried.size > 0;
    return isInVain && !isBareExitCode(failure.explanation) && !isMixed
      ? undefined
      : { failure: { ...failure, known: 'unread' }, alike };
  }

  /** Creates samples of the read tasks. The others join the first sample if assumed alike, or get their own. */
  *#toSamples(kind: TaskKind, isAlike: boolean, samples: ReadonlyMap<FailedTask, Sample>): Work<readonly Sample[]> {
    const read = kind.read.flatMap((member) => samples.get(member) ?? []);
    const readMembers = new Set(kind.read);
    const others = kind.members.filter((member) => !readMembers.has(member));
    const [first, ...more] = read;
    if (isAlike && first !== undefined) return [{ ...first, alike: others }, ...more];
    const shown = chooseMembers({ members: others, read: [], tried: new Set() }, unreadSamples);
    const samplesOfOthers: Sample[] = [];
    for (const member of shown) {
      samplesOfOthers.push(this.#explain(member));
      yield;
    }
    const [sample, ...beside] = samplesOfOthers;
    const shownSet = new Set(shown);
    const alike = others.filter((member) => !shownSet.has(member));
    return sample === undefined ? read : [...read, { ...sample, alike }, ...beside];
  }

  #explain(failing: Failing): Sample {
    const finding = isTask(failing) ? this.#find(failing) : undefined;
    const logs = finding?.logs ?? noLogs;
    const explained = isTask(failing) && finding?.isConclusive === true ? { ...failing, task: finding.task } : failing;
    const explanation = this.#explainer.explain(explained, logs);
    const isRead =
      logs.stdout !== undefined ||
      logs.stderr !== undefined ||
      (failing.kind === 'node' && failing.startLogs !== undefined);
    const known = isRead ? 'log' : 'service';
    return { failure: { failing, explanation, known }, alike: [] };
  }
}

function omit(kind: TaskKind, { failure, alike }: Sample): TaskKind {
  const omitted = new Set<Failing>([failure.failing, ...alike]);
  return { ...kind, members: kind.members.filter((member) => !omitted.has(member)) };
}

function findClusters(
  all: readonly Sample[],
  samples: ReadonlyMap<FailedTask, Sample>,
): ReadonlyMap<FailedTask, number> {
  if (samples.size === 0) return new Map();
  const members = new Map([...samples].map(([member, sample]) => [sample, member]));
  const found = new Map<FailedTask, number>();
  for (const [index, ofCluster] of groupSamples(all).entries()) {
    for (const sample of ofCluster) {
      const member = members.get(sample);
      if (member !== undefined) found.set(member, index);
    }
  }
  return found;
}

function* toCauses(samples: readonly Sample[]): Work<readonly Cause[]> {
  const causes: Cause[] = [];
  for (const cluster of clusterSamples(samples)) {
    yield;
    const cause = toCause(cluster);
    if (cause !== undefined) causes.push(cause);
  }
  return causes;
}

/** Groups all failures with unknown causes; empty if there are none. */
function toUnreadCause(samples: readonly Sample[], isComplete: boolean): readonly Cause[] {
  const accountId = samples[0]?.failure.failing.resource.accountId;
  if (accountId === undefined) return [];
  const failing = samples.flatMap(({ failure, alike }) => [failure.failing, ...alike]);
  const cluster = toUnreadCluster(failing.map(toOccurrence));
  const failures = toFailures(samples, 'unread');
  return [{ accountId, cluster, failures, isComplete, harm: measureHarm(failing) }];
}

function hasAny({ failures }: Cause, kinds: ReadonlySet<FailingKind>): boolean {
  return kinds.size > 0 && failures.some(({ failing }) => kinds.has(failing.kind));
}

function isTask(failing: Failing): failing is FailedTask {
  return failing.kind === 'task';
}

function toBrokenNodes(failing: readonly Failing[]): ReadonlySet<string> {
  return new Set(failing.flatMap((one) => (one.kind === 'node' ? [one.node.id] : [])));
}

interface JudgedKind {
  readonly kind: TaskKind;
  /** True if all tasks that were read have the same cause. */
  readonly agree: boolean;
  /** True if the tasks that were read represent the others. In a thorough look, all that may be read were. */
  readonly isSettled: boolean;
  /** True if tasks of other jobs that ended in the same way have several causes. */
  readonly isMixed: boolean;
}

/** Evaluates the kinds of failed tasks, for each job if a kind's tasks had several causes or could not be read. */
function judgeKinds(
  kinds: readonly TaskKind[],
  clusters: ReadonlyMap<FailedTask, number>,
  reach: ReadLimits,
): readonly JudgedKind[] {
  const judge = (kind: TaskKind, isMixed: boolean): JudgedKind => {
    const agree = new Set(kind.read.map((member) => clusters.get(member))).size <= 1;
    const isRead = reach !== thorough || countToRead(kind, agree, reach) === 0;
    return { kind, agree, isSettled: agree && isDecisive(kind) && isRead, isMixed };
  };
  return kinds.flatMap((one) => {
    const judged = judge(one, false);
    const { kind, agree } = judged;
    if (kind.read.length === 0 || (agree && (isDecisive(kind) || countToRead(kind, agree, reach) > 0))) return [judged];
    return splitByJob(kind).map((ofJob) => judge(ofJob, !agree));
  });
}

/** Chooses one task of each kind in turn, starting with the largest kinds. */
function chooseToRead(judged: readonly JudgedKind[], reach: ReadLimits): readonly FailedTask[] {
  const limit = reach.ofAccount - judged.reduce((sum, { kind }) => sum + kind.tried.size, 0);
  if (limit <= 0) return [];
  const choices = judged
    .map(({ kind, agree }) => ({ kind, count: Math.min(limit, countToRead(kind, agree, reach)) }))
    .filter(({ count }) => count > 0)
    .sort((one, other) => other.kind.members.length - one.kind.members.length)
    .slice(0, limit)
    .map(({ kind, count }) => chooseMembers(kind, count));
  const most = findLargest(
    choices.map(({ length }) => length),
    0,
  );
  const rounds = Array.from({ length: most }, (_, round) => choices.flatMap((choice) => choice[round] ?? []));
  return rounds.flat().slice(0, limit);
}
