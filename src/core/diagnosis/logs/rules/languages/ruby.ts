import type { FailureCategory } from '../../../explanation/category.ts';
import { isOwnFile } from '../../code/ownCode.ts';
import type { Finding, Frame, Rules } from '../../engine/finding.ts';
import { readStack } from '../../engine/stack.ts';
import type { LogText } from '../../engine/text/logText.ts';
import { categoryOfException } from '../../lexicon/lexicon.ts';

const header = /^(?<file>[^\s:]+|<internal:[^>]+>):(?<at>\d+):in /;
/** Matches a place alone in a line, as in stacks of Ruby tools: at the left margin, below the exception. */
const bareFrame = /^(?<file>[^\s:]+|<internal:[^>]+>):(?<at>\d+):in [`'][^`']*'$/;
const frameLine = /^\s+(?:\d{1,5}: )?from (?<file>[^\s:]+|<internal:[^>]+>):(?<at>\d+):in /;

/** Types that have a different meaning in other languages. */
const kinds: ReadonlyMap<string, FailureCategory> = new Map(
  Object.entries<FailureCategory>({
    LoadError: 'missing-module',
    SocketError: 'network-dns',
    'Psych::SyntaxError': 'bad-input',
    Interrupt: 'interrupted',
  }),
);

/** Rules for Ruby exceptions, and for Bundler. */
export const rubyRules = {
  'ruby-exception': { on: [':in `', ":in '"], read: readRuby },
  'ruby-syntax-error': {
    on: ['syntax error, unexpected', 'syntax error found'],
    match: /^(?<file>[^\s:]+\.rb):(?<at>\d+): syntax error/,
    category: 'exception-in-user-code',
  },
  'ruby-missing-gem': { like: ['Could not find gem {what}', "Could not find '{what}' ("], category: 'missing-module' },
  'ruby-gems-conflict': { like: 'ould not find compatible versions for gem', category: 'dependency-version' },
} satisfies Rules;

function readRuby(log: LogText, line: number): Finding | undefined {
  if (bareFrame.test(log.text(line))) return readBelow(log, line);
  const found = header.exec(log.text(line))?.groups;
  if (found?.['file'] === undefined || frameLine.test(log.text(line))) return undefined;
  const cause = causeBelow(log, line);
  if (cause !== undefined) return { ...cause, covers: [line, ...(cause.covers ?? [])] };
  const name = /(?:\(|: )(?<name>[A-Z][\w:]+)\)?$/.exec(log.text(line))?.groups?.['name'];
  const category = classifyRuby(name ?? '', log.text(line)) ?? 'exception-in-user-code';
  const own =
    isOwnFile(found['file']) && !found['file'].startsWith('<')
      ? { file: found['file'], line: Number(found['at']) }
      : undefined;
  return {
    line,
    category,
    weight: /Failed to build gem native extension/.test(log.text(line)) ? 'echo' : 'cause',
    narrow: category === 'exception-in-user-code' ? 'failed' : 'exact',
    subject: / - (?<what>\S[^()]*) \(Errno::\w+\)$/.exec(log.text(line))?.groups?.['what'],
    frame: own ?? rubyCaller(log, line),
    covers: [line, ...rubyCallers(log, line)],
  };
}

/** Reads an exception in the line above a stack at the left margin: `LoadError: cannot load such file -- csv`. */
function readBelow(log: LogText, first: number): Finding | undefined {
  const line = log.previous(first);
  const text = log.text(line);
  if (text === '' || bareFrame.test(text)) return undefined;
  const { frame, lines } = readStack(log, line, bareFrame, /(?!)/);
  const { name = '', message = text } = /^(?<name>[A-Z][\w:]+): (?<message>.*)$/.exec(text)?.groups ?? {};
  const category = classifyRuby(name, `:in '': ${message}`) ?? 'exception-in-user-code';
  const narrow = category === 'exception-in-user-code' ? 'failed' : 'kind';
  return { line, category, weight: 'cause', narrow, frame, covers: [line, ...lines] };
}

function classifyRuby(name: string, text: string): FailureCategory | undefined {
  if (name === 'Errno::ENOENT' && /:in [`'](?:Kernel#|Process\.)?(?:spawn|exec|system|`)'/.test(text))
    return 'missing-program';
  if (name === 'SyntaxError' || name === 'NameError' || name === 'NoMethodError') return undefined;
  return kinds.get(name) ?? categoryOfException(name, messageOf(text));
}

/** Returns the text after the place, with the type: `run.rb:7:in 'Integer': invalid value (ArgumentError)`. */
function messageOf(text: string): string {
  return text.slice(text.indexOf(': ', text.indexOf(':in ')) + 2);
}

/** Reads the cause of an exception, because Ruby prints the last exception first and its causes below. */
function causeBelow(log: LogText, line: number): Finding | undefined {
  const last = rubyCallers(log, line).at(-1);
  const next = last === undefined ? -1 : log.next(last);
  return next !== -1 && header.test(log.text(next)) && /\([A-Z][\w:]+\)$/.test(log.text(next))
    ? readRuby(log, next)
    : undefined;
}

const longestMessage = 8;

/** Returns the further lines of a message, if callers follow. */
function restOfMessage(log: LogText, line: number): number[] {
  const lines: number[] = [];
  for (let at = log.next(line); at !== -1 && lines.length <= longestMessage; at = log.next(at)) {
    const text = log.text(at);
    if (frameLine.test(text)) return lines;
    if (header.test(text)) break;
    lines.push(at);
  }
  return [];
}

function rubyCallers(log: LogText, line: number): number[] {
  const lines = restOfMessage(log, line);
  for (
    let at = log.next(lines.at(-1) ?? line);
    at !== -1 && lines.length < 2000 && frameLine.test(log.text(at));
    at = log.next(at)
  )
    lines.push(at);
  return lines;
}

function rubyCaller(log: LogText, line: number): Frame | undefined {
  for (const at of rubyCallers(log, line)) {
    const found = frameLine.exec(log.text(at))?.groups;
    if (found?.['file'] !== undefined && isOwnFile(found['file']) && !found['file'].startsWith('<'))
      return { file: found['file'], line: Number(found['at']) };
  }
  return undefined;
}
