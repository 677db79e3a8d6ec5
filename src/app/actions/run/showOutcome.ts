import * as l10n from '@vscode/l10n';
import { toLogLines } from '../../../core/changes/bulk/bulkLog.ts';
import {
  type BulkItem,
  type BulkRecord,
  countLeftOut,
  countOutcomes,
  type ItemOutcome,
  mayBeSent,
} from '../../../core/changes/bulk/bulkRecord.ts';
import { groupReasons, type ReasonGroup, toLeadingName } from '../../../core/changes/bulk/reasons.ts';
import { withLabel } from '../../../core/text/label.ts';
import { plural } from '../../../core/text/plural.ts';
import { asCount } from '../../../core/words/numbers.ts';
import type { App } from '../../app.ts';
import { toCommandId } from '../../commandId.ts';
import { showLogAction, toHelpfulAction } from '../../messages/helpfulAction.ts';
import type { NotificationAction } from '../../ui.ts';
import { toFirstName } from '../targets/names.ts';
import type { AnyVerb } from '../verb/verb.ts';
import type { Executed } from './executeBulk.ts';

type SaidVerb = Pick<AnyVerb, 'isRepeatable' | 'texts'>;
type OutcomeServices = Pick<App, 'accounts' | 'clock' | 'log' | 'settings' | 'ui'>;

const maxReasons = 3;
/** Duration after which the user may be doing something else, and gets a notification with the report. */
const longMs = 10_000;

/**
 * Shows the outcome of the `concerned` items of a bulk action and how many of all items remain: with `showResult` when
 * all succeeded, otherwise in a notification with reasons. Also writes the outcome to the log.
 */
export function showOutcome(
  services: OutcomeServices,
  verb: SaidVerb,
  whole: BulkRecord,
  executed: Executed,
  concerned: readonly number[],
  showResult: (message: string) => void,
): void {
  const { texts } = verb;
  const record = pickItems(whole, concerned);
  const { plan, outcomes } = record;
  for (const { level, text } of toLogLines(texts.title(outcomes.length), record)) services.log[level](text);
  const counts = countOutcomes(outcomes);
  const left = countOutcomes(whole.outcomes).notStarted;
  const leftOut = countLeftOut(plan);
  const hasStopped = executed.end !== 'finished' && left > 0;
  const sentences = [
    ...(counts.done > 0
      ? [texts.done(counts.done, toFirstName(services, listDone(record))), ...listNotes(record)]
      : []),
    ...(counts.failed > 0 ? [texts.failed(counts.failed, outcomes.length)] : []),
    ...(counts.unknown > 0 ? [toUnknown(counts.unknown)] : []),
    ...(executed.reason === undefined ? [] : [toSentence(executed.reason)]),
    ...(left > 0 ? [toLeft(left)] : []),
    ...(leftOut > 0 ? [describeLeftOut(plan, leftOut)] : []),
    ...groupReasons(record)
      .filter(({ reason }) => reason !== executed.reason)
      .slice(0, maxReasons)
      .map(toGroupReason),
  ];
  const summary = sentences.join(' ');
  const actions = hasStopped
    ? toStoppedActions(services, whole, executed)
    : toActions(services, verb, record, executed);
  if (counts.failed + counts.unknown > 0 || executed.end === 'givenUp')
    services.ui.notify('warning', summary, ...actions);
  else if (hasStopped) services.ui.notify('information', summary, ...actions);
  else if (outcomes.length > 1 && isMissed(services, plan))
    services.ui.notify('information', summary, toReportAction(record));
  else showResult(summary);
}

function listDone({ plan, outcomes }: BulkRecord): readonly BulkItem[] {
  return plan.items.filter((_, index) => outcomes[index]?.outcome === 'done');
}

function describeLeftOut({ leftOut = [] }: BulkRecord['plan'], count: number): string {
  const isOfTasks = leftOut.every(({ items }) => items.every(({ resource }) => resource.kind === 'task'));
  if (isOfTasks)
    return plural(count, {
      one: l10n.t('{count} task was left out.', asCount(count)),
      other: l10n.t('{count} tasks were left out.', asCount(count)),
    });
  return plural(count, {
    one: l10n.t('{count} item was left out.', asCount(count)),
    other: l10n.t('{count} items were left out.', asCount(count)),
  });
}

