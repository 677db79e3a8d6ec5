import { styleText } from 'node:util';
import { toVisibleLines } from '../core/text/escape.ts';
import { withoutEscapes } from '../core/text/markdown.ts';
import { redactText } from '../core/text/redact.ts';
import { wrapWords } from '../core/text/wrap.ts';
import { isInPipeline, toHarmless, toHarmlessJson } from './pipelineCommands.ts';
import { type Look, toTerminalText } from './terminalPage.ts';

/** A line of a result: how it looks on a terminal, and by how many columns it is indented. */
export interface Line {
  readonly text: string;
  readonly look?: Look;
  readonly indent?: number;
  /** True for a line that is never wrapped, such as a command to paste or a line of a log. */
  readonly isWhole?: boolean;
}

/** Destination of results and messages. Tests and the process pass their own. */
export interface Output {
  /** Prints text from which the application has already removed secrets, such as a list of findings. */
  print(text: string): void;
  printLines(lines: readonly Line[]): void;
  /** Prints a page's Markdown, which this application created: as it is, or drawn on a terminal. */
  printPage(markdown: string): void;
  /** Prints one JSON value. */
  printJson(value: unknown): void;
  /** Prints commands for a pipeline's runner, whose parts are already escaped. */
  printCommands(commands: readonly string[]): void;
  /** Prints an error or a note about the result. */
  note(message: string): void;
  /** Shows the state of what is being done: on a terminal in one line, which the next call replaces or clears. */
  progress(message: string): void;
  /** Milliseconds between two states worth showing. */
  readonly progressMs: number;
}

export const colorChoices = ['auto', 'always', 'never'] as const;

/** Number of columns above which lines are hard to read. */
const mostColumns = 120;
const usualColumns = 80;
const clearLine = '\r\u001b[2K';

interface OutputOptions {
  /** One of `colorChoices`. */
  readonly color?: string | undefined;
  readonly environment?: NodeJS.ProcessEnv;
  readonly stdout?: Stream;
  readonly stderr?: Stream;
}

type Stream = Pick<NodeJS.WriteStream, 'write'> & Partial<Pick<NodeJS.WriteStream, 'isTTY' | 'columns'>>;

/**
 * Creates the output of this process. Terminal control sequences in texts are made visible, messages contain no secrets,
 * and nothing that a task logged becomes a command of a pipeline.
 */
export function makeOutput({
  color,
  environment = process.env,
  stdout = process.stdout,
  stderr = process.stderr,
}: OutputOptions = {}): Output {
  const isPipeline = isInPipeline(environment);
  const toSafe = (text: string): string => (isPipeline ? toHarmless(toVisibleLines(text)) : toVisibleLines(text));
  const isColored = hasColors(color, environment, stdout);
  const columns = stdout.isTTY === true ? toColumns(stdout) : undefined;
  const paint = (look: Look, text: string): string =>
    isColored ? styleText([...looks[look]], text, { validateStream: false }) : text;
  const isLinked = isColored && stdout.isTTY === true && environment['TERM_PROGRAM'] !== 'Apple_Terminal';
  const isRedrawn = stderr.isTTY === true && environment['TERM'] !== 'dumb';
  let isInProgress = false;
  const clear = (): void => {
    if (isInProgress) stderr.write(clearLine);
    isInProgress = false;
  };
  const write = (text: string): void => {
    clear();
    stdout.write(`${text}\n`);
  };
  const note = (message: string): void => {
    clear();
    if (message !== '') stderr.write(`${toSafe(redactText(message))}\n`);
  };
  return {
    print: (text) => write(toSafe(text)),
    printLines: (lines) => write(lines.map((line) => toOutputLine(line, columns, toSafe, paint)).join('\n')),
    printPage: (markdown) => {
      const text = toSafe(markdown);
      write(
        columns === undefined && !isColored ? withoutEscapes(text) : toTerminalText(text, { columns, paint, isLinked }),
      );
    },
    printJson: (value) => {
      const text = JSON.stringify(value, undefined, 2);
      write(isPipeline ? toHarmlessJson(text) : text);
    },
    printCommands: (commands) => {
      for (const command of commands) write(command);
    },
    note,
    progress: (message) => {
      if (!isRedrawn) return note(message);
      clear();
      if (message === '') return;
      stderr.write(toVisibleLines(message).slice(0, toColumns(stderr) - 1));
      isInProgress = true;
    },
    progressMs: isRedrawn ? 1000 : 10_000,
  };
}

const looks = { strong: ['bold'], quiet: ['dim'], command: ['cyan'], link: ['underline'] } as const satisfies Readonly<
  Record<Look, readonly Parameters<typeof styleText>[0][]>
>;

function toColumns({ columns }: Stream): number {
  return Math.min(columns || usualColumns, mostColumns);
}

function withoutCodeMarks(text: string): string {
  return text.replace(/`([^`]{1,200})`/g, '$1');
}

/** Decides by the option, then by the variables that other programs use, too (no-color.org), then by the terminal. */
function hasColors(color: string | undefined, environment: NodeJS.ProcessEnv, { isTTY }: Stream): boolean {
  if (color === 'always' || color === 'never') return color === 'always';
  const { NO_COLOR: no, FORCE_COLOR: force, TERM: term } = environment;
  if (no !== undefined && no !== '') return false;
  if (force !== undefined) return !['0', 'false'].includes(force);
  return isTTY === true && term !== 'dumb';
}

function toOutputLine(
  { text, look, indent = 0, isWhole = false }: Line,
  columns: number | undefined,
  toSafe: (text: string) => string,
  paint: (look: Look, text: string) => string,
): string {
  const safe = toSafe(text);
  // Backticks around names are the only markup of sentences.
  const lines = columns === undefined || isWhole ? [safe] : wrapWords(withoutCodeMarks(safe), columns - indent);
  return lines
    .map((line) => ' '.repeat(indent) + (look === undefined || line === '' ? line : paint(look, line)))
    .join('\n');
}
