import * as l10n from '@vscode/l10n';
import type { Cause, ExplainedFailure } from '../../../core/diagnosis/causes/causes.ts';
import type { Failing } from '../../../core/diagnosis/causes/failing.ts';
import { isNews } from '../../../core/failures/describeRecurrence.ts';
import { concernsJob, findJobId, findPoolId, narrowCause } from '../../../core/failures/narrowCause.ts';
import { sortByHarm } from '../../../core/impact/harmOrder.ts';
import { readMember } from '../../../core/model/readMember.ts';
import { toOwnId } from '../../../core/model/resource.ts';
import { findKnownState } from '../../../core/model/states.ts';
import { listPlain } from '../../../core/text/lists.ts';
import { plural } from '../../../core/text/plural.ts';
import { hourMs, toDurationWords } from '../../../core/words/durations.ts';
import { asCount } from '../../../core/words/numbers.ts';
import type { State } from '../../ports.ts';

type ValueTerm =
  | { readonly kind: 'job' | 'pool' | 'category' | 'text'; readonly value: string }
  | { readonly kind: 'exitCode'; readonly code: number }
  | { readonly kind: 'state'; readonly state: string }
  | { readonly kind: 'cause'; readonly fingerprint: string; readonly title: string };

/** A property that displayed failures must have. */
export type FilterTerm =
  | { readonly kind: 'new' }
  /** Has a cause that was never seen before, or that had gone and has come again. */
  | { readonly kind: 'news' }
  | { readonly kind: 'since'; readonly hours: number }
  /** Age of a task, or of a failed job, pool, or node, since its creation. */
  | { readonly kind: 'created'; readonly hours: number }
  | ValueTerm
  | { readonly kind: 'not'; readonly term: ValueTerm };

/**
 * A set of terms. A failure passes if it matches at least one term of each kind and has no excluded property. Without
 * terms, every failure passes.
 */
export type FailureFilter = readonly FilterTerm[];

export interface FilterMoment {
  /** Current time in milliseconds since the epoch. */
  readonly nowMs: number;
  /** Returns when the user last viewed the failures of an account, ISO 8601; undefined before the first time. */
  readonly findLookedAt: (accountId: string) => string | undefined;
}

const filterKey = 'azureBatch.failuresFilter';

/** Reads the filter that was on when the window was last loaded. Ignores data of incompatible versions. */
export function readFilter(memory: State): FailureFilter {
  const saved: unknown = memory.get(filterKey);
  return Array.isArray(saved) ? saved.filter(isTerm) : [];
}

/** Saves the filter with the workspace. */
export async function writeFilter(memory: State, filter: FailureFilter): Promise<void> {
  await memory.update(filterKey, filter.length === 0 ? undefined : filter);
}

function isTerm(saved: unknown): saved is FilterTerm {
  const kind = readMember(saved, 'kind');
  if (kind === 'new' || kind === 'news') return true;
  if (kind === 'since' || kind === 'created') return typeof readMember(saved, 'hours') === 'number';
  if (kind === 'not') return isValueTerm(readMember(saved, 'term'));
  return isValueTerm(saved);
}

function isValueTerm(saved: unknown): saved is ValueTerm {
  const isText = (name: string): boolean => typeof readMember(saved, name) === 'string';
  const kind = String(readMember(saved, 'kind'));
  if (kind === 'exitCode') return typeof readMember(saved, 'code') === 'number';
  if (kind === 'state') return isText('state');
  if (kind === 'cause') return isText('fingerprint') && isText('title');
  return ['job', 'pool', 'category', 'text'].includes(kind) && isText('value');
}

const spanHours: Readonly<Record<string, number>> = { m: 1 / 60, h: 1, d: 24 };

/**
 * Returns the hours since `since`, which is a time span such as `24h` or an ISO 8601 time; undefined if it is neither, or
 * if nothing can have failed since then.
 */
export function parseSince(since: string, nowMs: number): number | undefined {
  const [, count, unit = ''] = /^\s*(\d{1,6})\s*([mhd])\s*$/.exec(since) ?? [];
  const at = /^\d{4}-\d\d-\d\d/.test(since) ? Date.parse(since) : Number.NaN;
  const hours = count === undefined ? (nowMs - at) / hourMs : Number(count) * (spanHours[unit] ?? 1);
  return hours > 0 ? hours : undefined;
}

