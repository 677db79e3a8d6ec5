import { programName } from './texts.ts';

/** How a text looks on a terminal. */
export type Look = 'strong' | 'quiet' | 'command' | 'link';

interface TerminalOptions {
  /** Number of columns; undefined for lines of any length. */
  readonly columns: number | undefined;
  paint(look: Look, text: string): string;
  /** True if the terminal opens links in text (OSC 8). */
  readonly isLinked: boolean;
}

/** Text of a line that looks the same. */
interface Piece {
  readonly text: string;
  readonly look?: Look | undefined;
  readonly address?: string | undefined;
}

/** Pieces between which a line is never broken. */
type Word = readonly Piece[];

const fence = /^ *(`{3,})\w*$/;
const item = /^( *)(?:(- )|(\d+\. ))/;
/** The parts of a line: an escaped character, a code span, bold text, a link to a page, a command in brackets. */
const part =
  /\\([!-/:-@[-`{-~])|(`+)(.{1,2000}?)\2(?!`)|\*\*(.{1,2000}?)(?<!\\)\*\*|\[((?:\\.|[^\]\\]){1,200})\]\((https:\/\/[^\s)]{1,500})\)|(?<=^| )(\[(?:\\.|[^\]\\]){1,500}\])/y;

/**
 * Draws Markdown that this application created on a terminal: headings, bold text, commands, and links are painted,
 * lines are wrapped at words, and no markup is left. The lines of logs stay as they are.
 */
export function toTerminalText(markdown: string, options: TerminalOptions): string {
  let end: string | undefined;
  const lines = markdown.split('\n').flatMap((line): readonly string[] => {
    const [, marks] = fence.exec(line) ?? [];
    if (end !== undefined) {
      if (line.trim() !== end) return [`  ${line}`];
      end = undefined;
      return [];
    }
    end = marks;
    if (marks !== undefined) return [];
    return drawLine(line, options);
  });
  return lines.join('\n');
}

function drawLine(line: string, options: TerminalOptions): readonly string[] {
  const { columns = Number.POSITIVE_INFINITY, paint } = options;
  if (line === '---') return [paint('quiet', '─'.repeat(Math.min(columns, 40)))];
  const heading = /^#{1,6} (.*)$/.exec(line)?.[1];
  if (heading !== undefined) return wrap(splitWords(heading, options, 'strong'), options, '', '');
  const [whole = '', space = '', bullet, number = ''] = item.exec(line) ?? [];
  const before = whole === '' ? (/^ */.exec(line)?.[0] ?? '') : whole;
  const first = whole === '' ? before : `${space}${bullet === undefined ? number : '• '}`;
  return wrap(splitWords(line.slice(before.length), options), options, first, ' '.repeat(before.length));
}

/** Splits a line into words, each of which consists of the pieces of one look or more. */
function splitWords(line: string, { isLinked }: TerminalOptions, look?: Look): readonly Word[] {
  const words: Piece[][] = [[]];
  const add = (text: string, piece: Omit<Piece, 'text'>, isWhole = false): void => {
    (isWhole ? [text] : text.split(' ')).forEach((each, index) => {
      if (index > 0) words.push([]);
      if (each !== '') words.at(-1)?.push({ ...piece, text: each });
    });
  };
  for (let at = 0; at < line.length; ) {
    part.lastIndex = at;
    const [found, escaped, , code, bold, title, address, command] = part.exec(line) ?? [];
    if (found === undefined) add(line.charAt(at), { look });
    else if (escaped !== undefined) add(escaped, { look });
    else if (code !== undefined) add(code.replace(/^ (.+) $/, '$1'), { look: look ?? 'command' });
    else if (bold !== undefined) add(toPlainCell(bold), { look: 'strong' });
    else if (command !== undefined) add(toPlainCell(command), { look: 'command' }, command.includes(`${programName} `));
    else if (isLinked) add(toPlainCell(title ?? ''), { look: 'link', address });
    else add(`${toPlainCell(title ?? '')} (${address})`, { look });
    at += found?.length ?? 1;
  }
  return words;
}

function toPlainCell(text: string): string {
  return text.replace(/\\([!-/:-@[-`{-~])/g, '$1');
}

/** Breaks words into lines; the first one and the others start with an indentation or the mark of a list. */
function wrap(words: readonly Word[], options: TerminalOptions, first: string, others: string): readonly string[] {
  const { columns = Number.POSITIVE_INFINITY } = options;
  const lines: Piece[][] = [];
  let left = 0;
  for (const word of words) {
    const length = word.reduce((sum, { text }) => sum + [...text].length, 0);
    const line = lines.at(-1);
    if (line === undefined || left < length + 1) {
      lines.push([...word]);
      left = columns - first.length - length;
    } else {
      const [last, next] = [line.at(-1), word[0]];
      const isSame = last?.look === next?.look && last?.address === next?.address;
      line.push(isSame && last !== undefined ? { ...last, text: ' ' } : { text: ' ' });
      for (const piece of word) line.push(piece);
      left -= length + 1;
    }
  }
  return lines.map((line, index) => `${index === 0 ? first : others}${paintLine(line, options)}`);
}

/** Paints each run of pieces with the same look once. */
function paintLine(line: readonly Piece[], { paint }: TerminalOptions): string {
  const runs: Piece[] = [];
  for (const piece of line) {
    const last = runs.at(-1);
    if (last !== undefined && last.look === piece.look && last.address === piece.address)
      runs[runs.length - 1] = { ...piece, text: last.text + piece.text };
    else runs.push(piece);
  }
  return runs
    .map(({ text, look, address }) => {
      const painted = look === undefined ? text : paint(look, text);
      return address === undefined ? painted : `\u001b]8;;${address}\u001b\\${painted}\u001b]8;;\u001b\\`;
    })
    .join('');
}
