import type { BlockRule, Finding, LogContext } from '../../engine/finding.ts';
import { toReaders } from '../../engine/reader.ts';
import { LogText } from '../../engine/text/logText.ts';
import { shellRules } from '../languages/shell.ts';
import { kernelRules } from '../system/kernel.ts';
import { posixRules } from '../system/posix.ts';
import { windowsRules } from '../system/windows.ts';

/** Readers of messages that repeat the system's error texts, most specific first. */
const readers = toReaders([shellRules, windowsRules, kernelRules, posixRules]);

/**
 * Matches the prefix with which a shell names a line of a script in other languages: `run.sh: Zeile 2: `, `run.sh :
 * ligne 2 : `, `run.sh: 第 2 行：`.
 */
const scriptLine =
  /^(?<script>[^\s:,：]{1,200}) ?[:,：] ?(?:(?:Zeile|ligne|regel|rad|línea|riga|linha|linia|wiersz|строка|줄|行) (?<before>\d{1,7})|(?:第 )?(?<after>\d{1,7}) ?行) ?[:：] ?/;

const quoted = /["'„“](?<what>[^"'“”]{1,200})["'“”]/;

/**
 * Creates a rule for a system message in other languages. Its line is read as if it were in English, so that the
 * program, the subject, and the line of a script are found in the same way. `parts` are words that no other message
 * has, separated by `|`; `english` replaces the message, with `{what}` for the quoted part.
 */
export function readAs(english: string, parts: string): BlockRule {
  const words = parts.split(/\n *\||\|/);
  return { on: words, read: (log, line, context) => readTranslated(log, line, context, english, words) };
}

function readTranslated(
  log: LogText,
  line: number,
  context: LogContext,
  english: string,
  words: readonly string[],
): Finding | undefined {
  const said = log.text(line);
  const word = words.find((one) => said.includes(one));
  if (word === undefined) return undefined;
  const text = translate(said, word, english);
  const inner = new LogText(text);
  for (const { on, read } of readers) {
    const found = on.some((literal) => text.includes(literal)) ? read(inner, 0, context) : undefined;
    if (found !== undefined) return { ...found, line, covers: undefined, details: undefined };
  }
  return undefined;
}

/** Replaces the message in a line with `english`, up to the command that a shell names after the message. */
function translate(said: string, word: string, english: string): string {
  const text = said
    .replace(scriptLine, '$<script>: line $<before>$<after>: ')
    .replaceAll(/ ?：|(?<=\S)[ \u00A0\u202F]:(?= )/g, ':');
  const at = text.indexOf(word) + (word.startsWith(': ') ? 2 : 0);
  const colon = text.lastIndexOf(': ', at);
  const start = Math.max(colon === -1 ? 0 : colon + 2, /^.*: line \d+: +\d+ /.exec(text)?.[0].length ?? 0);
  const gap = text.indexOf('  ', at);
  const command = gap === -1 ? '' : text.slice(gap);
  const what = quoted.exec(text)?.groups?.['what'] ?? '';
  return text.slice(0, Math.min(start, at)) + english.replace('{what}', what) + command;
}