/** Returns the causes of failures that pass `filter`, containing only these failures, greatest impact first. */
export function filterCauses(causes: readonly Cause[], filter: FailureFilter, moment: FilterMoment): readonly Cause[] {
  if (filter.length === 0) return causes;
  const kinds = [...new Set(filter.map(({ kind }) => kind))].map((kind) => filter.filter((term) => term.kind === kind));
  return sortByHarm(
    causes.flatMap(
      (cause) =>
        narrowCause(cause, (failure) =>
          kinds.every((terms) => {
            const doesFit = (term: FilterTerm): boolean => fits(failure, cause, term, moment);
            return terms[0]?.kind === 'not' ? terms.every(doesFit) : terms.some(doesFit);
          }),
        ) ?? [],
    ),
  );
}

function fits(failure: ExplainedFailure, cause: Cause, term: FilterTerm, moment: FilterMoment): boolean {
  const { failing } = failure;
  switch (term.kind) {
    case 'new':
      return isAfter(failing.at, Date.parse(moment.findLookedAt(cause.accountId) ?? ''));
    case 'news':
      return isNews(cause);
    case 'since':
      return lasts(failing) || isAfter(failing.at, moment.nowMs - term.hours * hourMs);
    case 'created':
      return isAfter(findCreated(failing), moment.nowMs - term.hours * hourMs);
    case 'not':
      return !fits(failure, cause, term.term, moment);
    case 'exitCode':
      return findExitCode(failing) === term.code;
    case 'state':
      return findState(failing) === term.state;
    case 'cause':
      return cause.cluster.fingerprint === term.fingerprint;
    case 'job':
      return concernsJob(failing, term.value);
    case 'pool':
      return findPoolId(failing) === term.value;
    case 'category':
      return cause.cluster.category === term.value;
    case 'text':
      return listTexts(failure, cause).some((text) => text.toLowerCase().includes(term.value.toLowerCase()));
  }
}

/** Checks whether a failure is a state that holds, however long ago it began: of a pool, a node, or a job that waits. */
function lasts(failing: Failing): boolean {
  if (failing.kind === 'job') return failing.job.state === 'active';
  return failing.kind === 'pool' || failing.kind === 'node';
}

/** Returns when the task or other failed item was created, ISO 8601. */
function findCreated(failing: Failing): string | undefined {
  switch (failing.kind) {
    case 'task':
      return failing.task.creationTime;
    case 'job':
      return failing.job.creationTime;
    case 'pool':
      return failing.pool.creationTime;
    case 'node':
      return failing.node.allocationTime;
  }
}

/** Returns the exit code of the task or start task that failed. */
function findExitCode(failing: Failing): number | undefined {
  if (failing.kind === 'task') return failing.task.executionInfo?.exitCode;
  return failing.kind === 'node' ? failing.node.startTaskInfo?.exitCode : undefined;
}

function findState(failing: Failing): string | undefined {
  return failing.kind === 'node' && failing.node.state !== undefined ? String(failing.node.state) : undefined;
}

/** Lists the displayed texts of a failure. The user may type a part of any of them. */
function listTexts({ failing }: ExplainedFailure, { cluster }: Cause): readonly string[] {
  const ids = [toOwnId(failing.resource), findJobId(failing), findPoolId(failing)];
  return [cluster.title, cluster.category, ...ids.flatMap((id) => id ?? [])];
}

/** Checks whether a time is later. Also true if either time is unknown. */
function isAfter(at: string | undefined, sinceMs: number): boolean {
  const ms = Date.parse(at ?? '');
  return Number.isNaN(ms) || Number.isNaN(sinceMs) || ms > sinceMs;
}

