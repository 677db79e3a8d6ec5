import * as l10n from '@vscode/l10n';
import { type BulkItem, type BulkRecord, countOutcomes, type ItemOutcome } from '../changes/bulk/bulkRecord.ts';
import { describeEffect, type Effect } from '../changes/bulk/effect.ts';
import { toItemName } from '../changes/bulk/reasons.ts';
import { groupBy } from '../groupBy.ts';
import { type Resource, toKey, toParent } from '../model/resource.ts';
import { plural } from '../text/plural.ts';
import { asCount, formatNumber } from '../words/numbers.ts';
import { describeRange, findRuns } from '../words/runs.ts';
import { formatTime } from '../words/times.ts';
import type { ReportPlace } from './attemptsReport.ts';
import { type Links, toPlain, toSpans } from './links.ts';
import { makePart } from './makePage.ts';
import type { Button, Chip, Page, PageGroup, PagePlace, PageRun, Part } from './page.ts';

/** Context of a bulk action's report. */
export interface BulkReportPlace extends ReportPlace {
  /** Window in which the action is running; absent if it isn't running. */
  readonly running?: 'here' | 'elsewhere' | undefined;
  /** Known later effects on items that were done, by item index. */
  readonly effects?: ReadonlyMap<number, Effect> | undefined;
}

/** Actions that a report offers. */
export interface BulkOffers {
  readonly links: Links;
  readonly actions: readonly Button[];
  /**
   * Command that repeats the action for one group, called with the action and the group's key; absent if there is none.
   */
  readonly again?: string | undefined;
  /** True if the action removed its items, so that there is nothing to open. */
  readonly isRemoval?: boolean;
}

/** Sections of a report, in order. Sections that need the user's attention come first. */
const sections = ['failed', 'unknown', 'sent', 'notStarted', 'leftOut', 'done'] as const;
type SectionOf = (typeof sections)[number];

/** Items that the report describes with the same text. */
export interface BulkGroup {
  readonly section: SectionOf;
  /** Identifies the group within the action, also in later reports. */
  readonly key: string;
  readonly text: string;
  readonly items: readonly BulkItem[];
  readonly isFailure: boolean;
}

/** Effects on items, in display order. Effects that need the user's attention come first. */
const effectRank: readonly (Effect | undefined)[] = [
  'failedForSameReason',
  'failedAgain',
  'astray',
  'waiting',
  'running',
  undefined,
  'seen',
  'succeeded',
];
const failing: ReadonlySet<Effect | undefined> = new Set<Effect>(['failedForSameReason', 'failedAgain', 'astray']);

const mostDrawn = 200;
const mostGroups = 50;
/** Minimum length of a sequence that is shortened to its first and last item. */
const shortestRun = 3;

/** Groups items by outcome and reason; within an outcome, the largest groups come first. */
export function groupItems(
  { plan, outcomes }: Pick<BulkRecord, 'plan' | 'outcomes'>,
  { running, effects }: BulkReportPlace,
): readonly BulkGroup[] {
  const groups = new Map<string, BulkGroup & { readonly items: BulkItem[]; readonly rank: number }>();
  const add = (item: BulkItem, section: SectionOf, text: string, effect?: Effect): void => {
    const key = JSON.stringify([section, text]);
    const known = groups.get(key);
    if (known !== undefined) return void known.items.push(item);
    const isFailure = section === 'failed' || failing.has(effect);
    groups.set(key, { section, key, text, items: [item], isFailure, rank: effectRank.indexOf(effect) });
  };
  for (const [index, item] of plan.items.entries()) {
    const outcome = outcomes[index] ?? { outcome: 'notBegun' };
    const effect = effects?.get(index);
    add(
      item,
      toOutcomeSection(outcome, running !== undefined),
      describeOutcome(outcome, effect, running !== undefined),
      effect,
    );
  }
  for (const { reason, items } of plan.leftOut ?? []) for (const item of items) add(item, 'leftOut', reason);
  return [...groups.values()].toSorted(
    (one, other) =>
      sections.indexOf(one.section) - sections.indexOf(other.section) ||
      one.rank - other.rank ||
      other.items.length - one.items.length,
  );
}

function toOutcomeSection({ outcome }: ItemOutcome, isRunning: boolean): SectionOf {
  if (outcome === 'notBegun') return 'notStarted';
  return outcome === 'sent' && !isRunning ? 'unknown' : outcome;
}

