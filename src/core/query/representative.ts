import * as l10n from '@vscode/l10n';
import type { Cause, ExplainedFailure } from '../diagnosis/causes/causes.ts';
import type { Confidence, Explanation } from '../diagnosis/explanation/explanation.ts';
import { toKey } from '../model/resourceChain.ts';
import { hasRun } from '../model/task.ts';
import { continueAfterColon } from '../text/afterColon.ts';
import { formatNumber } from './numbers.ts';

const knownRanks: Readonly<Record<ExplainedFailure['known'], number>> = { log: 0, service: 1, alike: 2, unread: 3 };
const confidenceRanks: Readonly<Record<Confidence, number>> = { certain: 0, likely: 1, guess: 2 };

/** Failures of a cause that were looked into, and have one reason; the first is the example. */
export interface Reason {
  readonly failures: readonly [ExplainedFailure, ...ExplainedFailure[]];
}

/**
 * The failure that represents its cause: a node, pool or job before the tasks that failed with it; one whose log was read
 * before one of which only the service speaks, and this before one that ended alike; of these one with the most frequent
 * reason; the surest explanation; one that can run again before one whose job has ended; the first in time; then by id.
 * Undefined for a cause without failures.
 */
export function pickExplained({
  failures,
  example,
}: Pick<Cause, 'failures' | 'example'>): ExplainedFailure | undefined {
  if (example !== undefined) return example;
  let best: ExplainedFailure | undefined;
  let alike: ExplainedFailure[] = [];
  for (const failure of failures) {
    const order = best === undefined ? -1 : compareKnown(failure, best);
    if (order > 0) continue;
    if (order < 0) alike = [];
    alike.push(failure);
    best = failure;
  }
  return groupByReason(alike)[0]?.failures[0];
}

/**
 * The reasons of a cause, most frequent first, as the failures have them that speak for themselves, by their logs or by
 * what the service says beside an exit code; not those that another failure of the cause made fail. Several where these are
 * called differently and need different things.
 */
export function listReasons({ failures }: Pick<Cause, 'failures'>): readonly Reason[] {
  return groupByReason(failures.filter((failure) => failure.isFollowOn !== true && speaksForItself(failure)));
}

/** Whether a failure speaks for itself: by its log, or by what the service says, but for an exit code that many end with. */
export function speaksForItself({ failing, known }: ExplainedFailure): boolean {
  if (known === 'log') return true;
  return known === 'service' && !(failing.kind === 'task' && hasRun(failing.task));
}

/** Whether what helps the failure that represents a cause helps most of it, as far as that is known. */
export function hasMainReason(cause: Pick<Cause, 'failures'>): boolean {
  const [main, ...others] = listReasons(cause);
  const rest = others.reduce((sum, { failures }) => sum + failures.length, 0);
  return main === undefined || main.failures.length > rest;
}

/** How sure a cause is; undefined where its failures have several reasons, each of which is as sure as it is. */
export function findConfidence(cause: Cause): Confidence | undefined {
  return listReasons(cause).length > 1 ? undefined : pickExplained(cause)?.explanation.confidence;
}

function groupByReason(failures: readonly ExplainedFailure[]): readonly Reason[] {
  const groups = new Set<ExplainedFailure[]>();
  const bySaying = new Map<string, ExplainedFailure[]>();
  for (const failure of failures) {
    const [title, step] = toSayings(failure.explanation);
    // Things of one name, or with one need, have one reason.
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
/** In a word that names something, such as a file or an ID. */
const naming = /[\d./\\_"“”]/;

function maskNames(text: string): string {
  return text.replace(/\S+/g, (word) => (naming.test(word) ? '*' : word));
}

/** Why something failed and what is done first, no matter what failed. */
function toSayings(explanation: Explanation): Sayings {
  const known = allSayings.get(explanation);
  if (known !== undefined) return known;
  const { fingerprint, title, fixes } = explanation;
  const [fix] = fixes;
  // Whose failure it is comes before a colon.
  const why = maskNames(title.slice(title.indexOf(': ') + 1));
  const step = maskNames(fix?.ofSeveral ?? fix?.text ?? '');
  const sayings = [`${fingerprint}\n${why}`, `${fingerprint}\n\n${step}`] as const;
  allSayings.set(explanation, sayings);
  return sayings;
}

/** Whether the cause of a failure is its own: from its log or by what the service says, not since it ended like others. */
export function isLookedInto({ known }: Pick<ExplainedFailure, 'known'>): boolean {
  return known === 'log' || known === 'service';
}

/** The first step of a cause for all of its members; for how many it was found, where they have several reasons. */
export function findFirstStep(cause: Cause): string | undefined {
  return findStepFor(cause, cause.failures.length);
}

/** The same as it is said of `count` failures, such as those of several causes that it helps. */
export function findStepFor(cause: Cause, count: number): string | undefined {
  const [fix] = pickExplained(cause)?.explanation.fixes ?? [];
  const text = count > 1 ? (fix?.ofSeveral ?? fix?.text) : fix?.text;
  const reasons = listReasons(cause);
  if (reasons.length < 2 || text === undefined) return text;
  const counts = reasons.map(({ failures }) => failures.length);
  return l10n.t({
    message: 'For {count} of {checked} that were checked: {step}',
    args: {
      count: formatNumber(counts[0] ?? 0),
      checked: formatNumber(counts.reduce((sum, each) => sum + each, 0)),
      step: continueAfterColon(text),
    },
    comment: ['Failures; {step} is a sentence that says what to do'],
  });
}

function compare(one: ExplainedFailure, other: ExplainedFailure): number {
  return (
    compareKnown(one, other) ||
    confidenceRanks[one.explanation.confidence] - confidenceRanks[other.explanation.confidence] ||
    Number(isOfEndedJob(one)) - Number(isOfEndedJob(other)) ||
    compareEnds(one, other)
  );
}

/** By what it is and how its cause is known. */
function compareKnown(one: ExplainedFailure, other: ExplainedFailure): number {
  return (
    Number(one.failing.kind === 'task') - Number(other.failing.kind === 'task') ||
    knownRanks[one.known] - knownRanks[other.known]
  );
}

function isOfEndedJob({ failing }: ExplainedFailure): boolean {
  return failing.kind === 'task' && failing.job?.state === 'completed';
}

/** The first in time, of those at one time by id; failures without a time come last. */
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
