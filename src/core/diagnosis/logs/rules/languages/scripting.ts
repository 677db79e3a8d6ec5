import type { FailureCategory } from '../../../explanation/category.ts';
import { isOwnFile } from '../../code/ownCode.ts';
import type { Finding, Frame, Rules } from '../../engine/finding.ts';
import { readStack } from '../../engine/stack.ts';
import type { LogText } from '../../engine/text/logText.ts';
import { findMeaning, type Meanings } from '../../engine/words.ts';
import { categoryOfMessage } from '../../lexicon/lexicon.ts';

/** Matches a Lua error message. Non-string errors have no place, and the place of a library's error isn't user code. */
const luaMessage = /^(?:\S*[\\/])?lua[\w.]*: (?:(?<file>\S+):\d+: )?/;
const luaError =
  /(?:^lua[\w.]*: |(?:^|\s)(?=[^\s:]+\.lua:\d+: .*No such file or directory))(?<file>[^\s:]+):(?<at>\d+): (?<message>.*)/;
const luaFrame = /^\s+(?<file>[^\s:[\]]+):(?<at>\d+): in /;

const tclWords: Meanings<FailureCategory> = [
  [/^can't find package|^couldn't load file/, 'missing-module'],
  [/^couldn't execute "/, 'missing-program'],
  [/^couldn't open socket: /, 'network'],
];

/** Rules for Lua and Tcl. */
export const scriptingRules = {
  'lua-traceback': { on: ['stack traceback:'], read: readLua },
  'tcl-error': { on: ['    while executing', '    invoked from within'], read: readTcl },
  'lua-error': { on: ['.lua:'], read: readLuaError },
} satisfies Rules;

/** Matches messages from Lua's runtime about the code; the code's own messages may be about its input. */
const luaRuntime = /^(?:attempt to |bad argument #(?!.*No such file)|stack overflow)| near (?:['<]|end of )/;

function readLuaError(log: LogText, line: number): Finding | undefined {
  const { file, at, message = '' } = luaError.exec(log.text(line))?.groups ?? {};
  if (file === undefined) return undefined;
  const module = /^module '([^']+)' not found/.exec(message)?.[1];
  const said = luaRuntime.test(message) ? undefined : categoryOfMessage(message);
  const category = module === undefined ? said : 'missing-module';
  return {
    line,
    category: category ?? 'exception-in-user-code',
    weight: 'cause',
    narrow: category === undefined ? 'failed' : 'exact',
    subject: module,
    frame: isOwnFile(file) ? { file, line: Number(at) } : undefined,
  };
}

/** Reads a Lua error, which prints the message, followed by the place where it was raised. */
function readLua(log: LogText, line: number): Finding | undefined {
  const message = log.previous(line);
  const stated = message === -1 ? null : luaMessage.exec(log.text(message));
  if (stated === null || (stated.groups?.['file'] !== undefined && isOwnFile(stated.groups['file']))) return undefined;
  const { lines, frame } = readStack(log, line, luaFrame, /^\s/);
  const category = categoryOfMessage(log.text(message)) ?? 'exception-in-user-code';
  return {
    line: message,
    category,
    weight: 'cause',
    narrow: category === 'exception-in-user-code' ? 'failed' : 'exact',
    frame,
    covers: [message, line, ...lines],
  };
}

/** Reads a Tcl error, which prints the message, followed by the calls, with `(file "run.tcl" line 2)` last. */
function readTcl(log: LogText, line: number): Finding | undefined {
  const message = log.previous(line);
  if (message === -1 || /^["\s]/.test(log.text(message))) return undefined;
  const covers = [message, line];
  let frame: Frame | undefined;
  for (let at = log.next(line), seen = 0; at !== -1 && seen < 60; at = log.next(at), seen++) {
    covers.push(at);
    const found = /^\s+\(file "(?<file>[^"]+)" line (?<at>\d+)\)/.exec(log.text(at))?.groups;
    if (found?.['file'] === undefined) continue;
    frame ??= { file: found['file'], line: Number(found['at']) };
    break;
  }
  const category = findMeaning(log.text(message), tclWords) ?? categoryOfMessage(log.text(message));
  return {
    line: message,
    category: category ?? 'exception-in-user-code',
    weight: 'cause',
    narrow: category === undefined ? 'failed' : 'exact',
    frame,
    covers,
  };
}
