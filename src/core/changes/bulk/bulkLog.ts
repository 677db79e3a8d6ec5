import { type BulkRecord, countOutcomes } from './bulkRecord.ts';
import { findReason, toItemName } from './reasons.ts';

/**
 * Number of items up to which each item has a line in the log. With more items, only unsuccessful ones have one:
 * thousands of lines would push out the rest of the log, and the report of the action lists every item.
 */
const mostInLog = 200;

/** A line of the log. */
export interface BulkLogLine {
  readonly level: 'info' | 'warn';
  readonly text: string;
}

/** Lists the log lines of a bulk action with a title. */
export function* toLogLines(title: string, { plan, outcomes }: BulkRecord): Generator<BulkLogLine> {
  const isShort = plan.items.length > mostInLog;
  for (const [index, item] of plan.items.entries()) {
    const outcome = outcomes[index] ?? { outcome: 'notBegun' };
    const isWell = outcome.outcome === 'done' || outcome.outcome === 'notBegun';
    if (isWell && isShort) continue;
    yield { level: isWell ? 'info' : 'warn', text: `${title}: ${toItemName(item)}: ${describeOutcome(outcome)}` };
  }
  if (!isShort) return;
  const { done, notStarted } = countOutcomes(outcomes);
  yield { level: 'info', text: `${title}: ${done} done, ${notStarted} not started; the action's report lists them` };
}

function describeOutcome(outcome: BulkRecord['outcomes'][number]): string {
  switch (outcome.outcome) {
    case 'notBegun':
      return 'not started';
    case 'done':
      return outcome.note === undefined ? 'done' : `done: ${outcome.note}`;
    case 'failed':
      return `${outcome.code}: ${outcome.message}`;
    default:
      return `unknown: ${findReason(outcome) ?? ''}`;
  }
}
