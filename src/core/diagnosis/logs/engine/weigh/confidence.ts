import type { Confidence } from '../../../explanation/explanation.ts';
import { wasEndedFromOutside } from '../exitCodes.ts';
import { type Finding, type LogContext, narrowness, toFirstLine, toLastLine, weights } from '../finding.ts';
import type { LogText } from '../text/logText.ts';
import { isWant, toSpeaker } from './chain.ts';
import { isComplainedAbove } from './complaints.ts';

/** How sure a line is by itself. */
export function toConfidence({ weight }: Finding): Confidence {
  if (weight === 'verdict') return 'certain';
  return weight === 'cause' ? 'likely' : 'guess';
}

/**
 * How sure it is that this line is why a program failed. Certain is what nothing else could end like this. Certain is also,
 * while nothing else in the log complains, what code threw, and what is known by its words and named in the title. Where something else failed before it, of which no link to
 * it is known, that may be why, and it is a guess.
 * @param isWhole whether all that the program wrote into this log was read
 * @param isNamed whether the title names what is at fault
 */
export function judgeConfidence(
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
      !(context.doesWithout === true && isWant(finding)),
  );
  if (others.some((finding) => finding.line < first && !isSameReport(finding, cause, log))) return 'guess';
  const isAlone = others.length === 0 && isWhole && context.exitCode !== undefined && !isComplainedAbove(log, first);
  return isAlone && isKnown(cause, isNamed) && saysWhy(cause, context) ? 'certain' : 'likely';
}

/** Whether its words are known, and more of it than them. */
function isKnown({ narrow }: Finding, isNamed: boolean): boolean {
  return narrow === 'failed' || narrow === 'kind' || (isNamed && narrowness[narrow] > narrowness.kind);
}

/** Whether a line gives the reason: a crash and a signal have one of which they say nothing. */
function saysWhy({ category }: Finding, context: LogContext): boolean {
  return category !== 'crash-signal' && !wasEndedFromOutside(context);
}

/** Whether a line above the cause is of the same failure: it is of its kind, or right above it and by the same speaker. */
function isSameReport(above: Finding, cause: Finding, log: LogText): boolean {
  if (above.category === cause.category) return true;
  const isNext = log.next(toLastLine(above)) === toFirstLine(cause);
  return isNext && toSpeaker(above, log) === toSpeaker(cause, log);
}
