import type { FailureCategory } from '../../../explanation/category.ts';
import { isSuccess } from '../../lexicon/harmlessLines.ts';
import { type Finding, toFirstLine, toLastLine, weights } from '../finding.ts';
import type { LogText } from '../text/logText.ts';
import { textsBelow } from './textLines.ts';

const triesAgain =
  /(?<!\b(?:please|to|and|can|should|or) )\b(?:retr(?:y|ies|ying)\b(?! later)|tr(?:y|ies|ying) again\b(?! later))|\b(?:next|second|another) (?:attempt|try)\b|\b(?:attempt|try) \d/i;
/** Number of non-empty lines, beginning with the failure itself, that may announce another attempt. */
const noticeLines = 3;

const worked =
  /\bsucce(?:ss(?:ful(?:ly)?)?|eded)\b|\b(?:re)?connected\b|\brecovered\b|\b(?:saved|fetched|downloaded|installed)\b|\b200 OK\b|(?:^|\s)100(?:\.0)? ?%|^100\s/i;
const doubts =
  /\b(?:not|never|nothing|without|un\w+|0 (?:succe|saved|fetched|downloaded|installed)|fail(?!ed: 0)\w*|error)/i;
/** Number of non-empty lines that may report the success of another attempt. */
const within = 60;

/** Lowers a failure to a hint if the program tried again and a line reports success before any other failure. */
export function demoteRetried(findings: readonly Finding[], log: LogText): readonly Finding[] {
  const strong = findings.filter(({ weight }) => weights[weight] >= weights.error);
  const settled = new Set<Finding>();
  /** The nearest later failure of each category. */
  const next = new Map<FailureCategory, Finding>();
  for (const [index, finding] of [...strong.entries()].toReversed()) {
    const later = next.get(finding.category);
    next.set(finding.category, finding);
    const below = strong[index + 1];
    if (below === undefined || !isTriedAgain(finding, log)) continue;
    const until = toFirstLine(below);
    if (hasWorked(finding, until, log) || (later !== undefined && settled.has(later))) settled.add(finding);
  }
  if (settled.size === 0) return findings;
  return findings.map((finding) => (settled.has(finding) ? { ...finding, weight: 'hint' } : finding));
}

function isTriedAgain(finding: Finding, log: LogText): boolean {
  if (triesAgain.test(log.text(finding.line))) return true;
  let seen = 1;
  for (const line of textsBelow(log, toLastLine(finding))) {
    if (triesAgain.test(log.text(line))) return true;
    if (++seen === noticeLines) break;
  }
  return false;
}

function hasWorked(finding: Finding, until: number, log: LogText): boolean {
  let seen = 0;
  for (const line of textsBelow(log, toLastLine(finding))) {
    if (line >= until || ++seen > within) return false;
    if (saysWorked(log.text(line))) return true;
  }
  return false;
}

function saysWorked(text: string): boolean {
  return isSuccess(text) || (worked.test(text) && !doubts.test(text));
}

const failedOnce = /\bfailed\b.{0,40}\b(?:retrying|trying again)\b/i;

/** Checks whether a log reports that an operation that failed in the other log was retried and succeeded. */
export function hasRetried(text: string): boolean {
  const [, ...after] = text.split(failedOnce);
  return after.at(-1)?.split('\n').some(saysWorked) === true;
}