/** Lists the terms to choose from: periods, and the jobs, pools, and categories of `causes`. */
export function listTerms(causes: readonly Cause[]): FailureFilter {
  const failing = causes.flatMap(({ failures }) => failures.map((failure) => failure.failing));
  return [
    { kind: 'new' },
    ...(causes.some(isNews) ? [{ kind: 'news' } as const] : []),
    ...[1, 24, 7 * 24].map((hours) => ({ kind: 'since', hours }) as const),
    ...[1, 24, 7 * 24].map((hours) => ({ kind: 'created', hours }) as const),
    ...toTerms('job', failing.map(findJobId)),
    ...toTerms('pool', failing.map(findPoolId)),
    ...toTerms(
      'category',
      causes.map(({ cluster }) => cluster.category),
    ),
    ...listOwn(failing),
    ...listOwn(failing).map((term) => ({ kind: 'not', term }) as const),
  ];
}

/** Lists terms for properties of individual failures. */
function listOwn(failing: readonly Failing[]): readonly ValueTerm[] {
  const codes = new Set(failing.flatMap((one) => findExitCode(one) ?? []));
  const states = new Set(failing.flatMap((one) => findState(one) ?? []));
  return [
    ...[...codes].sort((one, other) => one - other).map((code) => ({ kind: 'exitCode', code }) as const),
    ...[...states].sort().map((state) => ({ kind: 'state', state }) as const),
  ];
}

function toTerms(kind: 'job' | 'pool' | 'category', values: readonly (string | undefined)[]): FailureFilter {
  return [...new Set(values.flatMap((value) => value ?? []))].sort().map((value) => ({ kind, value }));
}

/** Describes a term in a few words. */
export function describeTerm(term: FilterTerm): string {
  switch (term.kind) {
    case 'new':
      return l10n.t({ message: 'new since you last looked', comment: ['Of failures that are shown'] });
    case 'news':
      return l10n.t({ message: 'cause new or back', comment: ['Of failures that are shown'] });
    case 'since':
      return describePeriod(term.hours);
    case 'created':
      return l10n.t({
        message: 'created {period}',
        args: { period: describePeriod(term.hours) },
        comment: ['{period} is such as "in the last hour"'],
      });
    case 'not':
      return l10n.t({
        message: 'not {0}',
        args: [describeTerm(term.term)],
        comment: ['{0} is such as "exit code 137"'],
      });
    case 'exitCode':
      return l10n.t('exit code {code}', { code: term.code });
    case 'state':
      return l10n.t('nodes: {0}', findKnownState('node', term.state)?.label ?? term.state);
    case 'cause':
      return l10n.t('cause “{0}”', term.title);
    case 'job':
      return l10n.t('job {0}', term.value);
    case 'pool':
      return l10n.t('pool {0}', term.value);
    case 'category':
      return l10n.t({ message: 'category {0}', args: [term.value], comment: ['{0} is a code such as missing-file'] });
    case 'text':
      return l10n.t('text “{0}”', term.value);
  }
}

function describePeriod(hours: number): string {
  const days = hours / 24;
  // Minutes and times may be specified in a terminal.
  if (!Number.isInteger(days > 1 ? days : hours))
    return l10n.t({ message: 'in the last {0}', args: [toDurationWords(hours * hourMs)], comment: ['Of failures'] });
  if (days > 1) {
    return plural(days, {
      one: l10n.t({ message: 'in the last {count} day', args: asCount(days), comment: ['Of failures'] }),
      other: l10n.t({ message: 'in the last {count} days', args: asCount(days), comment: ['Of failures'] }),
    });
  }
  return plural(hours, {
    '=1': l10n.t({ message: 'in the last hour', comment: ['Of failures that are shown'] }),
    one: l10n.t({ message: 'in the last {count} hour', args: asCount(hours), comment: ['Of failures'] }),
    other: l10n.t({ message: 'in the last {count} hours', args: asCount(hours), comment: ['Of failures'] }),
  });
}

/** Describes an active filter for the view: `Filtered: job train · 3 of 38 causes`. */
export function describeFilter(filter: FailureFilter, shown: number, all: number): string {
  const terms = listPlain(filter.map(describeTerm));
  return plural(all, {
    one: l10n.t('Filtered: {terms} · {shown} of {all} cause', { terms, shown, all }),
    other: l10n.t('Filtered: {terms} · {shown} of {all} causes', { terms, shown, all }),
  });
}