function describeOutcome(outcome: ItemOutcome, effect: Effect | undefined, isRunning: boolean): string {
  switch (outcome.outcome) {
    case 'notBegun':
      return isRunning ? l10n.t('They are sent as soon as it is their turn.') : l10n.t('Nothing was sent for them.');
    case 'sent':
      return isRunning
        ? l10n.t('The request was sent, but no response has arrived yet.')
        : l10n.t('The request was sent, but no response was recorded.');
    case 'done':
      if (outcome.note === undefined && effect === undefined) return l10n.t('Azure Batch accepted the request.');
      return [outcome.note ?? '', effect === undefined ? '' : describeEffect(effect)].join(' ').trim();
    case 'failed':
      if (outcome.message.includes(outcome.code)) return outcome.message;
      return l10n.t({
        message: '{message} ({code})',
        args: { message: outcome.message, code: outcome.code },
        comment: ['Why a request was refused, and the code of the error'],
      });
    case 'unknown':
      return outcome.reason;
  }
}

/**
 * Returns the report of a bulk action as a page: all items by outcome and reason. `title` names the action: "Retrying
 * 12 tasks".
 */
export function toBulkPage(
  title: string,
  record: BulkRecord,
  place: BulkReportPlace,
  offers: BulkOffers,
): Pick<Page, 'title' | 'tone' | 'chips' | 'actions' | 'parts'> {
  const groups = groupItems(record, place);
  const drawn = new Drawn(record.plan.id, groups, offers);
  return {
    title: toPlain(title),
    tone: judgeTone(record, groups),
    chips: toChips(record, groups, place, offers.links),
    actions: offers.actions,
    parts: sections.flatMap((section) => {
      const own = groups.filter((group) => group.section === section);
      return own.length === 0 ? [] : [drawn.toPart(section, own, place)];
    }),
  };
}

function judgeTone({ outcomes }: BulkRecord, groups: readonly BulkGroup[]): Page['tone'] {
  const { notStarted } = countOutcomes(outcomes);
  if (groups.some(({ section, isFailure }) => isFailure || section === 'unknown')) return 'failure';
  return notStarted > 0 || groups.some(({ section }) => section === 'sent') ? 'waiting' : 'note';
}

function toChips(
  { plan, end, lastAt }: BulkRecord,
  groups: readonly BulkGroup[],
  { running, timeZone }: BulkReportPlace,
  links: Links,
): readonly Chip[] {
  const counts = sections.flatMap((section): Chip[] => {
    const count = countItems(groups.filter((group) => group.section === section));
    return count === 0 ? [] : [{ text: toHeading(section, count, running !== undefined), isKind: true }];
  });
  const accounts = Object.entries(plan.accounts).map(([accountId, name]): Chip => {
    const resource = { kind: 'account', accountId } as const;
    return {
      text: toPlain(name),
      link: links.add({ kind: 'document', document: { resource, document: 'explanation' } }),
    };
  });
  const started = l10n.t('Started {0}', formatTime(plan.startedAt, timeZone));
  return [
    ...counts,
    ...accounts,
    { text: started },
    { text: describeBulkEnd(end, running, formatTime(lastAt, timeZone)) },
  ];
}

function countItems(groups: readonly BulkGroup[]): number {
  return groups.reduce((sum, { items }) => sum + items.length, 0);
}

function describeBulkEnd(end: BulkRecord['end'], running: BulkReportPlace['running'], time: string): string {
  if (running === 'here') return l10n.t('Running in this window');
  if (running === 'elsewhere') return l10n.t('Running in another window');
  switch (end) {
    case 'finished':
      return l10n.t('Ended {0}', time);
    case 'cancelled':
      return l10n.t('Cancelled {0}', time);
    case 'givenUp':
      return l10n.t('Stopped because of an error: {0}', time);
    case 'interrupted':
      return l10n.t('Interrupted {0}: the window closed', time);
    default:
      return l10n.t('Not finished; last entry {0}', time);
  }
}

function toHeading(section: SectionOf, of: number, isRunning: boolean): string {
  const count = formatNumber(of);
  switch (section) {
    case 'failed':
      return l10n.t('{0} failed', count);
    case 'unknown':
      return l10n.t('{0} unknown', count);
    case 'sent':
      return l10n.t('{0} in progress', count);
    case 'notStarted':
      return isRunning ? l10n.t('{0} not started yet', count) : l10n.t('{0} not started', count);
    case 'leftOut':
      return l10n.t('{0} left out', count);
    case 'done':
      return l10n.t('{0} done', count);
  }
}

