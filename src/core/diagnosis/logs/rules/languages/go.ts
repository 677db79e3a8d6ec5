import * as l10n from '@vscode/l10n';
import type { FailureCategory } from '../../../explanation/category.ts';
import type { Finding, Rules } from '../../engine/finding.ts';
import { readStack, toOwnFrame } from '../../engine/stack.ts';
import { errorMark } from '../../engine/text/levels.ts';
import type { LogText } from '../../engine/text/logText.ts';
import { findMeaning, type Meanings } from '../../engine/words.ts';
import { categoryOfMessage } from '../../lexicon/lexicon.ts';

const frameLine = /^\s*(?<file>(?:[A-Za-z]:)?[^\s:]+\.(?:go|s)):(?<at>\d+)(?: \+0x[\da-f]+)?$/;
const otherLine =
  /^(?:fatal error: |goroutine \d|[\w./*()[\]{}·-]+\(|\[signal |created by |exit status|panic\(|\s*$|\t|\.\.\.)/;

/** Matches a line with only the name of a function, which zap writes above its place. */
const functionLine = /^[\w./-]{1,200}\.[\w.()*·[\]]{1,100}$/;

/** Literals for places such as `main.go:5:2: undefined: x`, by the first digit of the line number. */
const goPlaces = Array.from('123456789', (digit) => `.go:${digit}`);

/** Rules for panics and fatal errors in Go programs, and for messages from the Go compiler. */
export const goRules = {
  'go-panic': { on: ['panic: '], read: readPanic },
  'go-fatal': { on: ['fatal error: '], read: readFatal },
  'go-test': { on: ['--- FAIL: '], read: readTest },
  'go-recorded-stack': { on: [errorMark], read: readRecordedStack },
  'go-unknown-flag': { like: 'flag provided but not defined: {what}', category: 'bad-arguments' },
  'go-invalid-flag-value': { like: '^invalid value "{}" for flag {what}: ', category: 'bad-arguments' },
  'go-missing-package': {
    like: [
      'no required module provides package {what}',
      'cannot find package',
      'cannot find module providing',
      'package {what} is not in GOROOT',
      'package {what} is not in std',
    ],
    category: 'missing-module',
  },
  'go-compile-error': {
    on: goPlaces,
    match:
      /^(?:vet: )?(?<file>[^\s:]+\.go):(?<at>\d+):(?:\d{1,5}:| (?=undefined: |undeclared name|imported and not used|cannot use )) ?(?!\s)/,
    unless: /level=|msg=|\[(?:INFO|WARN|DEBUG)\]/,
    category: 'exception-in-user-code',
    narrow: 'failed',
  },
  'go-version-too-old': { like: 'go: go.mod requires go', category: 'dependency-version' },
  'go-missing-module-file': {
    like: ['go: go.mod file not found', 'go: cannot find main module', 'no Go files in'],
    category: 'missing-file',
  },
  'go-line-too-long': {
    like: 'bufio.Scanner: token too long',
    category: 'bad-input',
    narrow: 'unmistakable',
    says: () => l10n.t('A line of the input is too long for the program'),
    fix: () => [
      l10n.t(
        'Shorten the longest line that the program reads (usually at most 64 KiB): with docker run, put a long value of the --env-file into a file of its own.',
      ),
    ],
  },
  'go-missing-sum-entry': { like: 'missing go.sum entry', category: 'dependency-version' },
} satisfies Rules;

function readPanic(log: LogText, line: number): Finding | undefined {
  const text = log.text(line);
  const message = /^(?:http: )?panic: (.*)/.exec(text)?.[1] ?? /^\s*panic: (.*)/.exec(text)?.[1];
  if (message === undefined) return undefined;
  const stack = readStack(log, messageLines(log, line).at(-1) ?? line, frameLine, otherLine);
  if (
    stack.lines.length === 0 ||
    !/goroutine \d|\[signal/.test(
      stack.lines
        .map((at) => log.text(at))
        .slice(0, 6)
        .join(' '),
    )
  )
    return undefined;
  const said = /\bstrconv\./.test(message) ? 'bad-input' : undefined;
  const meaning =
    said === undefined
      ? ({ category: 'exception-in-user-code', narrow: 'failed' } as const)
      : ({ category: said, narrow: 'kind' } as const);
  return {
    line,
    ...meaning,
    weight: 'cause',
    frame: stack.frame,
    covers: [line, ...stack.lines],
    details: messageLines(log, line),
  };
}

/** Maximum number of message lines, because errors from SDKs take many lines. */
const longestMessage = 40;

/** Returns the lines of a panic's message after the first; empty if no goroutine is listed below. */
function messageLines(log: LogText, first: number): number[] {
  const lines: number[] = [];
  for (let line = log.next(first); line !== -1 && lines.length < longestMessage; line = log.next(line)) {
    if (/^goroutine \d|^\[signal /.test(log.text(line))) return lines;
    lines.push(line);
  }
  return [];
}

const fatal: Meanings<FailureCategory> = [
  [/pageAlloc/, 'out-of-memory'],
  [/unexpected signal|stack overflow|fault/, 'crash-signal'],
  [/all goroutines are asleep|concurrent map/, 'exception-in-user-code'],
];

function readFatal(log: LogText, line: number): Finding | undefined {
  const message = /^fatal error: (.*)/.exec(log.text(line))?.[1];
  if (message === undefined) return undefined;
  const category = findMeaning(message, fatal) ?? categoryOfMessage(message);
  if (category === undefined) return undefined;
  const stack = readStack(log, line, frameLine, otherLine);
  return {
    line,
    category,
    narrow: category === 'exception-in-user-code' ? 'failed' : 'exact',
    weight: 'cause',
    frame: stack.frame,
    covers: [line, ...stack.lines],
  };
}

/** Reads `--- FAIL: TestMerge (0.00s)`, followed by the place and the message of the test. */
function readTest(log: LogText, line: number): Finding | undefined {
  if (!/^\s*--- FAIL: \w/.test(log.text(line))) return undefined;
  const next = log.next(line);
  const found = /^\s+(?<file>[\w./-]+\.go):(?<at>\d+): \S/.exec(log.text(next));
  if (found === null) return undefined;
  return {
    line: next,
    category: 'exception-in-user-code',
    narrow: 'failed',
    weight: 'cause',
    frame: toOwnFrame(found),
    covers: [line, next],
  };
}

/**
 * Reads a stack that zap records without a heading, below the message and the reason; the innermost frame comes first.
 */
function readRecordedStack(log: LogText, line: number): Finding | undefined {
  const above = [line, log.next(line)].find((at) => functionLine.test(log.text(log.next(at))));
  if (above === undefined) return undefined;
  const { frame } = readStack(log, above, frameLine, functionLine);
  return frame && { line, category: 'other', weight: 'error', narrow: 'other', frame, vague: true };
}

/** Rules for a stack printed after recovering from a panic; the line above the stack describes the failure. */
export const goStackRules = { 'go-debug-stack': { on: ['runtime/debug.Stack()'], read: readOwnStack } } satisfies Rules;

const longestStack = 80;

function readOwnStack(log: LogText, line: number): Finding | undefined {
  const first = log.previous(line);
  const said = log.previous(first);
  if (said === -1 || !/goroutine \d+ \[running\]:$/.test(log.text(first))) return undefined;
  const covers = [first];
  let frame: ReturnType<typeof toOwnFrame>;
  let panicked = false;
  for (let at = line; at !== -1 && covers.length < longestStack; at = log.next(at)) {
    const text = log.text(at);
    if (!/^\t|\)$|^created by /.test(text)) break;
    covers.push(at);
    // Frames above the panic belong to the code that recovered from it.
    if (text.startsWith('panic(')) panicked = true;
    else if (panicked) frame ??= toOwnFrame(/^\t(?<file>[^\s:]+\.go):(?<at>\d+)/.exec(text));
  }
  if (!panicked) return undefined;
  const category = categoryOfMessage(log.text(said)) ?? 'exception-in-user-code';
  const narrow = category === 'exception-in-user-code' ? 'failed' : 'kind';
  return { line: said, category, narrow, weight: 'cause', frame, covers };
}
