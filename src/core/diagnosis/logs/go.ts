import type { FailureCategory } from '../category.ts';
import type { Finding, Reader } from './finding.ts';
import { lineRules } from './lineRule.ts';
import type { LogText } from './logText.ts';
import { readStack } from './stack.ts';

const frameLine = /^\t(?<file>(?:[A-Za-z]:)?[^\s:]{1,1024}\.(?:go|s)):(?<at>\d{1,7})(?: \+0x[\da-f]+)?$/;
const otherLine =
  /^(?:goroutine \d|[\w./*()[\]{}·-]{1,400}\(|\[signal |created by |exit status|panic\(|\s*$|\t|\.\.\.)/;

/** `main.go:5:2: undefined: x` and its like, by the first digit of the line. */
const goPlaces = Array.from('123456789', (digit) => `.go:${digit}`);

/** Panics and fatal errors of Go programs, and the words of its compiler. */
export const goReaders: readonly Reader[] = [
  { on: ['panic: '], read: readPanic },
  { on: ['fatal error: '], read: readFatal },
  ...lineRules([
    { like: 'flag provided but not defined: {what}', category: 'bad-arguments' },
    {
      on: [
        'no required module provides package',
        'cannot find package',
        'cannot find module providing',
        'is not in GOROOT',
        'is not in std',
      ],
      match:
        /no required module provides package (?<what>[^\s;]{1,300})|cannot find (?:package|module providing)|package (?<pkg>\S{1,300}) is not in (?:GOROOT|std)/,
      category: 'missing-module',
    },
    {
      on: goPlaces,
      match: /^(?:vet: )?(?<file>[^\s:]{1,500}\.go):(?<at>\d{1,7}):\d{1,5}: (?!\s)/,
      unless: /level=|msg=|\[(?:INFO|WARN|DEBUG)\]/,
      category: 'exception-in-user-code',
      narrow: 'failed',
    },
    { on: 'go: go.mod requires go', category: 'dependency-version' },
    { on: ['go: go.mod file not found', 'go: cannot find main module', 'no Go files in'], category: 'missing-file' },
    { on: 'missing go.sum entry', category: 'dependency-version' },
  ]),
];

function readPanic(log: LogText, line: number): Finding | undefined {
  const text = log.text(line);
  const message = /^(?:http: )?panic: (.*)/.exec(text)?.[1] ?? /^\s*panic: (.*)/.exec(text)?.[1];
  if (message === undefined) return undefined;
  const stack = readStack(log, line, frameLine, otherLine);
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
  return {
    line,
    category: 'exception-in-user-code',
    narrow: 'failed',
    weight: 'cause',
    frame: stack.frame,
    covers: [line, ...stack.lines],
  };
}

const fatal: readonly (readonly [RegExp, FailureCategory])[] = [
  [/out of memory|cannot allocate memory|pageAlloc/, 'out-of-memory'],
  [/unexpected signal|stack overflow|fault/, 'crash-signal'],
  [/all goroutines are asleep|concurrent map/, 'exception-in-user-code'],
];

function readFatal(log: LogText, line: number): Finding | undefined {
  const message = /^fatal error: (.*)/.exec(log.text(line))?.[1];
  if (message === undefined) return undefined;
  const category = fatal.find(([words]) => words.test(message))?.[1];
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
