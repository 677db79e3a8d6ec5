import * as l10n from '@vscode/l10n';
import type { Cause, ExplainedFailure } from '../../../core/diagnosis/causes/causes.ts';
import { type Count, formatCount } from '../../../core/query/count.ts';
import { isStillComing } from '../../../core/query/stillComing.ts';
import { listPlain } from '../../../core/text/lists.ts';
import { plural } from '../../../core/text/plural.ts';
import { toCauseFacts } from '../causes/causeFacts.ts';
import { toJobsText, toNodesText, toPoolsText, toTasksText } from '../counts.ts';
import { describeMute, type Mute } from '../mute.ts';
import { toCauseWords } from '../resourceWords.ts';
import { joinParts, type Row, toShortTime, type Viewer } from '../row.ts';
import { toSpokenTitle } from '../spoken.ts';

/**
 * A cause: how many failures, and what it is, which is all that a narrow view shows; then where, since when, and whether
 * more are to be expected. `isComplete` when no other failure of the account can be of it.
 */
export function toCauseRow(cause: Cause, isComplete: boolean, reader: Viewer): Row {
  const { cluster, failures } = cause;
  const { jobs } = cluster;
  const isOfTasks = failures[0]?.failing.kind === 'task';
  const count = toCountText(failures, { count: failures.length, isComplete });
  const place = joinParts(
    isOfTasks ? jobs.length <= 2 && listPlain(jobs) : count,
    isOfTasks && jobs.length > 2 && toJobsText(jobs.length),
    toSpan(cluster, reader),
    isStillComing(cause, reader.now) &&
      l10n.t({ message: 'still coming', comment: ['Of failures of a cause: further ones are to be expected'] }),
  );
  return {
    kind: 'failureGroup',
    words: [...toCauseWords(cause), 'mutable'],
    label: joinParts(formatCount({ count: failures.length, isComplete }), cluster.title) ?? cluster.title,
    ...(place === undefined ? {} : { description: place }),
    icon: 'error',
    spoken: joinParts(isOfTasks && count, toSpokenTitle(cluster.title), place) ?? cluster.title,
    children: 'collapsed',
    facts: () => [{ name: l10n.t('Failures'), value: count }, ...toCauseFacts(cause)],
  };
}

/** A cause that is muted: for how long, and then as any other. */
export function toMutedRow(cause: Cause, mutes: readonly Mute[], reader: Viewer): Row {
  const row = toCauseRow(cause, true, reader);
  const description = joinParts(...mutes.map((mute) => describeMute(mute, reader)), row.description);
  return {
    ...row,
    words: [...toCauseWords(cause), 'muted'],
    ...(description === undefined ? {} : { description }),
    spoken: listPlain([cause.cluster.title, description ?? '']),
    icon: 'muted',
  };
}

/** What stands at the end of the causes of an account, some of which are muted, and these below it. */
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
        name: l10n.t('What that means'),
        value: l10n.t('Their tasks are not counted in the badge of the view. Expand the row to see them.'),
      },
    ],
  };
}

/** When the failures of a cause were: `09:14 – 09:52`. */
function toSpan(
  { firstSeen, lastSeen }: Pick<Cause['cluster'], 'firstSeen' | 'lastSeen'>,
  reader: Viewer,
): string | undefined {
  const [first, last] = [toShortTime(firstSeen, reader), toShortTime(lastSeen, reader)];
  return first !== undefined && first !== last ? `${first} – ${last}` : last;
}

function toCountText(failures: readonly ExplainedFailure[], count: Count): string {
  switch (failures[0]?.failing.kind) {
    case 'node':
      return toNodesText(count);
    case 'job':
      return toJobsText(count);
    case 'pool':
      return toPoolsText(count);
    default:
      return toTasksText(count);
  }
}
