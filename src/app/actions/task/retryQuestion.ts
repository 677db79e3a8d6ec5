import * as l10n from '@vscode/l10n';
import { mostInFull, pickInFull } from '../../../core/changes/bulk/inFull.ts';
import { planRequests } from '../../../core/changes/bulk/plannedRequests.ts';
import {
  describeRetryDetails,
  describeRetryGroup,
  describeUnknown,
  listRetryLosses,
  losesForSure,
} from '../../../core/changes/retryPlan.ts';
import { toKey } from '../../../core/model/resource.ts';
import { plural } from '../../../core/text/plural.ts';
import { asCount, formatNumber } from '../../../core/words/numbers.ts';
import type { Question } from '../../ui.ts';
import { describeRequests } from '../run/dryRun.ts';
import { describeKeptAttempts } from '../run/keptLine.ts';
import { toFirstName, toTaskLines } from '../targets/names.ts';
import { listLeft, toFirst, toLeft } from '../verb/judge.ts';
import { listKnown, type RetryItem } from './retryFacts.ts';
import type { AskedRetry, Group } from './retryInstead.ts';

interface Described {
  readonly names: readonly string[];
  readonly outcomes: readonly string[];
  readonly confirm: string;
}

/** Creates the question about groups of tasks: the consequences, the data saved first, and the losses. */
export function toQuestion(
  asked: AskedRetry,
  groups: readonly Group[],
  { names, outcomes, confirm }: Described,
): Question {
  const { judged, notes } = asked;
  const items = groups.flatMap((group) => group.items);
  const losses = groups.filter(({ outlook }) => outlook !== 'runsAgain').flatMap(listRetryLosses);
  const question = {
    message: toMessage(items.length, asked),
    detail: [
      ...toFirst(names),
      ...toFirst(outcomes),
      ...describeKeptFirst(asked, items),
      ...toFirst(notes),
      ...toLeft(judged.refused),
    ].join('\n'),
    besideList: [...outcomes, ...notes].join('\n'),
    confirm,
    ...(asked.isRest || !groups.every(isNever) ? {} : { isInVain: true }),
    plan: toPlan(asked, names, items),
  };
  return groups.some(losesForSure)
    ? { ...question, canBeUndone: false, list: losses }
    : { ...question, canBeUndone: true, mayLose: losses.length > 0 };
}

/** Checks whether a rule of the user says that another run of these tasks is in vain. */
export function isNever({ cause }: Group): boolean {
  return cause?.change === 'never';
}

/**
 * Describes what a retry would do: the outlook of the tasks with their names, what keeps them from starting, and which
 * are left out.
 * @param pick chooses the names that are listed
 */
export function describeRetryPlan(
  { services, groups, judged, notes }: AskedRetry,
  pick: (names: readonly string[]) => readonly string[],
): readonly string[] {
  return [
    ...groups.flatMap((group) => [
      [describeRetryGroup(group), ...describeUnknown(group), ...describeRetryDetails(group)].join(' '),
      ...pick(
        toTaskLines(
          services,
          group.items.map(({ candidate }) => candidate),
        ),
      ).map((name) => `  ${name}`),
    ]),
    ...notes,
    ...listLeft(judged.refused),
  ];
}

/** Lists what a dry run adds to the plan: the data saved first, and the requests. */
export function listRequests(asked: AskedRetry): readonly string[] {
  const items = asked.groups.flatMap((group) => group.items);
  return items.length === 0 ? [] : toPlan({ ...asked, judged: { ...asked.judged, refused: [] } }, [], items);
}

/** Lists a dry run: the tasks that run again, the tasks that can't, the data saved first, and the requests. */
function toPlan(asked: AskedRetry, names: readonly string[], items: readonly RetryItem[]): readonly string[] {
  const { sends } = asked.verb;
  const resources = items.map(({ candidate: { resource } }) => resource);
  // New limits can be set only when the task runs again (Batch documentation: "Task - Update").
  const change = asked.choices.constraints === undefined ? [] : [['PUT', ''] as const];
  const requests = sends === 'definitions' ? [] : planRequests([...sends, ...change], resources);
  return [
    ...names,
    ...listLeft(asked.judged.refused),
    ...describeKeptFirst(asked, items),
    ...describeRequests(requests),
  ];
}

/**
 * Describes which logs are saved first: the logs chosen when the retry was started; otherwise, those of some tasks per
 * cause.
 */
function describeKeptFirst({ briefly }: AskedRetry, items: readonly RetryItem[]): readonly string[] {
  const known = listKnown(items);
  const toCause = ({ candidate }: RetryItem): string => known.get(toKey(candidate.resource))?.cause ?? '';
  if (briefly !== undefined) {
    const inFull = items.filter(({ candidate }) => !briefly.has(toKey(candidate.resource)));
    return describeKeptAttempts(items.length, inFull.length);
  }
  return describeKeptAttempts(items.length, pickInFull(items, toCause).length, new Set(items.map(toCause)).size);
}

export function toConfirm(count: number): string {
  return plural(count, {
    '=1': l10n.t('Retry'),
    one: l10n.t('Retry {count}', asCount(count)),
    other: l10n.t('Retry {count}', asCount(count)),
  });
}

export function toAnyway(count: number): string {
  return plural(count, {
    '=1': l10n.t('Retry Anyway'),
    one: l10n.t('Retry {count} Anyway', asCount(count)),
    other: l10n.t('Retry {count} Anyway', asCount(count)),
  });
}

export function toOnly(count: number): string {
  return plural(count, {
    one: l10n.t('Retry Only {count}', asCount(count)),
    other: l10n.t('Retry Only {count}', asCount(count)),
  });
}

/** Offers a retry that first saves all logs, if only some would be saved and the user has not chosen yet. */
export function toAllLogs({ briefly }: AskedRetry, count: number): readonly string[] {
  if (briefly !== undefined || count <= mostInFull) return [];
  return [
    plural(count, {
      one: l10n.t('Save All Logs and Retry {count}', asCount(count)),
      other: l10n.t('Save All Logs and Retry {count}', asCount(count)),
    }),
  ];
}

function toMessage(count: number, { services, judged, verb }: AskedRetry): string {
  const { candidates, refused } = judged;
  const total = candidates.length + refused.length;
  const name = toFirstName(services, [...candidates, ...refused]);
  if (count === total) return verb.texts.question(total, name);
  const tasks = { count: formatNumber(count), total: formatNumber(total) };
  return plural(total, {
    one: l10n.t('Retry {count} of {total} task?', tasks),
    other: l10n.t('Retry {count} of {total} tasks?', tasks),
  });
}
