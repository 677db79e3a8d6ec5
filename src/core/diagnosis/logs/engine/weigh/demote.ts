import type { FailureCategory } from '../../../explanation/category.ts';
import {
  isAdvice,
  isIgnoring,
  isMeaningless,
  isProgress,
  isReReport,
  isSmallTalk,
} from '../../lexicon/harmlessLines.ts';
import { categoryOfLine } from '../../lexicon/lexicon.ts';
import { type Finding, toFirstLine, toLastLine, weights } from '../finding.ts';
import type { Level } from '../text/levels.ts';
import type { LogText } from '../text/logText.ts';
import { countTextsBetween, textsAbove } from './textLines.ts';

/** Maximum number of non-empty lines after an exception that ends a log: final messages of wrappers and cleanup. */
const lastWords = 6;
/** Number of non-empty lines after a failure that imply that the program continued. */
const manyLines = 8;
const within = 400;

const goesOn =
  /\b(?:us(?:e|es|ing) (?:the |a )?(?:cached?|local|default|backup|mirror|previous|old|stale|built-in|fallback|stored|existing|other|CPU)|retry|retries|retrying|attempts?|(?:re)?connected|recovered|succeeded|fall(?:s|ing)? back|fell back|continuing|going on|resum(?:ed|ing)|skipp(?:ed|ing)|is (?:back|up)|up (?:again|now|after)|ok)\b/i;

/** Matches words for a missing value, as after a program continued without something that it could not get. */
const nothingGiven = /\bNoneType\b|\bnull\b|\bundefined\b|\bnil\b/i;

const lacking: ReadonlySet<FailureCategory> = new Set([
  'missing-file',
  'missing-module',
  'missing-program',
  'bad-input',
]);

/** Lowers a failure that a program clearly survived to a hint, if an unrelated exception or crash ends the log. */
export function demoteOutlived(findings: readonly Finding[], log: LogText): readonly Finding[] {
  const lastTexts = findText(log, log.lineCount, lastWords + 1);
  const end = findings.findLast((finding) => toLastLine(finding) >= lastTexts && mayEnd(finding));
  if (end === undefined) return findings;
  const start = toFirstLine(end);
  const earlier = findings.filter(
    (finding) => finding.weight !== 'hint' && toLastLine(finding) < start && isOther(finding, end, log),
  );
  if (earlier.length === 0) return findings;
  const wentOn = lastGoingOn(start, log);
  const worked = mayFollow(end, log) ? -1 : findText(log, start, manyLines);
  const outlived = new Set(earlier.filter((finding) => toLastLine(finding) < Math.max(wentOn, worked)));
  return findings.map((finding) => (outlived.has(finding) ? { ...finding, weight: 'hint' } : finding));
}

/** Finds the non-empty line that is `up` such lines above another, or -1. */
function findText(log: LogText, below: number, up: number): number {
  let texts = 0;
  for (const line of textsAbove(log, below)) if (++texts === up) return line;
  return -1;
}

/** Checks whether a finding is a crash, or an entire stack in code that the log names. */
function mayEnd({ category, covers, weight, handled, frame }: Finding): boolean {
  const isStack = covers !== undefined && frame !== undefined && weights[weight] >= weights.cause;
  const isCrash = category === 'crash-signal' && weight === 'error';
  return handled !== true && (isStack || isCrash);
}

/** Returns the nearest line above an exception that says that the program continues, or -1. */
function lastGoingOn(start: number, log: LogText): number {
  for (let line = start - 1; line >= 0 && line >= start - within; line--)
    if (log.rank(line) === log.rank(start) && goesOn.test(log.text(line))) return line;
  return -1;
}

/** Checks whether an exception is due to something that an earlier step may have failed to create. */
function mayFollow({ category, line }: Finding, log: LogText): boolean {
  return lacking.has(category) || nothingGiven.test(log.text(line));
}

