import type { Confidence } from '../../../explanation/explanation.ts';
import { isThrownByPackage } from '../../code/ownFault.ts';
import { wasEndedFromOutside } from '../confirmByExit.ts';
import { type Finding, type LogContext, narrowness, toFirstLine, toLastLine, weights } from '../finding.ts';
import type { LogText } from '../text/logText.ts';
import { isWant, toSpeaker } from './chain.ts';
import { isComplainedAbove } from './complaints.ts';

/** Returns the confidence that a line on its own justifies. */
export function toConfidence({ weight }: Finding): Confidence {
  if (weight === 'verdict') return 'certain';
  return weight === 'cause' ? 'likely' : 'guess';
}

/**
 * Returns the confidence that the cause is why a program failed. A verdict is certain. Without other complaints in the
 * log, two kinds of causes are certain as well: an exception that code threw, and a failure that is recognized by its
 * words and named in the title. A different failure above without a known link may be the reason, so the cause is only
 * a guess.
 * @param isWhole true if the whole log was read
 * @param isNamed true if the title names the subject at fault
 */
export function judgeConfidence(
  cause: Finding,
  heard: readonly Finding[],
  log: LogText,
  context: LogContext & { readonly isWhole: boolean; readonly isNamed: boolean },
): Confidence {
  const confidence = judgeMeant(cause, heard, log, context);
  return confidence === 'certain' && guesses.test(log.text(cause.line)) ? 'likely' : confidence;
}

/** Matches messages of programs that guess the reason themselves: "Maybe you are out of disk space?" */
const guesses = /\b(?:maybe|perhaps|possibly|probably|(?:may|might|could) (?:be|have))\b/i;

function judgeMeant(
  cause: Finding,
  heard: readonly Finding[],
  log: LogText,
  { isWhole, isNamed, ...context }: LogContext & { readonly isWhole: boolean; readonly isNamed: boolean },
): Confidence {
  if (cause.weight !== 'cause') return toConfidence(cause);
  const first = toFirstLine(cause);
  const last = toLastLine(cause);
  const others = heard.filter(
    (finding) =>
      weights[finding.weight] >= weights.error &&
      (finding.line < first || finding.line > last) &&
      !(context.doesWithout === true && isWant(finding)) &&
      !(finding.line < first && isMoreGeneral(finding, cause)),
  );
  if (others.some((finding) => finding.line < first && !isSameReport(finding, cause, log))) return 'guess';
  // A package's exceptions are as often about its environment or its input.
  if (cause.category === 'exception-in-user-code' && isThrownByPackage(cause, log)) return 'likely';
  const isAlone = others.length === 0 && isWhole && context.exitCode !== undefined && !isComplainedAbove(log, first);
  return isAlone && cause.rule?.isOpen !== true && isKnown(cause, isNamed) && saysWhy(cause, context)
    ? 'certain'
    : 'likely';
}

/** Checks whether a finding is recognized by its words and its type or subject is known. */
function isKnown({ narrow }: Finding, isNamed: boolean): boolean {
  return narrow === 'failed' || narrow === 'kind' || (isNamed && narrowness[narrow] > narrowness.kind);
}

/** Checks whether a line gives the reason; a crash or signal has a reason that the line doesn't mention. */
function saysWhy({ category }: Finding, context: LogContext): boolean {
  return category !== 'crash-signal' && !wasEndedFromOutside(context);
}

/** Checks whether a line only says that access was refused, for which the cause gives the reason. */
function isMoreGeneral(finding: Finding, cause: Finding): boolean {
  return cause.category === 'sas-expired' && finding.category === 'auth-storage';
}

/**
 * Checks whether a line above the cause belongs to the same failure: it has the same category, or it is directly above
 * and from the same program.
 */
function isSameReport(above: Finding, cause: Finding, log: LogText): boolean {
  if (above.category === cause.category) return true;
  const isNext = log.next(toLastLine(above)) === toFirstLine(cause);
  return isNext && toSpeaker(above, log) === toSpeaker(cause, log);
}
