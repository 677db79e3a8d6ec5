import * as l10n from '@vscode/l10n';
import type { Cause, Repeats } from '../../../core/diagnosis/causes/causes.ts';
import type { Failing } from '../../../core/diagnosis/causes/failing.ts';
import { nameNote } from '../../../core/failures/causeNote.ts';
import { nameRecurrence } from '../../../core/failures/describeRecurrence.ts';
import { countFollowOn, countKinds, isOfOwnRule, leaveOutFollowOn } from '../../../core/failures/failingKinds.ts';
import { findPoolId } from '../../../core/failures/narrowCause.ts';
import { isStillComing } from '../../../core/failures/ongoingFailures.ts';
import { isUnread } from '../../../core/failures/unreadFailures.ts';
import { toOwnId } from '../../../core/model/resource.ts';
import { continueAfterColon } from '../../../core/text/afterColon.ts';
import { joinParts, listPlain } from '../../../core/text/lists.ts';
import { plural } from '../../../core/text/plural.ts';
import { type Count, formatCount, sayCount } from '../../../core/words/count.ts';
import { asCount, formatNumber } from '../../../core/words/numbers.ts';
import { toCommandId } from '../../commandId.ts';
import type { FindResubmission } from '../../lists/resolved.ts';
import { toCauseFacts } from '../causeFacts.ts';
import type { ContextWord } from '../contextValue.ts';
import { toJobsText, toNodesText, toPoolsText, toRepeatedText, toTasksText } from '../counts.ts';
import { afterRepeat, toCauseWords, withoutRetry } from '../resourceWords.ts';
import type { Row, Viewer } from '../row.ts';
import { toSpokenTitle } from '../spoken.ts';
import { describeResubmissions, toSeverity, toShortSpan } from './failureRows.ts';
import { describeMute, type Mute } from './mute.ts';

interface KnownOfCauses {
  readonly findResubmission?: FindResubmission;
  /** Finds the results of earlier retries if a cause came back; undefined if it did not or this is unknown. */
  readonly findRepeats?: (cause: Cause) => Repeats | undefined;
}

/**
 * Creates the row of a cause. The number of failures, or their only owner, and the title come first, because a narrow
 * view shows nothing else; then the place, the start time, and whether to expect more.
 */
export function toCauseRow(cause: Cause, reader: Viewer, known: KnownOfCauses = {}): Row {
  const { cluster, failures } = cause;
  if (isUnread(cluster)) return toUnreadRow(cause);
  const title = toCauseTitle(cause, formatCount);
  const isComing = isStillComing(cause, reader.now);
  // That it still occurs says enough of a cause that has not gone.
  const isNamed = !isComing || cause.recurrence?.state !== 'ongoing';
  const place = joinParts(
    describeResubmissions(failures, known.findResubmission),
    describeRepeats(known.findRepeats?.(cause) ?? cause.repeats),
    ...describeHarm(cause),
    toCausePlace(cause),
    isNamed && nameRecurrence(cause.recurrence),
    nameNote(cause),
    toShortSpan(cluster.firstSeen, cluster.lastSeen, reader),
    describeOwnRule(cluster.fingerprint),
    isComing &&
      l10n.t({ message: 'still occurring', comment: ['Of failures of a cause: further ones are to be expected'] }),
  );
  return {
    kind: 'failureGroup',
    words: [...listWords(cause, known), 'mutable'],
    label: title,
    ...(place === undefined ? {} : { description: place }),
    icon: judgeCause(cause),
    spoken:
      joinParts(
        toCauseTitle({ ...cause, cluster: { ...cluster, title: toSpokenTitle(cluster.title) } }, sayCount),
        place,
      ) ?? title,
    children: 'collapsed',
    facts: () => [{ name: l10n.t('Failures'), value: toOwnCountText(cause, formatCount) }, ...toCauseFacts(cause)],
  };
}

/** Says that a rule of the user or the team found the cause with a fingerprint; undefined of other causes. */
export function describeOwnRule(fingerprint: string): string | undefined {
  if (!isOfOwnRule(fingerprint)) return undefined;
  return l10n.t({ message: "your team's rule", comment: ['A rule that found the cause'] });
}

