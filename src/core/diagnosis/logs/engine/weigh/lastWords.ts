import { placeAtStart, placeNear } from '../../code/sourcePlace.ts';
import { isAdvice, isHarmless, isNoise, isSmallTalk, isSuccess, isTraced } from '../../lexicon/harmlessLines.ts';
import { categoryOfLine } from '../../lexicon/lexicon.ts';
import { complains, guessFromOwnWords } from '../../lexicon/ownWords.ts';
import type { Finding } from '../finding.ts';
import { isCalm } from '../text/levels.ts';
import type { LogText } from '../text/logText.ts';
import { textsAbove, textsBelow } from './textLines.ts';

const lastLines = 12;
/**
 * Maximum number of lines of a log whose last line counts as its final message, whatever it says. In any log, fewer
 * lines may follow the final message.
 */
const fewLines = 3;

const ofStack = /^(?:at|from) \S.{0,200}:\d/;

const failed =
  /\b(?:fail\w*|errors?|fatal|abend|abort\w*|crash\w*|SIG[A-Z]+|ends? with|answered \d+|ERR(?:_\w+)?|0 ?[KMGT]?i?B (?:left|free)|exception|promis\w+|interrupt|quarantined|request(?:ed)? to stop|CTRL-C|please|\w+(?:Error|Exception|Interrupt))\b/i;

function isComplaint(text: string): boolean {
  return complains(text) || failed.test(text);
}

