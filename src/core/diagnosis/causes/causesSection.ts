import * as l10n from '@vscode/l10n';
import { withPast } from '../../failures/causeNote.ts';
import { toCausePage } from '../../failures/causePage.ts';
import { narrowCause } from '../../failures/narrowCause.ts';
import { isUnread } from '../../failures/unreadFailures.ts';
import type { Infer } from '../../model/shape.ts';
import type { CauseTarget } from '../../places/documentPath.ts';
import { plural } from '../../text/plural.ts';
import { formatCount } from '../../words/count.ts';
import { asCount, formatNumber } from '../../words/numbers.ts';
import { formatTimeSpan } from '../../words/times.ts';
import { toTime, toTimeText } from '../evidence/time.ts';
import type { Evidence, Section } from '../explanation/explanation.ts';
import { shortenNodeIds } from '../explanation/sentences.ts';
import { describeFailures } from './causeExtent.ts';
import type { Cause } from './causes.ts';
import type { readShare } from './causesShape.ts';
import type { Failing } from './failing.ts';

/** Number of failures that were read, and number of all failures. */
export interface ReadShare extends Infer<typeof readShare> {}

/** Checks whether all failures were read, which is assumed if no share is given. */
export function isWhole(share: ReadShare | undefined): boolean {
  if (share === undefined) return true;
  const { read, total, isComplete = true, isBrief = false } = share;
  return isComplete && !isBrief && read >= total;
}

/** Leaves out the tasks whose causes are not known, and counts them as not read. */
export function leaveOutUnread(
  causes: readonly Cause[],
  coverage: ReadShare,
): { readonly causes: readonly Cause[]; readonly coverage: ReadShare } {
  const unread = causes.filter(({ cluster }) => isUnread(cluster)).flatMap(({ failures }) => failures);
  return {
    causes: causes.filter(({ cluster }) => !isUnread(cluster)),
    coverage: { ...coverage, read: Math.max(0, coverage.read - unread.length) },
  };
}

const maxCauses = 20;

/**
 * Creates the section on the causes of failed tasks as displayed in the views, in the order in which they began, with
 * unread ones last. The causes link to their explanations in `place`, an account or a job, if a view shows them.
 */
export function toCausesSection(
  causes: readonly Cause[],
  share: ReadShare,
  place: CauseTarget['resource'] | undefined,
  isOfAccount = place?.kind === 'account',
): Section {
  const shown = causes.slice(0, maxCauses);
  return {
    id: 'causes',
    title: l10n.t('Causes, in chronological order'),
    items: [
      ...[...shown].sort(byBegin).map((cause) => ({
        text: withPast(describeCause(cause, cause.isComplete || isWhole(share)), cause),
        ...(place === undefined ? {} : { leadsTo: toCausePage(cause, place) }),
      })),
      ...describeRest(causes.slice(maxCauses), share, isOfAccount),
    ],
  };
}

/** Describes what is missing from a list of causes: causes that are left out, and failures that were not read. */
export function describeRest(hidden: readonly Cause[], share: ReadShare, isOfAccount = false): readonly Evidence[] {
  const count = hidden.reduce((sum, { failures }) => sum + failures.length, 0);
  return [...(count === 0 ? [] : [{ text: describeHidden(count) }]), ...describeUnread(share, isOfAccount)];
}

function byBegin({ cluster: one }: Cause, { cluster: other }: Cause): number {
  const [left, right] = [toTime(one.firstSeen) ?? Infinity, toTime(other.firstSeen) ?? Infinity];
  return left === right ? other.count - one.count || (one.title < other.title ? -1 : 1) : left < right ? -1 : 1;
}

function describeCause(cause: Cause, isComplete: boolean): string {
  const { cluster, failures } = cause;
  const [first, last, { title }] = [toTime(cluster.firstSeen), toTime(cluster.lastSeen), cluster];
  const count = describeFailures({ failures, isComplete });
  if (first === undefined || last === undefined) return l10n.t('{count}: {title}', { count, title });
  const time = first === last ? toTimeText(first) : formatTimeSpan(first, last);
  const node = isComplete ? findOnlyNode(cause) : undefined;
  const span = node === undefined ? time : l10n.t('{time}, all on node {node}', { time, node: shortenNodeIds(node) });
  return l10n.t({
    message: '{count} ({span}): {title}',
    args: { count, span, title },
    comment: ['{count} is "12 tasks", {span} a time or from one to another, {title} says why they failed'],
  });
}

