import * as l10n from '@vscode/l10n';
import type { Resource } from '../../model/resource.ts';
import { asCount, formatNumber } from '../../query/numbers.ts';
import { formatTime } from '../../query/times.ts';
import { listPlain } from '../../text/lists.ts';
import { escapeMarkdown } from '../../text/markdown.ts';
import type { ReportPlace } from '../attemptsReport.ts';
import {
  type BulkItem,
  type BulkPlan,
  type BulkRecord,
  countLeftOut,
  countOutcomes,
  type ItemOutcome,
} from './bulkRecord.ts';
import { describeEffect, type Effect } from './effect.ts';
import { groupReasons, type ReasonGroup, toItemName, toPlacedName } from './reasons.ts';

/** Where a report is read, and the window in which the action runs, while it does. */
export interface BulkReportPlace extends ReportPlace {
  readonly running?: 'here' | 'elsewhere';
  /** What came of items that were done, as far as it is known; by item. */
  readonly effects?: ReadonlyMap<number, Effect>;
}

/** How many things that share a reason are named; all are listed below. */
const maxNamed = 5;

/**
 * What became of a bulk action, as Markdown: counts, reasons with how many they concern, then every item. `title` is what
 * was done: "Retrying 12 tasks".
 */
export function renderBulkReport(title: string, record: BulkRecord, place: BulkReportPlace = {}): string {
  const groups = groupReasons(record);
  const parts = [
    `# ${escapeMarkdown(title)}`,
    toSummary(record, place).join('\n'),
    ...(groups.length === 0 ? [] : [l10n.t('## What was not done, and why'), groups.map(toGroup).join('\n')]),
    ...toLeftOut(record.plan),
    l10n.t('## Every item'),
    toItems(record, place),
  ];
  return `${parts.join('\n\n')}\n`;
}

function toSummary({ plan, outcomes, end, lastAt }: BulkRecord, place: BulkReportPlace): string[] {
  const time = (at: string): string => escapeMarkdown(formatTime(at, place.timeZone));
  const { done, failed, notStarted, ...counts } = countOutcomes(outcomes);
  const isRunning = place.running !== undefined;
  const onTheirWay = isRunning ? outcomes.filter(({ outcome }) => outcome === 'sent').length : 0;
  const unknown = counts.unknown - onTheirWay;
  const leftOut = countLeftOut(plan);
  const lines = [
    l10n.t('- {0} done', formatNumber(done)),
    ...countEffects(place.effects),
    ...(failed > 0 ? [l10n.t('- {0} failed', formatNumber(failed))] : []),
    ...(unknown > 0 ? [l10n.t('- {0} unknown: check their state before you try again', formatNumber(unknown))] : []),
    ...(onTheirWay > 0 ? [l10n.t('- {0} in progress', formatNumber(onTheirWay))] : []),
    ...(notStarted > 0 ? [toNotStarted(formatNumber(notStarted), isRunning)] : []),
    ...(leftOut > 0 ? [l10n.t('- {0} left out: nothing was sent for them', formatNumber(leftOut))] : []),
    ...Object.values(plan.accounts).map((name) => l10n.t('- Account: {0}', escapeMarkdown(name))),
    l10n.t('- Started {0}', time(plan.startedAt)),
  ];
  if (place.running === 'here') return [...lines, l10n.t('- Running in this window')];
  if (place.running === 'elsewhere') return [...lines, l10n.t('- Running in another window')];
  switch (end) {
    case 'finished':
      return [...lines, l10n.t('- Ended {0}', time(lastAt))];
    case 'cancelled':
      return [...lines, l10n.t('- Cancelled {0}', time(lastAt))];
    case 'givenUp':
      return [...lines, l10n.t('- Stopped because of an error: {0}', time(lastAt))];
    case 'interrupted':
      return [...lines, l10n.t('- Interrupted {0}: the window closed', time(lastAt))];
    default:
      return [...lines, l10n.t('- Not finished; last entry {0}', time(lastAt))];
  }
}

