import * as l10n from '@vscode/l10n';
import { formatBytes, formatNumber } from '../../../../core/query/numbers.ts';
import { describeEffectShortly } from '../../../../core/remedy/bulk/effect.ts';
import { joinParts } from '../../../../core/text/lists.ts';
import { toCommandId } from '../../../commandId.ts';
import { type Row, toFacts, toLongTime, toShortTime, type Viewer } from '../../row.ts';
import { type FindAttempts, findAttempt } from '../attempts.ts';
import type { PlaceOf } from '../treeNode.ts';

/** The row of a task's or node's saved attempts, with their number. Undefined where there are none. */
export function toAttemptsRow({ owner }: PlaceOf<'attempts'>, find: FindAttempts): Row | undefined {
  const count = find(owner)?.length ?? 0;
  if (count === 0) return undefined;
  return {
    kind: 'attempts',
    label: owner.kind === 'task' ? l10n.t('Earlier attempts') : l10n.t('Kept before actions'),
    description: formatNumber(count),
    icon: 'history',
    children: 'collapsed',
  };
}

/** How an attempt ended, what was done then and when, and what was seen of that. */
export function toAttemptRow(place: PlaceOf<'attempt'>, find: FindAttempts, reader: Viewer): Row | undefined {
  const attempt = findAttempt(place, find);
  if (attempt === undefined) return undefined;
  const effect = attempt.effect && describeEffectShortly(attempt.effect);
  const description = joinParts(effect, toShortTime(attempt.savedAt, reader));
  return {
    kind: 'attempt',
    words: [...(attempt.isOfTask ? (['ofTask'] as const) : []), ...(attempt.hasFailed ? (['failed'] as const) : [])],
    label: attempt.title,
    ...(description === undefined ? {} : { description }),
    icon: 'history',
    spoken: joinParts(l10n.t('earlier attempt'), attempt.title, description) ?? attempt.title,
    children: attempt.logs.length === 0 ? 'none' : 'collapsed',
    command: toCommandId('kept.open'),
    facts: () => toFacts({ [l10n.t('Saved')]: toLongTime(attempt.savedAt, reader) }),
  };
}

/** A log of an attempt, as far as it was saved. */
export function toAttemptLogRow(place: PlaceOf<'attemptLog'>, find: FindAttempts): Row | undefined {
  const log = findAttempt(place, find)?.logs.find(({ path }) => path === place.path);
  if (log === undefined) return undefined;
  const size = formatBytes(log.bytes);
  return {
    kind: 'attemptLog',
    label: place.path.split('/').at(-1) ?? place.path,
    description: log.isWhole
      ? size
      : l10n.t({ message: 'last {size}', args: { size }, comment: ['Of a log, so much of its end is kept'] }),
    icon: 'file',
    children: 'none',
    command: toCommandId('kept.open'),
  };
}