/** Returns the severity of a cause, which matches that of its items in the explorer. */
export function judgeCause({ failures }: Pick<Cause, 'failures'>): 'error' | 'warning' {
  return failures.every(({ failing }) => toSeverity(failing) === 'warning') ? 'warning' : 'error';
}

function describeRepeats(repeats: Repeats | undefined): string | undefined {
  if (repeats === undefined) return undefined;
  if (repeats.areAll) return toRepeatedText();
  return l10n.t('{count} failed again after a retry', asCount(repeats.at.length + repeats.unread));
}

/** Creates the row of the resolved part of a cause, whose tasks were successfully resubmitted. */
export function toResolvedRow(cause: Cause, reader: Viewer, known: KnownOfCauses): Row {
  return { ...toCauseRow(cause, reader, known), words: withoutRetry(toCauseWords(cause)), icon: 'ok' };
}

function listWords(cause: Cause, { findRepeats }: KnownOfCauses): readonly ContextWord[] {
  const words = toCauseWords(cause);
  return findRepeats?.(cause)?.areAll === true ? afterRepeat(words) : words;
}

/** Creates the row of a muted cause: until when it is muted, followed by the content of any cause. */
export function toMutedRow(cause: Cause, mutes: readonly Mute[], reader: Viewer, known: KnownOfCauses = {}): Row {
  const row = toCauseRow(cause, reader, known);
  const description = joinParts(...mutes.map((mute) => describeMute(mute, reader)), row.description);
  return {
    ...row,
    words: [...listWords(cause, known), 'muted'],
    ...(description === undefined ? {} : { description }),
    spoken: listPlain([cause.cluster.title, description ?? '']),
    icon: 'muted',
  };
}

/** Creates the row at the end of an account's causes that contains the muted ones. */
export function toMutedCausesRow(causes: readonly Cause[]): Row {
  const count = formatCount({ count: causes.length, isComplete: true });
  return {
    kind: 'mutedCauses',
    label: plural(causes.length, {
      one: l10n.t('{count} cause muted', { count }),
      other: l10n.t('{count} causes muted', { count }),
    }),
    icon: 'muted',
    children: 'collapsed',
    facts: () => [
      {
        name: l10n.t('What this means'),
        value: l10n.t("Their tasks aren't counted in the view's badge. Expand the row to see them."),
      },
    ],
  };
}

/** Creates the row near the end of an account's causes that contains the resolved ones. */
export function toResolvedCausesRow(causes: readonly Cause[]): Row {
  const tasks = causes.reduce((sum, { failures }) => sum + failures.length, 0);
  const count = formatCount({ count: tasks, isComplete: true });
  return {
    kind: 'resolvedCauses',
    label: plural(tasks, {
      one: l10n.t('{count} failed task resolved', { count }),
      other: l10n.t('{count} failed tasks resolved', { count }),
    }),
    icon: 'ok',
    children: 'collapsed',
    facts: () => [
      {
        name: l10n.t('What this means'),
        value: l10n.t(
          'They were resubmitted with different IDs and succeeded, so they no longer count as failures. Azure Batch keeps the first runs until they are deleted.',
        ),
      },
    ],
  };
}

function toUnreadRow(cause: Cause): Row {
  const { cluster, failures, isComplete } = cause;
  const known = { count: failures.length, isComplete };
  const jobs = cluster.jobs.length <= 2 ? listPlain(cluster.jobs) : toJobsText(cluster.jobs.length);
  const description = joinParts(l10n.t('read their logs'), jobs);
  return {
    kind: 'failureGroup',
    words: toCauseWords(cause),
    label: toUnreadText(known),
    ...(description === undefined ? {} : { description }),
    icon: 'more',
    spoken: listPlain([toUnreadText(known, sayCount), description ?? '']),
    children: 'collapsed',
    command: toCommandId('failures.readLogs'),
    facts: () => toCauseFacts(cause),
  };
}

