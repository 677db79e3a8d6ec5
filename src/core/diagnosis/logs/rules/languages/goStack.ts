import type { Finding } from '../../engine/finding.ts';
import type { Rules } from '../../engine/rule.ts';
import { toOwnFrame } from '../../engine/stack.ts';
import type { LogText } from '../../engine/text/logText.ts';
import { categoryOfMessage } from '../../lexicon/lexicon.ts';

/** A stack that a program printed itself, having recovered from a panic: the line above it says what happened. */
export const goStackRules = {
  'go-debug-stack': { on: ['runtime/debug.Stack()'], read: readOwnStack },
} satisfies Rules;

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
    // What is above the panic only recovered from it.
    if (text.startsWith('panic(')) panicked = true;
    else if (panicked) frame ??= toOwnFrame(/^\t(?<file>[^\s:]+\.go):(?<at>\d+)/.exec(text));
  }
  if (!panicked) return undefined;
  const category = categoryOfMessage(log.text(said)) ?? 'exception-in-user-code';
  const narrow = category === 'exception-in-user-code' ? 'failed' : 'kind';
  return { line: said, category, narrow, weight: 'cause', frame, covers };
}