/** Checks whether an exception neither repeats nor follows from an earlier failure. */
function isOther(earlier: Finding, end: Finding, log: LogText): boolean {
  if (earlier.weight === 'verdict' || earlier.category === end.category) return false;
  if (log.rank(earlier.line) !== log.rank(end.line)) return false;
  const text = log.text(earlier.line);
  const said = log.text(end.line);
  if (nothingGiven.test(said) && earlier.category === 'missing-file') return false;
  const isNamed = (subject: string | undefined, words: string): boolean => !!subject && words.includes(subject);
  return !isNamed(earlier.subject, said) && !isNamed(end.subject, text);
}

/** Lowers a finding in a warning or informational line to a hint, regardless of what its words mean elsewhere. */
export function demoteBackground(finding: Finding, log: LogText): Finding {
  const text = log.text(finding.line);
  const level = log.level(finding.line);
  if (isMeaningless(text) || level === 'debug') return { ...finding, weight: 'hint', narrow: 'other' };
  if (isIgnoring(log.text(log.next(finding.line)))) return { ...finding, weight: 'hint' };
  if (finding.weight === 'verdict' || finding.weight === 'hint' || finding.covers !== undefined) return finding;
  if (isProgress(text)) return finding.weight === 'echo' ? finding : { ...finding, weight: 'hint', narrow: 'other' };
  if (finding.vague === true && isAdvice(text)) return { ...finding, weight: 'hint', narrow: 'other' };
  if (isReReport(text) || isAdvice(text)) return { ...finding, weight: 'echo', vague: false };
  return isSmallTalk(text) || level === 'warning' || isInformed(finding, text, level)
    ? { ...finding, weight: 'hint' }
    : finding;
}

/**
 * Checks whether a line is an informational logger's own message, as opposed to a line that names a failure or comes
 * from a runtime with a place in code.
 */
function isInformed({ frame }: Finding, text: string, level: Level | undefined): boolean {
  return level === 'info' && frame === undefined && !/fail/i.test(text);
}

/** Maximum number of non-empty lines between a program's final error message and its crash. */
const between = 3;
/** Maximum number of non-empty lines in between if the message is recognized. */
const betweenKnown = 40;

const givesUp = /^\W{0,3}(?:\S{1,40} ){0,2}(?:[Ff]atal|FATAL|[Ee]rror|ERROR|BUG|E\d{4} )/;

const carriesOn =
  /\b(?:continu|skipp|ignor|retry|fall(?:s|ing)? back|us(?:e|es|ing) (?:the )?default|instead\b|optional)/i;

/** Lowers a crash to an echo if the program gave the reason before, because it may crash while it exits. */
export function demoteFalls(findings: readonly Finding[], log: LogText): Finding[] {
  return findings.map((finding, index) => {
    if (!isFall(finding) || !findings.slice(0, index).some((earlier) => leadsTo(earlier, finding, log))) return finding;
    return { ...finding, weight: 'echo', frame: undefined };
  });
}

/**
 * Checks whether a crash has no detailed report of its own, unlike crashes that sanitizers and virtual machines report.
 */
function isFall({ category, weight }: Finding): boolean {
  return category === 'crash-signal' && (weight === 'cause' || weight === 'error');
}

function leadsTo(earlier: Finding, fall: Finding, log: LogText): boolean {
  if (earlier.category === 'crash-signal' || weights[earlier.weight] < weights.error || earlier.line >= fall.line)
    return false;
  if (isKnownEnd(earlier)) return fall.line - earlier.line <= betweenKnown;
  const text = log.text(earlier.line);
  const saysCause = earlier.narrow !== 'other' || /\bfatal\b/i.test(text) || categoryOfLine(text) !== undefined;
  return (
    saysCause &&
    givesUp.test(text) &&
    !carriesOn.test(text) &&
    countTextsBetween(log, earlier.line, fall.line, between) <= between
  );
}

/** Checks for a library that ends the program after giving the reason. */
function isKnownEnd({ rule, narrow, covers }: Finding): boolean {
  return narrow === 'exact' && (rule?.isOfLauncher === true || covers !== undefined);
}
