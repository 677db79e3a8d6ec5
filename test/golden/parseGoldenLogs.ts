import { type FailureCategory, failureCategories } from '../../src/core/diagnosis/explanation/category.ts';

/** A senior engineer's reading of a log. */
export interface Expected {
  /** Line number from 1. */
  readonly line: number;
  readonly category: FailureCategory;
  readonly frame?: { readonly file: string; readonly line: number };
}

/** Output of a failing program, and the expected finding. */
export interface ParsedLog {
  readonly name: string;
  readonly text: string;
  readonly context: {
    readonly exitCode: number;
    readonly os: 'linux' | 'windows';
    readonly stream?: 'stdout' | 'stderr';
  };
  /** Null if nothing in the output is to blame. */
  readonly expect: Expected | null;
}

const nothing = 'nothing to blame';
/** Last line of an output without a final line end. */
export const withoutLineEnd = '\\ no line end';
export const nameForm = /^[a-z\d][\w.+-]*$/i;
const contextForm = /^ {2}exit (-?\d+), (linux|windows)(?:, (stdout|stderr))?$/;
const expectedForm = new RegExp(`^ {2}(${failureCategories.join('|')}|${nothing})(?:, (.+):(\\d+))?$`);
const printedForm = /^([|>])(?: (.+))?$/;

/**
 * Control characters that are written as control pictures (U+240D for U+000D), so that editors and reviewers see them.
 */
const controls = /[^\P{Cc}\t]/u;
const pictures = /[\u2400-\u241f]/g;
const firstPicture = 0x2400;

/**
 * Reads a file of outputs, which are separated by empty lines:
 *
 *     division-by-zero
 *       exit 1, linux, stderr
 *       exception-in-user-code, /mnt/wd/mean.py:2
 *     | Traceback (most recent call last):
 *     |   File "/mnt/wd/mean.py", line 2, in <module>
 *     > ZeroDivisionError: division by zero
 *
 * `>` marks the failing line. A line of Windows ends in `␍`, a color begins with `␛`, and `\ no line end` marks an
 * output without a final line end. Throws an error with the number of the incorrect line.
 */
export function parseGoldenLogs(file: string): readonly ParsedLog[] {
  const logs: ParsedLog[] = [];
  const names = new Set<string>();
  let first = 1;
  for (const lines of splitBlocks(file)) {
    const log = parseBlock(lines, first);
    if (names.has(log.name)) throw new Error(`line ${first}: '${log.name}' is there twice`);
    names.add(log.name);
    logs.push(log);
    first += lines.length + 1;
  }
  return logs;
}

/** Splits a file of outputs into blocks at empty lines. Throws if the file doesn't end with a line end. */
export function splitBlocks(file: string): readonly (readonly string[])[] {
  if (!file.endsWith('\n')) throw new Error('want a line end at the end of the file');
  return file
    .slice(0, -1)
    .split('\n\n')
    .map((block) => block.split('\n'));
}

/** @param first line number of the first line in the file */
function parseBlock(lines: readonly string[], first: number): ParsedLog {
  const [head = '', contextLine = '', expectedLine = '', ...printed] = lines;
  const fail = (at: number, wanted: string): never => {
    throw new Error(`line ${first + at}: want ${wanted}, not '${lines[at] ?? ''}'`);
  };
  if (!nameForm.test(head)) fail(0, 'a name');
  const context = parseContext(contextLine) ?? fail(1, "'  exit CODE, OS, STREAM'");
  const finding = parseFinding(expectedLine) ?? fail(2, `'  CATEGORY', '  CATEGORY, FILE:LINE' or '  ${nothing}'`);
  const hasLineEnd = printed.at(-1) !== withoutLineEnd;
  const body = (hasLineEnd ? printed : printed.slice(0, -1)).map(
    (line, index) => parsePrinted(line) ?? fail(3 + index, "'| TEXT' or '> TEXT' without control characters"),
  );
  const marked = body.flatMap(({ isMarked }, index) => (isMarked ? [index + 1] : []));
  if (marked.length !== (finding === nothing ? 0 : 1))
    fail(0, finding === nothing ? "no line with '>'" : "one line with '>'");
  const text = body.map((line) => `${line.text}\n`).join('');
  return {
    name: head,
    text: hasLineEnd ? text : text.slice(0, -1),
    context,
    expect: finding === nothing ? null : { line: marked[0] ?? 0, ...finding },
  };
}

function parseContext(line: string): ParsedLog['context'] | undefined {
  const [, exitCode, os, stream] = contextForm.exec(line) ?? [];
  if (exitCode === undefined) return undefined;
  return {
    exitCode: Number(exitCode),
    os: os === 'windows' ? os : 'linux',
    ...(stream !== undefined && { stream: stream === 'stdout' ? stream : 'stderr' }),
  };
}

function parseFinding(line: string): Omit<Expected, 'line'> | typeof nothing | undefined {
  const [, said, file, frameLine] = expectedForm.exec(line) ?? [];
  if (said === nothing) return file === undefined ? nothing : undefined;
  const category = failureCategories.find((known) => known === said);
  if (category === undefined) return undefined;
  return { category, ...(file !== undefined && { frame: { file, line: Number(frameLine) } }) };
}

function parsePrinted(line: string): { readonly isMarked: boolean; readonly text: string } | undefined {
  const [, gutter, text = ''] = printedForm.exec(line) ?? [];
  if (gutter === undefined || hasControls(line)) return undefined;
  return {
    isMarked: gutter === '>',
    text: fromPictures(text),
  };
}

/** Returns a printed line as the program wrote it. */
export function fromPictures(text: string): string {
  return text.replace(pictures, (picture) => String.fromCharCode(picture.charCodeAt(0) - firstPicture));
}

/** Checks whether a line has control characters that must be written as control pictures. */
export function hasControls(line: string): boolean {
  return controls.test(line);
}
