import type { FailureCategory } from '../../../explanation/category.ts';
import type { BlockRule, Finding } from '../../engine/finding.ts';
import type { LogText } from '../../engine/text/logText.ts';
import { categoryOfException, categoryOfMessage } from '../../lexicon/lexicon.ts';

/** A language runtime's report of an uncaught exception: its type, its message, or both. */
export interface Wording {
  readonly on: readonly string[];
  /** Has groups `type` and `message`, if the line contains them. */
  readonly match: RegExp;
  readonly kinds?: Readonly<Record<string, FailureCategory>>;
  /** The position of the message, if it is not in the line itself. */
  readonly message?: 'above' | 'below';
  /** True if the finding is at the message rather than at this line. */
  readonly pointsAtMessage?: true;
}

/** Creates the rule for uncaught exceptions in a language that reports them in one or two lines. */
export function readUncaughtAs(wording: Wording): BlockRule {
  return { on: wording.on, read: (log, line) => readUncaught(log, line, wording) };
}

const longestMessage = 6;
const farthestLine = 40;

function readUncaught(log: LogText, line: number, wording: Wording): Finding | undefined {
  const found = wording.match.exec(log.text(line));
  if (found === null) return undefined;
  const where = wording.message ?? (log.text(line).endsWith(':') ? 'below' : undefined);
  const elsewhere = where === undefined ? [] : messageLines(log, line, where);
  const first = elsewhere[0];
  if (wording.message !== undefined && first === undefined) return undefined;
  const words = elsewhere.map((at) => log.text(at).trim()).join(' ');
  const headed = /^(?<type>[A-Z]\w+): (?<message>.*)$/.exec(words)?.groups;
  const { type = headed?.['type'] ?? '', message: head = '' } = found.groups ?? {};
  const message = head + (headed?.['message'] ?? words);
  const category = uncaughtCategoryOf(type, message, wording.kinds ?? {});
  return {
    line: wording.pointsAtMessage === true ? (first ?? line) : line,
    category,
    weight: 'cause',
    narrow: category === 'exception-in-user-code' ? 'failed' : 'kind',
    covers: [...elsewhere, line].sort((a, b) => a - b),
  };
}

/**
 * Returns the category of the message, or else of the type. If the type is known, messages of the code's own checks add
 * nothing.
 */
function uncaughtCategoryOf(type: string, message: string, kinds: Wording['kinds'] = {}): FailureCategory {
  const kind = kinds[type];
  const stated = kind === undefined ? categoryOfException(inWords(type), message) : categoryOfMessage(message);
  const isOfChecks = stated === 'bad-arguments' || (stated === 'bad-input' && kind !== undefined);
  return (isOfChecks ? undefined : stated) ?? kind ?? 'exception-in-user-code';
}

/** Converts a type to the spelling of other languages: `SIMPLE-FILE-ERROR` becomes `SimpleFileError`. */
function inWords(type: string): string {
  const words = type.slice(type.lastIndexOf(':') + 1).replace(/Defect$/, 'Error');
  if (!/[-_]/.test(words)) return words;
  return words
    .split(/[-_]/)
    .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1).toLowerCase())
    .join('');
}

/** Returns a message's lines: above, up to the first line not indented; below, down to the end of its paragraph. */
function messageLines(log: LogText, line: number, where: 'above' | 'below'): number[] {
  const lines: number[] = [];
  const step = (at: number) => (where === 'above' ? log.previous(at) : log.next(at));
  let at = step(line);
  for (let seen = 0; at !== -1 && seen < farthestLine && lines.length < longestMessage; seen++, at = step(at)) {
    const text = log.text(at);
    if (text === '' && (where === 'above' || lines.length > 0)) break;
    if (text === '' || /^\s*\{\w+\}>:$/.test(text)) continue;
    if (where === 'below' && lines.length > 0 && /^\S|^\s+\$/.test(text)) break;
    lines.push(at);
    if (where === 'above' && /^\S/.test(text)) return lines.reverse();
  }
  return where === 'above' ? [] : lines;
}
