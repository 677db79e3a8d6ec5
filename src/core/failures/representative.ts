import * as l10n from '@vscode/l10n';
import type { Cause, ExplainedFailure } from '../diagnosis/causes/causes.ts';
import { isOfFullDisk } from '../diagnosis/explanation/category.ts';
import type { Confidence, Explanation } from '../diagnosis/explanation/explanation.ts';
import { sum } from '../extremes.ts';
import { toKey, toOwnId } from '../model/resource.ts';
import { hasRun } from '../model/task.ts';
import { continueAfterColon } from '../text/afterColon.ts';
import { withLabel } from '../text/label.ts';
import { formatNumber } from '../words/numbers.ts';
import { leaveOutFollowOn } from './failingKinds.ts';
import { isUnread } from './unreadFailures.ts';

const knownRanks: Readonly<Record<ExplainedFailure['known'], number>> = { log: 0, service: 1, alike: 2, unread: 3 };
const confidenceRanks: Readonly<Record<Confidence, number>> = { certain: 0, likely: 1, guess: 2 };

/** Failures of a cause that were diagnosed individually and share a reason; the first is the example. */
export interface Reason {
  readonly failures: readonly [ExplainedFailure, ...ExplainedFailure[]];
}

/**
 * Picks the failure that represents its cause, never one that followed from another. Criteria, in order: a node, pool,
 * or job before the tasks that failed with it; a failure with a read log before one with only the service's data, and
 * both before one that only ended in the same way; the most frequent reason; the most confident explanation; an item
 * that can run again before one whose job has ended; the earliest; and finally by ID. Undefined for a cause without
 * failures.
 */
export function pickExplained({
  failures,
  example,
}: Pick<Cause, 'failures' | 'example'>): ExplainedFailure | undefined {
  if (example !== undefined) return example;
  let best: ExplainedFailure | undefined;
  let alike: ExplainedFailure[] = [];
  for (const failure of leaveOutFollowOn(failures)) {
    const order = best === undefined ? -1 : compareKnown(failure, best);
    if (order > 0) continue;
    if (order < 0) alike = [];
    alike.push(failure);
    best = failure;
  }
  return groupByReason(alike)[0]?.failures[0];
}

/**
 * Lists the reasons of a cause, most frequent first. Includes only failures that have their own evidence in logs or
 * service data beyond the exit code, and excludes follow-on failures. There are several reasons if failures have
 * different titles and need different steps.
 */
export function listCauseReasons({ failures }: Pick<Cause, 'failures'>): readonly Reason[] {
  return groupByReason(failures.filter((failure) => failure.isFollowOn !== true && speaksForItself(failure)));
}

/** Checks whether a failure has its own evidence: its log, or service data other than a common exit code. */
export function speaksForItself({ failing, known }: ExplainedFailure): boolean {
  if (known === 'log') return true;
  return known === 'service' && !(failing.kind === 'task' && hasRun(failing.task));
}

/** Checks whether the fix of the representative failure applies to most failures of its cause, as far as is known. */
export function hasMainReason(cause: Pick<Cause, 'failures'>): boolean {
  const [main, ...others] = listCauseReasons(cause);
  const rest = others.reduce((sum, { failures }) => sum + failures.length, 0);
  return main === undefined || main.failures.length > rest;
}

/** Returns the confidence in a cause; undefined if its failures have several reasons, each with its own confidence. */
export function findConfidence(cause: Cause): Confidence | undefined {
  const explanation = listCauseReasons(cause).length > 1 ? undefined : pickExplained(cause)?.explanation;
  return explanation && limitConfidence(cause, explanation);
}

/**
 * Returns the confidence that the explanation of one failure is right for all failures of its cause: a line in one log
 * proves nothing about tasks whose logs are lost or were not read.
 */
export function limitConfidence({ failures }: Pick<Cause, 'failures'>, explanation: Explanation): Confidence {
  const own = leaveOutFollowOn(failures);
  const isOfLog = explanation.evidence.some(({ isCause }) => isCause === true);
  const isUnseen = ({ failing, known }: ExplainedFailure): boolean =>
    failing.kind === 'task' && hasRun(failing.task) && known !== 'log';
  const isDoubtful = !own.some(isLookedInto) || (isOfLog && own.some(isUnseen));
  return isDoubtful && explanation.confidence === 'certain' ? 'likely' : explanation.confidence;
}

function groupByReason(failures: readonly ExplainedFailure[]): readonly Reason[] {
  const groups = new Set<ExplainedFailure[]>();
  const bySaying = new Map<string, ExplainedFailure[]>();
  for (const failure of failures) {
    const [title, step] = toSayings(failure.explanation);
    // Failures with the same title or the same step share a reason.
    const group = bySaying.get(title) ?? bySaying.get(step) ?? [];
    group.push(failure);
    groups.add(group);
    bySaying.set(title, group).set(step, group);
  }
  return [...groups]
    .flatMap((group): readonly Reason[] => {
      const [first, ...others] = group.toSorted(compare);
      return first === undefined ? [] : [{ failures: [first, ...others] }];
    })
    .sort(({ failures: one }, { failures: other }) => other.length - one.length || compare(one[0], other[0]));
}

