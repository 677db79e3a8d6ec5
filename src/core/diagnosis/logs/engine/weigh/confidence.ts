import type { Confidence } from '../../../explanation/explanation.ts';
import { wasEndedFromOutside } from '../exitCodes.ts';
import { type Finding, type LogContext, narrowness, toFirstLine, toLastLine, weights } from '../finding.ts';
import type { LogText } from '../text/logText.ts';
import { isWant } from './chain.ts';

/** How sure a line is by itself. */
export function toConfidence({ weight }: Finding): Confidence {
  if (weight === 'verdict') return 'certain';
  return weight === 'cause' ? 'likely' : 'guess';
}

/**
 * How sure it is that this line is why a program failed. Certain is what nothing else could end like this, and what is
 * known by its words while nothing else in the log complains. Where something else failed before it, of which no link to
 * it is known, that may be why, and it is a guess.
 * @param isWhole whether all that the program wrote into this log was read
 */
export function judgeConfidence(
  cause: Finding,
  heard: readonly Finding[],
  log: LogText,
  context: LogContext & { readonly isWhole: boolean },
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
  return others.length === 0 && context.isWhole && context.exitCode !== undefined && isExplained(cause, context)
    ? 'certain'
    : 'likely';
}

/** Whether a line says of itself why: a crash and a signal have a reason of which they say nothing. */
function isExplained({ narrow, category }: Finding, context: LogContext): boolean {
  return narrowness[narrow] >= narrowness.failed && category !== 'crash-signal' && !wasEndedFromOutside(context);
}

/** Whether a line above the cause is of the same failure: it is of its kind, or right above it and by the same speaker. */
function isSameReport(above: Finding, cause: Finding, log: LogText): boolean {
  if (above.category === cause.category) return true;
  const isNext = log.next(toLastLine(above)) === toFirstLine(cause);
  return isNext && toSpeaker(above, log) === toSpeaker(cause, log);
}

function toSpeaker({ line }: Finding, log: LogText): string {
  return log.text(line).split(':', 1)[0] ?? '';
}
