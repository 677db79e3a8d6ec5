import * as l10n from '@vscode/l10n';
import { findLastSuccess } from '../app/lists/lastSuccess.ts';
import { countLost } from '../app/lists/lostFiles.ts';
import { judgeCause, toCauseRow } from '../app/rows/failures/causeRows.ts';
import { foreseeRetry } from '../core/changes/retryOfCause.ts';
import type { Cause } from '../core/diagnosis/causes/causes.ts';
import { describeHelp, describeRecurrence } from '../core/failures/describeRecurrence.ts';
import { countFollowOn, isOfOwnRule, leaveOutFollowOn, toLastingFingerprint } from '../core/failures/failingKinds.ts';
import { isStartUnknown, isStillComing } from '../core/failures/ongoingFailures.ts';
import {
  countLookedInto,
  findConfidence,
  findDecisiveLine,
  findFirstStep,
  isLookedInto,
  pickExplained,
} from '../core/failures/representative.ts';
import { findResponsible, type Responsible } from '../core/failures/responsible.ts';
import { isUnread } from '../core/failures/unreadFailures.ts';
import { isMeasured, measureCost } from '../core/impact/causeCost.ts';
import { addCoreHours, type CoreHours, formatCoreHours } from '../core/impact/coreHours.ts';
import { listWaitingJobs } from '../core/impact/harm.ts';
import { toOwnId } from '../core/model/resource.ts';
import { renderText } from '../core/page/renderPage.ts';
import { withLabel } from '../core/text/label.ts';
import { joinParts, splitParts } from '../core/text/lists.ts';
import { escapeMarkdown, toCodeSpan } from '../core/text/markdown.ts';
import { plural } from '../core/text/plural.ts';
import { asCount, formatNumber } from '../core/words/numbers.ts';
import { formatTime } from '../core/words/times.ts';
import { bundles } from '../node/load.ts';
import type { AccountSnapshot } from '../service/store/accountStore.ts';
import { toProgramLine } from './commandOf.ts';
import type { Line } from './output.ts';
import type { Annotation } from './pipelineCommands.ts';

/** A cause in words, for all forms of output. */
export interface CauseText {
  readonly severity: Annotation['severity'];
  readonly title: string;
  readonly facts: readonly string[];
  /** The decisive line of a log of one of the failures, with its place. */
  readonly quote: string | undefined;
  /** The command that explains the cause; undefined if a part can't be typed safely in every shell. */
  readonly command: string | undefined;
}

interface Wording {
  /** The job to which the listed causes are limited. */
  readonly job: string | undefined;
  /** Options with which another command finds the account. */
  readonly ofAccount: Readonly<Record<string, string>>;
  readonly snapshot: AccountSnapshot;
  readonly now: Date;
}

/** Describes a cause. */
export function describeCause(cause: Cause, { job, ofAccount, snapshot, now }: Wording): CauseText {
  const ofJob: Readonly<Record<string, string>> = job === undefined || cause.cluster.kind !== 'task' ? {} : { job };
  const { label, description = '' } = toCauseRow(cause, { now });
  const { confidence, step } = findAdvice(cause);
  const isNotRead = isUnread(cause.cluster);
  // The row of unread logs starts with what a click on it does.
  const places = splitParts(description).slice(isNotRead ? 1 : 0);
  const facts = [
    joinParts(...places, formatCoreHours(measureCost(cause, now.getTime()))),
    confidence && bundles.diagnosis().describeConfidence(confidence),
    describeRecurrence(cause.recurrence).join(' '),
    cause.note && withLabel(l10n.t('Note'), cause.note),
    describeLookedInto(cause),
    describeLost(countLost(snapshot, cause)),
    describeLastSuccess(findLastSuccess(snapshot, cause)),
    step && withLabel(l10n.t('What to do'), [step, describeHelp(cause.recurrence)].filter(Boolean).join(' ')),
    describeRetry(cause),
    describeResponsible(cause),
  ];
  return {
    severity: judgeCause(cause),
    title: label,
    facts: facts.filter((fact): fact is string => fact !== undefined && fact !== ''),
    quote: findDecisiveLine(cause),
    command: isNotRead
      ? toProgramLine(['failures'], { ...(job === undefined ? {} : { job }), budget: 'none', ...ofAccount })
      : toProgramLine(['explain'], { ...ofJob, cause: toLastingFingerprint(cause.cluster), ...ofAccount }),
  };
}

/** Returns the confidence of a cause and the first step; empty for failures whose causes are unknown. */
function findAdvice(cause: Cause) {
  if (isUnread(cause.cluster)) return {};
  const explanation = pickExplained(cause)?.explanation;
  return { confidence: findConfidence(cause), step: findFirstStep(cause), explanation };
}

/** Describes who can mend a cause; undefined if that isn't known. */
function describeResponsible(cause: Cause): string | undefined {
  return responsibleNames[findResponsible(cause)]?.();
}

const responsibleNames: Readonly<Partial<Record<Responsible, () => string>>> = {
  program: () => l10n.t('Responsible: the program, its data, or its command.'),
  definition: () => l10n.t('Responsible: the definition of the task, job, or pool.'),
  azure: () => l10n.t('Responsible: Azure, with its capacity, quotas, and machines.'),
  elsewhere: () => l10n.t('Responsible: another host, a license, or the network.'),
};

