import { escapeCharacter, terminalSequence, withoutSequences } from '../text/terminal.ts';

/** Replaces the carriage return between states of a line if all states are shown. */
const returned = '\u240d';
/** Replaces NUL, which would make editors treat the text as binary. */
const nul = '\u2400';

/** A run of characters that are shown unchanged. */
export interface Piece {
  readonly shown: number;
  readonly written: number;
  readonly length: number;
}

/** A terminal sequence in a line, such as a color, with the position from which it applies. */
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
 * Converts a line, without its line feed, to readable text: without terminal sequences, and in its last state if a
 * program overwrote it repeatedly. Keeps an earlier state if its words differ from those of the next state, although a
 * terminal would have lost it. `isRaw` keeps all states and sequences.
 */
export function showLine(line: string, isRaw = false): ShownLine {
  const written = line.endsWith('\r') ? line.slice(0, -1) : line;
  if (isRaw || !isHiding(written)) {
    const text = written.replaceAll('\r', returned).replaceAll('\0', nul);
    return { text, pieces: [{ shown: 0, written: 0, length: text.length }], signs: [] };
  }
  const states = toStates(written);
  const texts = states.map((state) => state.text);
  // A carriage return also ends the line if only sequences follow it.
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

/** Checks whether part of a line isn't shown. */
function isHiding(line: string): boolean {
  return line.includes('\r') || line.includes(escapeCharacter);
}

/** Splits a line at carriage returns into the successive states that a terminal would show. */
function toStates(line: string): readonly ShownLine[] {
  let start = 0;
  return line.split('\r').map((state) => {
    const found = withoutSigns(state, start);
    start += state.length + 1;
    return found;
  });
}

/** Removes the terminal sequences from a state whose first character is at `start` of its line. */
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

/** Returns the indices of the states to show; omits blank states unless there is only one state. */
function listKept(states: readonly string[]): readonly number[] {
  if (states.length === 1) return [0];
  const kept: number[] = [];
  let after: string | undefined;
  for (let index = states.length - 1; index >= 0; index -= 1) {
    const text = states[index] ?? '';
    if (text.trim() === '') continue;
    const words = toStateWords(text);
    if (words !== after) kept.push(index);
    after = words;
  }
  return kept.reverse();
}

/** Returns the words of a state, without the state's numbers and progress bars. */
function toStateWords(state: string): string {
  return state.replace(/[^\p{L}]+/gu, ' ').trim();
}

const overwritten = /\r(?!\n)/;

/** Checks whether `showLines` omits part of `text`. */
export function hidesSome(text: string): boolean {
  return text.includes(escapeCharacter) || overwritten.test(text);
}

/**
 * Converts all lines of `text` with `showLine`. Only line feeds then end lines, so a line has the same number on pages
 * and in an editor, which also ends lines at carriage returns.
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

/** Converts a position in a shown line to the original; a replacement maps to the text that it replaces. */
export function toWritten({ pieces }: Pick<ShownLine, 'pieces'>, shown: number): number {
  const piece = pieces.findLast((one) => one.shown <= shown) ?? pieces[0];
  return piece === undefined ? 0 : piece.written + Math.max(0, Math.min(shown - piece.shown, piece.length));
}

/** Converts a position in the original line to the shown one; hidden text maps to the next shown character. */
export function toShown({ text, pieces }: Pick<ShownLine, 'text' | 'pieces'>, written: number): number {
  const piece = pieces.find((one) => written < one.written + one.length);
  return piece === undefined ? text.length : piece.shown + Math.max(0, written - piece.written);
}
