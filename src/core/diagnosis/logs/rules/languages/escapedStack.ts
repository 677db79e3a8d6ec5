import type { Finding, LogContext } from '../../engine/finding.ts';
import { toReaders } from '../../engine/reader.ts';
import type { Rules } from '../../engine/rule.ts';
import { LogText } from '../../engine/text/logText.ts';
import { dotnetRules } from './dotnet.ts';
import { javaRules } from './java.ts';
import { nodeRules } from './node.ts';

/** The first frame of a stack that a logger wrote as one JSON string: of Node.js, of Java, of .NET. */
const marks = ['\\n    at ', '\\n\\tat ', '\\n   at ', '\\r\\n   at '];

/** Those that know where a stack ends, the first of each. */
const stackRules = [javaRules, nodeRules, dotnetRules].flatMap((rules) => toReaders([rules]).slice(0, 1));

/** Stacks in one line of JSON, with `\n` for the ends of lines. */
export const escapedStackRules = {
  'escaped-stack-escaped': { on: marks, read: readEscaped },
} satisfies Rules;

function readEscaped(log: LogText, line: number, context: LogContext): Finding | undefined {
  const stack = unescapedStack(log.text(line));
  if (stack === undefined) return undefined;
  const inner = new LogText(stack);
  for (const { on, read } of stackRules) {
    const found = on.some((literal) => stack.includes(literal)) ? read(inner, 0, context) : undefined;
    if (found !== undefined) return { ...found, line, covers: undefined, details: undefined };
  }
  return undefined;
}

/** The string that the first frame stands in, as the program had it. */
function unescapedStack(text: string): string | undefined {
  const at = Math.min(...marks.map((mark) => text.indexOf(mark)).filter((found) => found !== -1));
  if (!Number.isFinite(at)) return undefined;
  const start = quoteBefore(text, at);
  const end = quoteAfter(text, at);
  return start === -1 || end === -1
    ? undefined
    : text
        .slice(start + 1, end)
        .replaceAll('\\r', '')
        .replaceAll('\\n', '\n')
        .replaceAll('\\t', '\t')
        .replaceAll('\\"', '"');
}

function quoteBefore(text: string, from: number): number {
  let at = text.lastIndexOf('"', from);
  while (at > 0 && text[at - 1] === '\\') at = text.lastIndexOf('"', at - 1);
  return at;
}

function quoteAfter(text: string, from: number): number {
  let at = text.indexOf('"', from);
  while (at !== -1 && text[at - 1] === '\\') at = text.indexOf('"', at + 1);
  return at;
}