function isMissed({ clock, ui }: OutcomeServices, { startedAt }: BulkRecord['plan']): boolean {
  return clock.now() - Date.parse(startedAt) > longMs || !ui.isFocused;
}

function pickItems({ plan, outcomes, ...rest }: BulkRecord, indexes: readonly number[]): BulkRecord {
  const items = indexes.flatMap((index) => plan.items[index] ?? []);
  return { ...rest, plan: { ...plan, items }, outcomes: indexes.flatMap((index) => outcomes[index] ?? []) };
}

function toStoppedActions(
  { settings }: OutcomeServices,
  record: BulkRecord,
  { lockedOut }: Executed,
): readonly NotificationAction[] {
  const help = lockedOut === undefined ? undefined : toHelpfulAction(settings, lockedOut);
  return [help ?? toReportAction(record), toRestAction(record)];
}

/** Lists the buttons: explaining a single failure, the report on several, and a retry if some are worth it. */
function toActions(
  { clock, settings }: OutcomeServices,
  verb: SaidVerb,
  record: BulkRecord,
  { errors }: Executed,
): readonly NotificationAction[] {
  const tryAgain = listTryAgain(verb, record, clock.now());
  if (record.outcomes.length > 1) return [toReportAction(record), ...tryAgain];
  const [error] = errors.values();
  const help = error === undefined ? showLogAction() : toHelpfulAction(settings, error, verb.texts.title(1));
  return help === undefined ? tryAgain : [help, ...tryAgain];
}

/** Returns the button that retries items given up only because the service was not ready; empty if there are none. */
export function listTryAgain(verb: SaidVerb, record: BulkRecord, nowMs: number): readonly NotificationAction[] {
  const again = record.outcomes.filter((outcome) => isWorthAnotherTry(verb, outcome, nowMs)).length;
  if (again === 0) return [];
  const title = plural(again, {
    one: l10n.t('Try {count} Item Again', asCount(again)),
    other: l10n.t('Try {count} Items Again', asCount(again)),
  });
  return [{ title, command: toCommandId('bulk.tryAgain'), arguments: [record.plan.id] }];
}

/** Checks whether an item was given up only because the service was not ready. */
function isWorthAnotherTry({ isRepeatable }: SaidVerb, outcome: ItemOutcome, nowMs: number): boolean {
  if (outcome.outcome !== 'failed' && outcome.outcome !== 'unknown') return false;
  return mayBeSent(outcome, isRepeatable, nowMs);
}

/** Creates the button that opens the report. */
export function toReportAction({ plan }: BulkRecord): NotificationAction {
  return { title: l10n.t('Show Report'), command: toCommandId('bulk.openReport'), arguments: [plan.id] };
}

/** Creates the button that resumes an action after asking. */
export function toRestAction({ plan }: BulkRecord): NotificationAction {
  return { title: l10n.t('Resume…'), command: toCommandId('bulk.resume'), arguments: [plan.id] };
}

function toLeft(notStarted: number): string {
  return plural(notStarted, {
    one: l10n.t('{count} was not started.', asCount(notStarted)),
    other: l10n.t('{count} were not started.', asCount(notStarted)),
  });
}

function toUnknown(count: number): string {
  return plural(count, {
    one: l10n.t('The result of {count} is unknown.', asCount(count)),
    other: l10n.t('The results of {count} are unknown.', asCount(count)),
  });
}

function listNotes({ outcomes }: BulkRecord): readonly string[] {
  const counts = new Map<string, number>();
  for (const outcome of outcomes) {
    if (outcome.outcome === 'done' && outcome.note !== undefined)
      counts.set(outcome.note, (counts.get(outcome.note) ?? 0) + 1);
  }
  if (outcomes.length === 1) return [...counts.keys()];
  return [...counts]
    .slice(0, maxReasons)
    .map(([note, count]) => toSentence(l10n.t('{count} of them: {note}', { ...asCount(count), note })));
}

function toGroupReason({ reason, items: [first, ...others] }: ReasonGroup): string {
  const name = first === undefined ? '' : toLeadingName(first);
  return toSentence(
    others.length === 0
      ? withLabel(name, reason)
      : l10n.t('{name} and {count} more: {reason}', { name, ...asCount(others.length), reason }),
  );
}

function toSentence(text: string): string {
  return /[.!?…。]$/.test(text) ? text : l10n.t('{0}.', text);
}
