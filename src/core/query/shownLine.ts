import { escapeCharacter, terminalSequence, withoutSequences } from '../text/terminal.ts';

/** What stands for the carriage return between states of a line that are all shown. */
const returned = '\u240d';
/** What stands for NUL, for which editors would take a text for binary. */
const nul = '\u2400';

/** A run of characters that are shown as they were written. */
export interface Piece {
  /** Where it begins among those that are shown, and among those that were written. */
  readonly shown: number;
  readonly written: number;
  readonly length: number;
}

/** What a line says to a terminal, such as a colour, at the character from which it holds. */
interface TerminalSign {
  readonly shown: number;
  readonly sequence: string;
}

/** A line of a file as it is shown. */
export interface ShownLine {
  readonly text: string;
  readonly pieces: readonly Piece[];
  readonly signs: readonly TerminalSign[];
}

/**
 * A line, without its line feed, as people read it: without what only a terminal obeys, and where a program has
 * overwritten it again and again in its last state. A state that says something else than the one after it, beyond its
 * numbers, stays before it: a terminal would have lost it. `isRaw`: every state, and every sequence.
 */
export function showLine(line: string, isRaw = false): ShownLine {
  const written = line.endsWith('\r') ? line.slice(0, -1) : line;
  if (isRaw || !isHiding(written)) {
    const text = written.replaceAll('\r', returned).replaceAll('\0', nul);
    return { text, pieces: [{ shown: 0, written: 0, length: text.length }], signs: [] };
  }
  const states = toStates(written);
  const texts = states.map((state) => state.text);
  // A carriage return ends the line where only sequences follow it, too.
  if (written === line && texts.length > 1 && texts.at(-1) === '') texts.pop();
  const kept = new Set(listKept(texts));
  let text = '';
  const pieces: Piece[] = [];
  const signs: TerminalSign[] = [];
  for (const [index, state] of states.entries()) {
    const isKept = kept.has(index);
    if (isKept && text !== '') text += returned;
    for (const { shown, sequence } of state.signs) signs.push({ shown: text.length + (isKept ? shown : 0), sequence });
    if (!isKept) continue;
    for (const piece of state.pieces) pieces.push({ ...piece, shown: text.length + piece.shown });
    text += state.text;
  }
  return { text: text.replaceAll('\0', nul), pieces, signs };
}

/** Whether something of a line is not shown. */
function isHiding(line: string): boolean {
  return line.includes('\r') || line.includes(escapeCharacter);
}

/** The parts of a line, from one carriage return to the next, as a terminal has them before the next overwrites it. */
function toStates(line: string): readonly ShownLine[] {
  let start = 0;
  return line.split('\r').map((state) => {
    const found = withoutSigns(state, start);
    start += state.length + 1;
    return found;
  });
}

/** A state whose first character is at `start` of its line. */
function withoutSigns(state: string, start: number): ShownLine {
  const pieces: Piece[] = [];
  const signs: TerminalSign[] = [];
  let text = '';
  let from = 0;
  const add = (to: number): void => {
    if (to > from) pieces.push({ shown: text.length, written: start + from, length: to - from });
    text += state.slice(from, to);
  };
  if (state.includes(escapeCharacter))
    for (const { 0: sequence, index } of state.matchAll(terminalSequence)) {
      add(index);
      from = index + sequence.length;
      signs.push({ shown: text.length, sequence });
    }
  add(state.length);
  return { text, pieces, signs };
}

/** Which of the states of a line are shown, by their texts: of several none that is blank. */
function listKept(states: readonly string[]): readonly number[] {
  if (states.length === 1) return [0];
  const kept: number[] = [];
  let after: string | undefined;
  for (let index = states.length - 1; index >= 0; index -= 1) {
    const text = states[index] ?? '';
    if (text.trim() === '') continue;
    const words = toWords(text);
    if (words !== after) kept.push(index);
    after = words;
  }
  return kept.reverse();
}

/** What of a state is the same however far the work has come. */
function toWords(state: string): string {
  return state.replace(/[^\p{L}]+/gu, ' ').trim();
}

const overwritten = /\r(?!\n)/;

/** Whether `showLines` leaves something of a text out. */
export function hidesSome(text: string): boolean {
  return text.includes(escapeCharacter) || overwritten.test(text);
}

/**
 * A text whose lines are all as `showLine` gives them. Line feeds alone end lines then, so that a line has the same number
 * in an editor, which ends lines at carriage returns too, and on pages.
 */
export function showLines(text: string, isRaw = false): string {
  const seen = isRaw ? text : withoutSequences(text);
  if (!overwritten.test(seen)) return seen.replaceAll('\0', nul);
  const lines = seen.split('\n');
  const last = lines.length - 1;
  return lines
    .map((line, index) => {
      if (!line.includes('\r')) return line;
      const ended = index < last && line.endsWith('\r') ? '\r' : '';
      const states = (line.endsWith('\r') ? line.slice(0, -1) : line).split('\r');
      const shown = isRaw ? states : listKept(states).map((state) => states[state]);
      return shown.join(returned) + ended;
    })
    .join('\n')
    .replaceAll('\0', nul);
}

/** Where a character of a line that is shown was written in it; of one that stands for others, where they were. */
export function toWritten({ pieces }: Pick<ShownLine, 'pieces'>, shown: number): number {
  const piece = pieces.findLast((one) => one.shown <= shown) ?? pieces[0];
  return piece === undefined ? 0 : piece.written + Math.max(0, Math.min(shown - piece.shown, piece.length));
}

/** Where a character of a line as it was written is shown; of one that is not, where the next is that is. */
export function toShown({ text, pieces }: Pick<ShownLine, 'text' | 'pieces'>, written: number): number {
  const piece = pieces.find((one) => written < one.written + one.length);
  return piece === undefined ? text.length : piece.shown + Math.max(0, written - piece.written);
}
