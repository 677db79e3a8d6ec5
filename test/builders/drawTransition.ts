import { judgeTransition, planTransition, settleTransition, type Transition } from '../../src/core/changes/life.ts';
import type { Settlement } from '../../src/core/changes/settlement.ts';
import type { Verdict } from '../../src/core/changes/verdict.ts';
import { BatchError } from '../../src/core/model/batchError.ts';
import { otherWord } from './otherWord.ts';

const earlier = '2026-11-20T09:00:00Z';
const later = '2026-11-20T09:05:00Z';
const dayMs = 86_400_000;
const thing = { stateTransitionTime: earlier, creationTime: earlier };

interface Dated {
  readonly stateTransitionTime?: string;
  readonly creationTime?: string;
}

interface Drawing<T> {
  /** Items to draw, by name; one in each of `states` when absent. */
  readonly things?: Readonly<Record<string, T>>;
  readonly states?: readonly string[];
  /** Code of the refusal. */
  readonly code?: string;
}

/**
 * Draws the consequences of a transition as a table with one line per state: whether the request may be sent; its
 * result after a lost answer and after a refusal; and its effect immediately and late. Text after a `·` is about an
 * item that has entered the state since.
 */
export function drawTransition<T extends object, Known extends string>(
  drawnTransition: Transition<T, Known>,
  { things, states = [], code = 'Refused' }: Drawing<T>,
): string {
  const transition = drawnTransition as unknown as Transition<T & Dated, Known>;
  const drawn = things ?? {
    ...Object.fromEntries(states.map((state) => [state, { ...thing, state } as unknown as T])),
    'of a newer service': { ...thing, state: otherWord('constructor') } as unknown as T,
    'not known': thing as unknown as T,
  };
  const lines = Object.entries(drawn).map(([name, now]) => {
    const since = { ...now, stateTransitionTime: later };
    return [
      name,
      drawVerdict(planTransition(transition, now)),
      drawBoth([now, since], (one) => drawSettlement(settle(one, {}))),
      drawBoth([now, since], (one) => drawSettlement(settle(one, { error: new BatchError({ code, message: '' }) }))),
      drawBoth([now, since], (one) => judgeBoth(one)),
    ];
  });
  const other = { ...thing, creationTime: later } as unknown as T;
  const ofGone = (now: T | undefined): readonly string[] => [
    '',
    drawSettlement(settle(now, {})),
    drawSettlement(settle(now, { error: new BatchError({ code, message: '' }) })),
    judgeBoth(now),
  ];
  const rows = [
    ['', 'may it?', 'answer lost', 'refused', 'seen'],
    ['', '', '', '', ''],
    ...lines,
    ['gone', ...ofGone(undefined)],
    ...(things === undefined ? [['another of its id', ...ofGone(other)]] : []),
  ];
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  return rows
    .map(
      (row, line) => `| ${row.map((cell, at) => cell.padEnd(widths[at] ?? 0, line === 1 ? '-' : ' ')).join(' | ')} |`,
    )
    .join('\n');

  function settle(now: T | undefined, failure: { readonly error?: BatchError }): Settlement {
    return settleTransition(transition, { before: thing as unknown as T, now, sentAt: earlier, ...failure });
  }

  function judgeBoth(now: T | undefined): string {
    const [soon, late] = [1, dayMs].map((elapsedMs) =>
      judgeTransition(transition, { before: thing as unknown as T, now, elapsedMs }),
    );
    return soon === late ? `${soon}` : `${soon}, then ${late}`;
  }
}

function drawBoth<T>([now, since]: readonly [T, T], draw: (one: T) => string): string {
  const [first, second] = [draw(now), draw(since)];
  return first === second ? first : `${first} · ${second}`;
}

function drawVerdict(verdict: Verdict): string {
  if (!verdict.possible) return verdict.reason;
  return verdict.isDoubtful === true ? `perhaps: ${verdict.note}` : 'yes';
}

function drawSettlement(settlement: Settlement): string {
  if (settlement.outcome === 'done') return settlement.note === undefined ? 'done' : `done: ${settlement.note}`;
  const isUnchanged = settlement.outcome === 'unknown' && settlement.mayRepeat === true;
  const isRefused = settlement.reason.startsWith('The service rejected the request in the current state');
  if (isUnchanged) return 'unknown';
  return isRefused ? 'not done' : `${settlement.outcome === 'unknown' ? 'unknown' : 'not done'}: ${settlement.reason}`;
}