const ending =
  /^(?:[\w./[\]-]+:? )?(?:\w+ (?:\d+ )?)?(?:exit(?:s|ed|ing)?|stop(?:s|ped|ping)?|abort(?:ed|ing)?|terminat(?:ed|ing)|giving up|gave up|leaving|bye|shut(?:ting)? ?down|clean(?:ing|ed)?(?: ?up)?|return(?:ed|s)|end(?:ed)?|done|fail(?:ed)?|run\b.*\baborted)(?:[ :,.(]|$)|\bnot (?:started|executed|processed|written)\b|\bnothing (?:was )?(?:rendered|produced|written|done)\b|\b(?:step|stage|phase|child|command) \S+ (?:returned|exited|failed)|\breturned \d|\bexited with\b|\(code \d+\)$|\bremoved$/i;

/** Matches a letter for the level before a message: `(E) `, `-E- `, `[E] `, `E: `. */
const lettered = /^(?:[-([<](?<boxed>[A-Z])[-)\]>]|(?<bare>[DEFIW])[:/]) ?\S/;

function letterOf(text: string): string | undefined {
  const { boxed, bare } = lettered.exec(text)?.groups ?? {};
  return boxed ?? bare;
}

/** Matches a report of the end in one or two words, or a count of results. */
const outcome =
  /^[\w./[\]-]+:? [A-Za-z]+(?: [A-Za-z]+)?[.!]?$|\b\d+ (?:of \d+ )?(?:\w+ ){0,2}(?:done|handled|valued|sent|created|skipped|merged|written|planned|rendered|passed|failed|shrunk|loaded|processed|saved)\.?$|\b(?:put back|kept|dropped)$|\bfinished with status \d+$/;

function isNamed(text: string): boolean {
  return /^[\w./-]+: \S/.test(text);
}

function isEnding(text: string): boolean {
  return ending.test(text) || outcome.test(text);
}

interface LastWords {
  readonly line: number;
  readonly text: string;
  readonly ownCategory: Finding['category'] | undefined;
  readonly category: Finding['category'] | undefined;
}

/**
 * Reads the final message of a failed program without other errors in its output: the first of its last lines that
 * complains in specific words, or else in any words, or else the last line with the program's name. `before` is the
 * line after them: the end of the log, or the line where a wrapper begins its report.
 */
export function readLastWords(log: LogText, before = log.lineCount): Finding | undefined {
  const quoted = before < log.lineCount;
  const all = collect(log, before, quoted);
  const ofWrongs = all.filter(({ text }) => !isAdvice(text));
  const words = ofWrongs.length > 0 ? ofWrongs : all;
  const complaints = words.filter(
    ({ text, category }) =>
      /^[CEF]$/.test(letterOf(text) ?? '') || (isComplaint(text) && (category !== undefined || !isEnding(text))),
  );
  const found =
    complaints.find(({ text, ownCategory }) => ownCategory !== undefined && !text.endsWith(':')) ??
    complaints.find(({ ownCategory }) => ownCategory !== undefined) ??
    complaints.find(({ category }) => category !== undefined) ??
    (quoted ? undefined : complaints[0]) ??
    words.find(({ text }) => /^[Uu]sage:/.test(text)) ??
    words.findLast(({ text }) => !quoted && isNamed(text) && !isEnding(text)) ??
    words.slice(-1).find(({ category }) => !quoted && category !== undefined) ??
    words.findLast(
      ({ text, ownCategory, category }, index) =>
        ownCategory !== undefined ||
        (isNamed(text) && (!quoted || index === words.length - 1)) ||
        (index === words.length - 1 && (quoted ? category !== undefined : log.lineCount <= fewLines)),
    );
  if (found === undefined) return quoted ? undefined : lastTraced(log);
  return {
    line: /^[Uu]sage\b/.test(found.text) ? complaintAbove(found.line, log) : found.line,
    category: found.category ?? 'other',
    weight: 'hint',
    narrow: found.category === undefined ? 'other' : 'guess',
    frame: placeAtStart(found.text) ?? placeNear(log, found.line),
  };
}

/** Checks whether at most two non-empty lines follow, none of which reports success. */
export function isAtEnd(line: number, log: LogText): boolean {
  const after: string[] = [];
  for (const below of textsBelow(log, line)) {
    if (after.push(log.text(below)) === fewLines) break;
  }
  return after.length < fewLines && !after.some(isSuccess);
}

/** Reads a program's message after a launcher began to report its end, because the output of ranks arrives late. */
export function readWordsAfter(log: LogText, line: number): Finding | undefined {
  const found = collect(log, log.lineCount, true, line + 1).find(({ category }) => category !== undefined);
  if (found?.category === undefined) return undefined;
  const frame = placeAtStart(found.text) ?? placeNear(log, found.line);
  return { line: found.line, category: found.category, weight: 'hint', narrow: 'guess', frame };
}

/** Reads the last warning above a program's message that only says that it failed; it may give the reason. */
export function readWarningAbove(log: LogText, line: number): Finding | undefined {
  let seen = 0;
  for (const above of textsAbove(log, line)) {
    if (seen++ === lastLines) return undefined;
    const text = log.text(above);
    const category = log.level(above) === 'warning' ? guessFromOwnWords(text) : undefined;
    if (category !== undefined) return { line: above, category, weight: 'hint', narrow: 'guess' };
  }
  return undefined;
}

function collect(log: LogText, before: number, quoted: boolean, from = 0): readonly LastWords[] {
  const words: LastWords[] = [];
  let seen = 0;
  for (const line of textsAbove(log, before)) {
    if (line < from || seen === lastLines) break;
    const text = log.text(line).trim();
    if (/^[-=*_#~]+$/.test(text) || ofStack.test(text)) continue;
    seen++;
    if (
      /^[DIW]$/.test(letterOf(text) ?? '') ||
      isSmallTalk(text) ||
      isTraced(text) ||
      isNoise(text) ||
      (!quoted && isHarmless(text)) ||
      isCalm(log.level(line)) ||
      /^exit status \d+$/.test(text) ||
      /^\s+-{1,2}[a-z][\w-]*(?:[ ,=].*)?$/i.test(log.text(line))
    )
      continue;
    const ownCategory = categoryOfLine(text);
    words.unshift({ line, text, ownCategory, category: ownCategory ?? guessFromOwnWords(text) });
  }
  return words;
}

/** Returns the last line if it is a command traced by a shell, which ended the script without a message. */
function lastTraced(log: LogText): Finding | undefined {
  const line = textsAbove(log, log.lineCount).next().value;
  return line !== undefined && isTraced(log.text(line))
    ? { line, category: 'other', weight: 'hint', narrow: 'other' }
    : undefined;
}

/** Returns the complaint above a usage message, because programs complain about arguments before they print usage. */
function complaintAbove(usage: number, log: LogText): number {
  const above = log.previous(usage);
  const text = log.text(above).trim();
  return isComplaint(text) && !isCalm(log.level(above)) && !text.endsWith(':') ? above : usage;
}