/** Describes in a sentence what a retry would lead to; undefined for a cause of which that isn't known. */
function describeRetry(cause: Cause): string | undefined {
  const explanation = pickExplained(cause)?.explanation;
  const retry = isUnread(cause.cluster) ? undefined : foreseeRetry(cause);
  if (retry === undefined || explanation === undefined) return undefined;
  const { tasks, whyNot, change } = retry;
  const outcome = tasks === 0 ? whyNot : bundles.diagnosis().describeOutcome(explanation, tasks, change);
  return outcome && withLabel(l10n.t('If retried'), outcome);
}

/** Says how many failures were looked into, if that says anything; undefined if none has a known cause. */
function describeLookedInto({ cluster, failures }: Cause): string | undefined {
  const all = leaveOutFollowOn(failures);
  const looked = countLookedInto(all);
  if (isUnread(cluster) || looked === undefined) return undefined;
  if (looked === 0) return l10n.t('Checked: none of {all}.', { all: formatNumber(all.length) });
  return l10n.t('Checked: {looked} of {all}; the others ended the same way.', {
    looked: formatNumber(looked),
    all: formatNumber(all.length),
  });
}

/** Says when a task like those of a cause last succeeded; undefined if no such task is known. */
function describeLastSuccess(at: string | undefined): string | undefined {
  return at && l10n.t('Newest known success of such a task: {0}.', formatTime(at));
}

/** Says of how many tasks the logs are lost; empty if of none. */
function describeLost(count: number): string {
  return plural(count, {
    '=0': '',
    one: l10n.t(
      "The logs of {count} task can no longer be read: its node is gone or can't be reached.",
      asCount(count),
    ),
    other: l10n.t(
      "The logs of {count} tasks can no longer be read: their nodes are gone or can't be reached.",
      asCount(count),
    ),
  });
}

export function toLines({ title, facts, command }: CauseText): readonly Line[] {
  return [
    { text: '' },
    { text: title, look: 'strong' },
    ...facts.map((text) => ({ text, indent: 2 })),
    ...(command === undefined ? [] : [{ text: command, look: 'command', indent: 2, isWhole: true } as const]),
  ];
}

export function toMarkdown({ title, facts, quote, command }: CauseText): string {
  const codes = [quote, command].flatMap((code) => (code === undefined ? [] : toCodeSpan(code)));
  const lines = [...facts.map(renderText), ...codes];
  return [`### ${escapeMarkdown(title)}`, '', ...lines.map((line) => `- ${line}`)].join('\n');
}

export function toAnnotation({ severity, title, facts, quote, command }: CauseText): Annotation {
  return { severity, title, message: [...facts, quote, command].filter((line) => line !== undefined).join('\n') };
}

export function toCauseJson(cause: Cause, snapshot: AccountSnapshot, nowMs: number) {
  const { cluster, failures: all, isComplete, harm } = cause;
  const { confidence, step, explanation } = findAdvice(cause);
  const failing = pickExplained(cause)?.failing;
  return {
    fingerprint: toLastingFingerprint(cluster),
    title: cluster.title,
    category: cluster.category,
    code: explanation?.code,
    severity: judgeCause(cause),
    confidence,
    responsible: findResponsible(cause),
    count: leaveOutFollowOn(all).length,
    checked: leaveOutFollowOn(all).filter(isLookedInto).length,
    lostLogs: countLost(snapshot, cause),
    followOn: countFollowOn(all),
    waiting: harm.waiting.count,
    waitingJobs: listWaitingJobs(all.map((one) => one.failing)),
    missingNodes: harm.missing,
    coreHours: sumCoreHours([cause], nowMs),
    isComplete,
    isOngoing: isStillComing(cause, new Date(nowMs)),
    isOfOwnRule: isOfOwnRule(cluster.fingerprint),
    kind: failing?.kind,
    jobs: cluster.jobs,
    nodes: cluster.nodes,
    firstSeen: isStartUnknown(cause) ? undefined : cluster.firstSeen,
    lastSeen: cluster.lastSeen,
    lastSucceeded: findLastSuccess(snapshot, cause),
    ...toRecurrenceJson(cause),
    note: cause.note,
    why: cluster.why,
    firstStep: step,
    retry: toRetryJson(cause),
    example: failing && { ...failing.resource, id: toOwnId(failing.resource) },
  };
}

function toRecurrenceJson({ recurrence }: Cause) {
  if (recurrence === undefined) return {};
  const { state, since, first, times, gone, helped } = recurrence;
  const toJsonTime = (ms: number): string => new Date(ms).toISOString();
  return {
    state,
    since: toJsonTime(since),
    times,
    firstRemembered: toJsonTime(first),
    gone: gone && toJsonTime(gone),
    helped: helped && toJsonTime(helped),
  };
}

function toRetryJson(cause: Cause) {
  const retry = isUnread(cause.cluster) ? undefined : foreseeRetry(cause);
  if (retry === undefined) return undefined;
  const { tasks, change: needs = 'unknown', coreHours, longestMs } = retry;
  const longestSeconds = longestMs && Math.round(longestMs / 1000);
  return { tasks, needs, coreHours: toJsonHours(coreHours), longestSeconds };
}

/** Returns the cost of causes so far: VM cores multiplied by hours, of failed attempts and broken nodes. */
export function sumCoreHours(causes: readonly Cause[], nowMs: number) {
  const { hours, isComplete } = addCoreHours(causes.map((cause) => measureCost(cause, nowMs)));
  return toJsonHours({
    hours,
    isComplete: isComplete && causes.every((cause) => cause.isComplete && isMeasured(cause)),
  });
}

export function toJsonHours({ hours, isComplete }: CoreHours) {
  return { atLeast: Math.round(hours * 100) / 100, isComplete };
}