type Sayings = readonly [title: string, step: string];
const allSayings = new WeakMap<Explanation, Sayings>();
const naming = /[\d./\\_"“”]/;

/** Masks the words of a text that may be names of files, modules, or items. */
export function maskNames(text: string): string {
  return text.replace(/\S+/g, (word) => (naming.test(word) ? '*' : word));
}

/** Returns the title and the first step without the name of the failed item. */
function toSayings(explanation: Explanation): Sayings {
  const known = allSayings.get(explanation);
  if (known !== undefined) return known;
  const { category, title, fixes } = explanation;
  // A full disk is one reason, in whichever words programs report it.
  const fingerprint = isOfFullDisk(category) ? category : explanation.fingerprint;
  const [fix] = fixes;
  // The text before the colon names the failed item.
  const why = maskNames(title.slice(title.indexOf(': ') + 1));
  const step = maskNames(fix?.ofSeveral ?? fix?.text ?? '');
  const sayings = [`${fingerprint}\n${why}`, `${fingerprint}\n\n${step}`] as const;
  allSayings.set(explanation, sayings);
  return sayings;
}

/** Checks whether a failure's cause comes from its own log or service data, not from similar failures. */
export function isLookedInto({ known }: Pick<ExplainedFailure, 'known'>): boolean {
  return known === 'log' || known === 'service';
}

/**
 * Counts the failures that were looked into; undefined if the number says nothing: if all were, or if there are no logs,
 * because no check distinguishes one failure from another then.
 */
export function countLookedInto(failures: readonly Pick<ExplainedFailure, 'known'>[]): number | undefined {
  const looked = failures.filter(isLookedInto).length;
  const lacksLogs = looked > 0 && !failures.some(({ known }) => known === 'log');
  return looked === failures.length || lacksLogs ? undefined : looked;
}

/** Counts the failures that belong to a cause only because they ended the same way as others that were looked into. */
export function countAssumed(causes: readonly Pick<Cause, 'cluster' | 'failures'>[]): number {
  const counts = causes.map(({ cluster, failures }) => {
    const all = leaveOutFollowOn(failures);
    const looked = isUnread(cluster) ? undefined : countLookedInto(all);
    return looked === undefined ? 0 : all.length - looked;
  });
  return sum(counts);
}

/**
 * Returns the first step for all failures of a cause; if there are several reasons, includes the number of failures
 * that it applies to.
 */
export function findFirstStep(cause: Cause): string | undefined {
  return findStepFor(cause, leaveOutFollowOn(cause.failures).length);
}

/** Returns the first step for `count` failures, such as those of several causes that it fixes. */
export function findStepFor(cause: Cause, count: number): string | undefined {
  const [fix] = pickExplained(cause)?.explanation.fixes ?? [];
  const text = count > 1 ? (fix?.ofSeveral ?? fix?.text) : fix?.text;
  return text === undefined ? undefined : sayForReason(cause, text);
}

/** Adds to a step against the main reason of a cause for how many failures it is, if there are other reasons. */
export function sayForReason(cause: Pick<Cause, 'failures'>, step: string): string {
  const reasons = listCauseReasons(cause);
  if (reasons.length < 2) return step;
  const counts = reasons.map(({ failures }) => failures.length);
  return l10n.t({
    message: 'For {count} of {checked} that were checked: {step}',
    args: {
      count: formatNumber(counts[0] ?? 0),
      checked: formatNumber(counts.reduce((sum, each) => sum + each, 0)),
      step: continueAfterColon(step),
    },
    comment: ['Failures; {step} is a sentence that says what to do'],
  });
}

/** Returns the decisive line of a log of the example, with its place; undefined if no line explains the cause. */
export function findDecisiveLine(cause: Cause): string | undefined {
  const example = isUnread(cause.cluster) ? undefined : pickExplained(cause);
  const line = example?.explanation.evidence.find(({ isCause }) => isCause === true);
  return example && line && withLabel(`${toOwnId(example.failing.resource)}, ${line.source}`, line.text);
}

function compare(one: ExplainedFailure, other: ExplainedFailure): number {
  return (
    compareKnown(one, other) ||
    confidenceRanks[one.explanation.confidence] - confidenceRanks[other.explanation.confidence] ||
    Number(isOfEndedJob(one)) - Number(isOfEndedJob(other)) ||
    compareEnds(one, other)
  );
}

/** Compares failures by kind and by the source of their cause. */
function compareKnown(one: ExplainedFailure, other: ExplainedFailure): number {
  return (
    Number(one.failing.kind === 'task') - Number(other.failing.kind === 'task') ||
    knownRanks[one.known] - knownRanks[other.known]
  );
}

function isOfEndedJob({ failing }: ExplainedFailure): boolean {
  return failing.kind === 'task' && failing.job?.state === 'completed';
}

/** Compares failures by time, then by ID; those without a time come last. */
function compareEnds({ failing: one }: ExplainedFailure, { failing: other }: ExplainedFailure): number {
  if (one.at !== other.at) {
    const [left, right] = [toMs(one.at), toMs(other.at)];
    if (left !== right) return left < right ? -1 : 1;
  }
  return toKey(one.resource) < toKey(other.resource) ? -1 : 1;
}

function toMs(at = ''): number {
  const ms = Date.parse(at);
  return Number.isNaN(ms) ? Number.POSITIVE_INFINITY : ms;
}