class Drawn {
  readonly #bulkId: string;
  readonly #offers: BulkOffers;
  readonly #groups: ReadonlySet<BulkGroup>;
  readonly #order = new Intl.Collator(undefined, { numeric: true });
  #left = mostDrawn;

  constructor(bulkId: string, groups: readonly BulkGroup[], offers: BulkOffers) {
    this.#bulkId = bulkId;
    this.#offers = offers;
    this.#groups = new Set(groups.slice(0, mostGroups));
  }

  toPart(section: SectionOf, groups: readonly BulkGroup[], { running }: BulkReportPlace): Part {
    const before = this.#left;
    const made = groups.map((group) => this.#toGroup(group));
    const [count, drawn] = [countItems(groups), before - this.#left];
    return makePart({
      id: section,
      title: toHeading(section, count, running !== undefined),
      rows: section === 'unknown' ? [{ text: toSpans(l10n.t('Check their state before you try again.')) }] : [],
      groups: made,
      ...(drawn === count ? {} : { more: describeMore(drawn, count) }),
    });
  }

  #toGroup(group: BulkGroup): PageGroup {
    const isDrawn = this.#groups.has(group);
    const mayOpen = isDrawn && !(this.#offers.isRemoval === true && group.section === 'done');
    const places = groupByPlace(group.items).map((items): PagePlace => {
      const named = items
        .map((item) => ({ resource: item.resource, name: toPlain(toItemName(item)) }))
        .sort((one, other) => this.#order.compare(one.name, other.name));
      const runs = findRuns(named, ({ name }) => name, shortestRun);
      const title = toPlaceTitle(named[0]?.resource, items.length);
      return { ...(title === undefined ? {} : { title }), runs: runs.map((run) => this.#toRun(run, isDrawn, mayOpen)) };
    });
    return { id: group.key, text: toSpans(group.text), actions: isDrawn ? this.#listActions(group) : [], places };
  }

  #toRun(run: readonly Named[], isDrawn: boolean, mayOpen: boolean): PageRun {
    const things = run.slice(0, isDrawn ? this.#left : 0).map(
      ({ resource, name }): Chip => ({
        text: name,
        ...(mayOpen
          ? { link: this.#offers.links.add({ kind: 'document', document: { resource, document: 'explanation' } }) }
          : {}),
      }),
    );
    this.#left -= things.length;
    const [first, last] = [run[0], run.at(-1)];
    const text = first === last ? (first?.name ?? '') : describeRange(first?.name ?? '', last?.name ?? '', run.length);
    return { text, things };
  }

  #listActions({ isFailure, key, items }: BulkGroup): readonly Button[] {
    const { again, links } = this.#offers;
    if (again === undefined || !isFailure) return [];
    const title = plural(items.length, {
      '=1': l10n.t('Try This One Again…'),
      one: l10n.t('Try This {count} Again…', asCount(items.length)),
      other: l10n.t('Try These {count} Again…', asCount(items.length)),
    });
    return [links.toButton(title, { kind: 'command', command: again, arguments: [this.#bulkId, key] })];
  }
}

interface Named {
  readonly resource: Resource;
  readonly name: string;
}

/** Groups tasks by job, nodes by pool, and all other items together. */
function groupByPlace(items: readonly BulkItem[]): readonly (readonly BulkItem[])[] {
  const toPlace = ({ resource }: BulkItem): string => {
    const owner = toOwner(resource);
    return owner === undefined ? '' : toKey(owner);
  };
  return [...groupBy(items, toPlace).values()];
}

function toOwner(resource: Resource): Resource | undefined {
  return resource.kind === 'task' || resource.kind === 'node' ? toParent(resource) : undefined;
}

/** Returns a heading with the parent and the number of items; undefined for items directly in the account. */
function toPlaceTitle(resource: Resource | undefined, of: number): string | undefined {
  const owner = resource && toOwner(resource);
  if (owner === undefined) return undefined;
  const parts = { id: toItemName({ resource: owner }), count: formatNumber(of) };
  return owner.kind === 'job' ? l10n.t('Job {id} ({count})', parts) : l10n.t('Pool {id} ({count})', parts);
}

function describeMore(shown: number, count: number): string {
  return l10n.t("{shown} of {count} are shown here. This page's text includes all of them.", {
    shown: formatNumber(shown),
    count: formatNumber(count),
  });
}