function toUnreadText(known: Count, format = formatCount): string {
  const count = format(known);
  return plural(known.count, {
    one: l10n.t('{count} task · log not read yet', { count }),
    other: l10n.t('{count} tasks · logs not read yet', { count }),
  });
}

/**
 * Returns a title such as `12 tasks · weights.pt is missing` or, for a single job or pool, `nightly: The preparation
 * task fails on 4 of 4 nodes`.
 */
function toCauseTitle(cause: Cause, format: typeof formatCount): string {
  const { title } = cause.cluster;
  const name = findOnlyOwner(cause);
  if (name !== undefined) return l10n.t('{name}: {title}', { name, title: continueAfterColon(title) });
  return joinParts(toOwnCountText(cause, format), title) ?? title;
}

function toOwnCountText({ failures, isComplete }: Cause, format: typeof formatCount): string {
  return toCountText({ failures: leaveOutFollowOn(failures), isComplete }, format);
}

/** Finds the ID of the only job or pool that has a cause, which is more informative than the number of owners. */
function findOnlyOwner({ failures: [first, ...others], isComplete }: Cause): string | undefined {
  const { kind, resource } = first?.failing ?? {};
  const isOne = others.length === 0 && isComplete && (kind === 'job' || kind === 'pool');
  return isOne && resource !== undefined ? toOwnId(resource) : undefined;
}

/**
 * Describes where a cause occurs, unless its title already does: the jobs of tasks, the pools of nodes, or the failed
 * items themselves.
 */
function toCausePlace(cause: Cause): string | undefined {
  const { cluster, failures } = cause;
  switch (failures[0]?.failing.kind) {
    case 'node': {
      const pools = [...new Set(failures.flatMap(({ failing }) => findPoolId(failing) ?? []))];
      return pools.length <= 2 ? listPlain(pools) : toPoolsText(pools.length);
    }
    case 'task':
      return cluster.jobs.length <= 2 ? listPlain(cluster.jobs) : toJobsText(cluster.jobs.length);
    default:
      return failures.length <= 2 && findOnlyOwner(cause) === undefined
        ? listPlain(failures.map(({ failing }) => toOwnId(failing.resource)))
        : undefined;
  }
}

/** Describes consequences that are not failures: tasks that wait because of the cause, and missing nodes. */
function describeHarm({ failures, harm: { waiting, missing } }: Cause): readonly (string | undefined | false)[] {
  const [tasks, nodes] = [formatCount(waiting), formatNumber(missing)];
  const followed = countFollowOn(failures);
  return [
    followed > 0 &&
      plural(followed, {
        one: l10n.t('{tasks} task failed as a consequence', { tasks: formatNumber(followed) }),
        other: l10n.t('{tasks} tasks failed as a consequence', { tasks: formatNumber(followed) }),
      }),
    waiting.count > 0 &&
      plural(waiting.count, {
        one: l10n.t('{tasks} task waiting', { tasks }),
        other: l10n.t('{tasks} tasks waiting', { tasks }),
      }),
    missing > 0 &&
      plural(missing, {
        one: l10n.t('{nodes} node never arrived', { nodes }),
        other: l10n.t('{nodes} nodes never arrived', { nodes }),
      }),
  ];
}

/** Counts failed items by kind: `15 nodes, 1 pool`. Empty if there are none. */
export function describeFailing(causes: readonly Cause[]): string {
  return toCountText({ failures: causes.flatMap(({ failures }) => failures), isComplete: true }, formatCount);
}

function toCountText(
  { failures, isComplete }: Pick<Cause, 'failures' | 'isComplete'>,
  format: typeof formatCount,
): string {
  return listPlain(countKinds(failures).map(([kind, count]) => toThingsText(kind, { count, isComplete }, format)));
}

function toThingsText(kind: Failing['kind'], known: Count, format: typeof formatCount): string {
  switch (kind) {
    case 'node':
      return toNodesText(known, format);
    case 'job':
      return toJobsText(known, format);
    case 'pool':
      return toPoolsText(known, format);
    default:
      return toTasksText(known, format);
  }
}