/** Finds the node on which all of several tasks with a cause failed; undefined if their pool has no other nodes. */
function findOnlyNode({ cluster, failures }: Cause): string | undefined {
  const [node, ...others] = cluster.nodes;
  const isShared = failures.every(({ failing }) => failing.kind === 'task' && failing.task.nodeInfo?.nodeId === node);
  const [{ failing } = { failing: undefined }] = failures;
  const { currentDedicatedNodes = 0, currentLowPriorityNodes = 0 } = (failing?.kind === 'task' && failing.pool) || {};
  const isAlone = currentDedicatedNodes + currentLowPriorityNodes < 2;
  return isAlone || others.length > 0 || failures.length < 2 || !isShared ? undefined : node;
}

function describeHidden(count: number): string {
  return plural(count, {
    one: l10n.t('{count} failure has another, rarer cause.', asCount(count)),
    other: l10n.t('{count} failures have other, rarer causes.', asCount(count)),
  });
}

/** Describes that not all failures were read; empty if all failures were read. */
function describeUnread(
  { read, total, isComplete = true, isBrief = false }: ReadShare,
  isOfAccount: boolean,
): readonly Evidence[] {
  const known = { read: formatNumber(read), total: formatCount({ count: total, isComplete }) };
  return [
    ...(read >= total ? [] : [{ text: isBrief && !isComplete ? describeMore() : describeShare(known, isOfAccount) }]),
    ...(isComplete || isBrief
      ? []
      : [{ text: l10n.t('Not all jobs have been counted, so more tasks may have failed.') }]),
    ...(isBrief ? [{ text: describeBrief() }] : []),
  ];
}

/** Describes additional failures without a number: after a brief look, each page would show a different one. */
function describeMore(): string {
  return l10n.t('More tasks in the account failed. They may have these causes or others.');
}

function describeShare(known: { readonly read: string; readonly total: string }, isOfAccount: boolean): string {
  return isOfAccount
    ? l10n.t(
        'The causes are known for {read} of {total} failed tasks in the account. The rest may have these causes or others.',
        known,
      )
    : l10n.t(
        'The causes are known for {read} of {total} failed tasks. The rest may have these causes or others.',
        known,
      );
}

/** Describes why only a few failures were read, and what to do. */
export function describeBrief(): string {
  return l10n.t(
    'Only a few logs and lists were read. To read the rest, list all failures in the account and explain this again, or add --complete in a terminal.',
  );
}

interface Own {
  readonly isOwn: (failing: Failing) => boolean;
  readonly none: () => string;
  /** True if no failure, read or not, can belong to the item. */
  readonly cannotBe?: boolean;
}

/**
 * Returns the section with an account's causes that have failures in or on one item, in chronological order. Undefined
 * if no causes are given or it is certain that nothing failed there.
 */
export function toOwnCausesSection(
  causes: readonly Cause[] | undefined,
  coverage: ReadShare = { read: 0, total: 0 },
  { isOwn, none, cannotBe = false }: Own,
): Section | undefined {
  if (!Array.isArray(causes)) return undefined;
  const { causes: known, coverage: share } = leaveOutUnread(causes, coverage);
  const own = known.flatMap((cause) => narrowCause(cause, ({ failing }) => isOwn(failing)) ?? []);
  if (own.length === 0 && (cannotBe || isWhole(share))) return undefined;
  const [first] = own;
  const section = toCausesSection(own, share, first && { kind: 'account', accountId: first.accountId }, true);
  return own.length === 0 ? { ...section, items: [{ text: none() }, ...section.items] } : section;
}

/** Checks whether any failure of the causes belongs to an item. */
export function isAnyOwn(causes: readonly Cause[], isOwn: Own['isOwn']): boolean {
  return causes.some(({ failures }) => failures.some(({ failing }) => isOwn(failing)));
}