/** How many items came to what; those not known are left out. */
function countEffects(effects: ReadonlyMap<number, Effect> = new Map()): readonly string[] {
  const all = [...effects.values()];
  const count = (wanted: Effect): number => all.filter((effect) => effect === wanted).length;
  const [succeeded, failed, same, running, waiting, seen, astray] = [
    count('succeeded'),
    count('failedAgain'),
    count('failedForSameReason'),
    count('running'),
    count('waiting'),
    count('seen'),
    count('astray'),
  ];
  return [
    ...(succeeded > 0 ? [l10n.t('  - {0} succeeded since then', formatNumber(succeeded))] : []),
    ...(same > 0 ? [l10n.t('  - {0} failed again for the same reason', formatNumber(same))] : []),
    ...(failed > 0 ? [l10n.t('  - {0} failed again', formatNumber(failed))] : []),
    ...(running > 0 ? [l10n.t('  - {0} running now', formatNumber(running))] : []),
    ...(seen > 0 ? [l10n.t('  - {0} took effect', formatNumber(seen))] : []),
    ...(astray > 0 ? [l10n.t('  - {0} did not have the wanted effect', formatNumber(astray))] : []),
    ...(waiting > 0 ? [l10n.t('  - {0} waiting to run', formatNumber(waiting))] : []),
  ];
}

function toNotStarted(count: string, isRunning: boolean): string {
  return isRunning
    ? l10n.t('- {0} not started yet', count)
    : l10n.t('- {0} not started: nothing was sent for them', count);
}

function toGroup({ outcome, reason, items }: ReasonGroup): string {
  const names = items.slice(0, maxNamed).map((item) => escapeMarkdown(toPlacedName(item)));
  const others = items.length - names.length;
  const parts = {
    ...asCount(items.length),
    reason: escapeMarkdown(reason),
    names: listPlain(others > 0 ? [...names, l10n.t('{0} more', formatNumber(others))] : names),
  };
  return outcome === 'failed'
    ? l10n.t('- {count} failed: {reason} ({names})', parts)
    : l10n.t('- {count} unknown: {reason} ({names})', parts);
}

/** What was left out, by reason; each item is named, since nothing else says what it was. */
function toLeftOut({ leftOut = [] }: BulkPlan): readonly string[] {
  if (leftOut.length === 0) return [];
  const groups = leftOut.map(({ reason, items }) => {
    const names = items.map((item) => `  - ${escapeMarkdown(toPlacedName(item))}`);
    return [`- ${escapeMarkdown(reason)}`, ...names].join('\n');
  });
  return [l10n.t('## What was left out, and why'), groups.join('\n')];
}

/** The items by where they are, so that a job or a pool is named once. */
function toItems({ plan, outcomes }: BulkRecord, { running, effects }: BulkReportPlace): string {
  const byPlace = new Map<string, string[]>();
  for (const [index, item] of plan.items.entries()) {
    const heading = toPlace(item.resource);
    const lines = byPlace.get(heading) ?? [];
    if (lines.length === 0) byPlace.set(heading, lines);
    const line = toItemLine(item, outcomes[index] ?? { outcome: 'notBegun' }, running !== undefined);
    const effect = effects?.get(index);
    lines.push(
      effect === undefined
        ? line
        : l10n.t('{line}. {effect}', { line: line.replace(/\.$/, ''), effect: describeEffect(effect) }),
    );
  }
  return [...byPlace]
    .map(([heading, lines]) => [...(heading === '' ? [] : [heading, '']), ...lines].join('\n'))
    .join('\n\n');
}

function toPlace(resource: Resource): string {
  switch (resource.kind) {
    case 'task':
      return l10n.t('### Job {0}', escapeMarkdown(resource.jobId));
    case 'node':
      return l10n.t('### Pool {0}', escapeMarkdown(resource.poolId));
    default:
      return '';
  }
}

function toItemLine(item: BulkItem, outcome: ItemOutcome, isRunning: boolean): string {
  const name = escapeMarkdown(toItemName(item));
  switch (outcome.outcome) {
    case 'notBegun':
      return isRunning ? l10n.t('- {0}: not started yet', name) : l10n.t('- {0}: not started', name);
    case 'sent':
      if (isRunning) return l10n.t('- {0}: in progress', name);
      return l10n.t('- {0}: unknown; the request was sent, and no answer was recorded', name);
    case 'done':
      return outcome.note === undefined
        ? l10n.t('- {0}: done', name)
        : l10n.t('- {name}: done. {note}', { name, note: escapeMarkdown(outcome.note) });
    case 'failed':
      return l10n.t('- {name}: failed ({code}): {message}', {
        name,
        code: escapeMarkdown(outcome.code),
        message: escapeMarkdown(outcome.message),
      });
    case 'unknown':
      return l10n.t('- {name}: unknown: {reason}', { name, reason: escapeMarkdown(outcome.reason) });
  }
}
