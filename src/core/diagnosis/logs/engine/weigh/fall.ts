import { categoryOfLine } from '../../lexicon/lexicon.ts';
import { type Finding, weights } from '../finding.ts';
import type { LogText } from '../text/logText.ts';
import { countTextsBetween } from './textLines.ts';

/** Lines with text between what a program says that it can't go on for, and its fall. */
const between = 3;
/** The same where the program is known by the words in which it gives up. */
const betweenKnown = 40;

/** How programs begin to say that they can't go on. */
const givesUp = /^\W{0,3}(?:\S{1,40} ){0,2}(?:[Ff]atal|FATAL|[Ee]rror|ERROR|BUG|E\d{4} )/;

/** How they say that they can. */
const goesOn =
  /\b(?:continu|skipp|ignor|retry|fall(?:s|ing)? back|us(?:e|es|ing) (?:the )?default|instead\b|optional)/i;

/**
 * A program that has said why it can't go on may crash on its way out: the crash follows from it, and is a re-report.
 */
export function demoteFalls(findings: readonly Finding[], log: LogText): Finding[] {
  return findings.map((finding, index) => {
    if (!isFall(finding) || !findings.slice(0, index).some((earlier) => leadsTo(earlier, finding, log))) return finding;
    return { ...finding, weight: 'echo', frame: undefined };
  });
}

/** What nobody but the crashing code itself could tell more of is no mere fall: sanitizers and virtual machines do. */
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
    !goesOn.test(text) &&
    countTextsBetween(log, earlier.line, fall.line, between) <= between
  );
}

/** A library that ends the program, after it has told why. */
function isKnownEnd({ rule, narrow, covers }: Finding): boolean {
  return narrow === 'exact' && (rule?.isOfLauncher === true || covers !== undefined);
}
