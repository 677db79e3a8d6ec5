import type { FailureCategory } from '../category.ts';
import type { Finding, Frame, Reader } from './finding.ts';
import { lineRules } from './lineRule.ts';
import type { LogText } from './logText.ts';
import { isOwnFile } from './ownCode.ts';

const rubyHeader = /^(?<file>[^\s:]+|<internal:[^>]+>):(?<at>\d+):in /;
const rubyFrame = /^\s+(?:\d{1,5}: )?from (?<file>[^\s:]+|<internal:[^>]+>):(?<at>\d+):in /;

const rubyKinds: Readonly<Record<string, FailureCategory>> = {
  LoadError: 'missing-module',
  'Errno::ENOENT': 'missing-file',
  'Errno::EACCES': 'permission',
  'Errno::ENOSPC': 'disk-full',
  'Errno::ECONNREFUSED': 'network',
  SocketError: 'network-dns',
  NoMemoryError: 'out-of-memory',
  'JSON::ParserError': 'bad-input',
  Interrupt: 'interrupted',
};

/** Ruby, PHP, Lua and Tcl. */
export const scriptingReaders: readonly Reader[] = [
  { on: [':in `', ":in '"], read: readRuby },
  { on: ['    while executing'], read: readTcl },
  ...lineRules([
    {
      on: ['syntax error, unexpected', 'syntax error found'],
      match: /^(?<file>[^\s:]+\.rb):(?<at>\d+): syntax error/,
      category: 'exception-in-user-code',
    },
    {
      like: ['Could not find gem {what}', "Could not find '{what}' ("],
      category: 'missing-module',
    },
    {
      on: ['PHP Fatal error: ', 'PHP Parse error: '],
      match: /^PHP (?:Fatal|Parse) error: {1,2}.* in (?<file>[^\s:]+)(?::| on line )(?<at>\d+)$/,
      category: 'exception-in-user-code',
      narrow: 'failed',
    },
    { like: 'Allowed memory size of {} bytes exhausted', category: 'out-of-memory' },
    {
      on: ['.lua:'],
      match: /^lua[\w.]*: (?<file>[^\s:]+):(?<at>\d+): module '(?<what>[^']+)' not found/,
      category: 'missing-module',
    },
    {
      on: ['.lua:'],
      match: /^lua[\w.]*: (?<file>[^\s:]+):(?<at>\d+): /,
      category: 'exception-in-user-code',
      narrow: 'failed',
    },
    { like: ["\tno file '", '\tno field package'], category: 'missing-file', weight: 'hint', narrow: 'other' },
  ]),
];

function readRuby(log: LogText, line: number): Finding | undefined {
  const found = rubyHeader.exec(log.text(line))?.groups;
  if (found?.['file'] === undefined || rubyFrame.test(log.text(line))) return undefined;
  const cause = causeBelow(log, line);
  if (cause !== undefined) return { ...cause, covers: [line, ...(cause.covers ?? [])] };
  const name = /\((?<name>[A-Z][\w:]+)\)$/.exec(log.text(line))?.groups?.['name'];
  const category = (name === undefined ? undefined : rubyKinds[name]) ?? 'exception-in-user-code';
  const own =
    isOwnFile(found['file']) && !found['file'].startsWith('<')
      ? { file: found['file'], line: Number(found['at']) }
      : undefined;
  return {
    line,
    category,
    weight: 'cause',
    narrow: category === 'exception-in-user-code' ? 'failed' : 'exact',
    frame: own ?? rubyCaller(log, line),
    covers: [line, ...rubyCallers(log, line)],
  };
}

/** Ruby prints what was raised last first, then what it was raised from. */
function causeBelow(log: LogText, line: number): Finding | undefined {
  const last = rubyCallers(log, line).at(-1);
  const next = last === undefined ? -1 : log.next(last);
  return next !== -1 && rubyHeader.test(log.text(next)) && /\([A-Z][\w:]+\)$/.test(log.text(next))
    ? readRuby(log, next)
    : undefined;
}

function rubyCallers(log: LogText, line: number): number[] {
  const lines: number[] = [];
  for (let at = log.next(line); at !== -1 && lines.length < 2000 && rubyFrame.test(log.text(at)); at = log.next(at))
    lines.push(at);
  return lines;
}

function rubyCaller(log: LogText, line: number): Frame | undefined {
  for (const at of rubyCallers(log, line)) {
    const found = rubyFrame.exec(log.text(at))?.groups;
    if (found?.['file'] !== undefined && isOwnFile(found['file']) && !found['file'].startsWith('<'))
      return { file: found['file'], line: Number(found['at']) };
  }
  return undefined;
}

/** Tcl prints the message, then what it was executing, last `(file "run.tcl" line 2)`. */
function readTcl(log: LogText, line: number): Finding | undefined {
  const message = log.previous(line);
  if (message === -1) return undefined;
  const covers = [message, line];
  let frame: Frame | undefined;
  for (let at = log.next(line), seen = 0; at !== -1 && seen < 60; at = log.next(at), seen++) {
    covers.push(at);
    const found = /^\s+\(file "(?<file>[^"]+)" line (?<at>\d+)\)/.exec(log.text(at))?.groups;
    if (found?.['file'] === undefined) continue;
    frame ??= { file: found['file'], line: Number(found['at']) };
    break;
  }
  const missing = /^can't find package|^couldn't load file/.test(log.text(message));
  return {
    line: message,
    category: missing ? 'missing-module' : 'exception-in-user-code',
    weight: 'cause',
    narrow: missing ? 'exact' : 'failed',
    frame,
    covers,
  };
}
