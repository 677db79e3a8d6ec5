import * as l10n from '@vscode/l10n';
import { sum } from '../../extremes.ts';
import { leaveOutFollowOn } from '../../failures/failingKinds.ts';
import { listCauseReasons, pickExplained, type Reason } from '../../failures/representative.ts';
import { plural } from '../../text/plural.ts';
import type { Count } from '../../words/count.ts';
import { asCount, formatNumber } from '../../words/numbers.ts';
import type { Cause, ExplainedFailure } from './causes.ts';
import { isBareExitCode, restsOnExitCode } from './clusterFailure.ts';

/** The failure that represents a cause; undefined for a cause without one. */
type Represented = Pick<ExplainedFailure, 'known' | 'explanation'> | undefined;

/**
 * Counts the reasons of causes. The count is a lower bound if only an exit code is known for some causes because their
 * logs could not be read: such a cause may have one of the other reasons.
 */
export function countReasons(causes: readonly Represented[]): Count {
  const open = countOpen(causes);
  return { count: causes.length - open, isComplete: open === 0 };
}

/**
 * Counts the reasons of causes, some of which have several (`listCauseReasons`). The count is a lower bound if not all
 * failures of such a cause were checked.
 */
export function countCauseReasons(causes: readonly Cause[]): Count {
  const { count, isComplete } = countReasons(causes.map(pickExplained));
  const several = causes.map((cause) => {
    const reasons = listCauseReasons(cause);
    const checked = sum(reasons.map(({ failures }) => failures.length));
    const more = Math.max(reasons.length, pickExplained(cause)?.explanation.reasons ?? 1) - 1;
    return { more, areAll: reasons.length < 2 || checked >= leaveOutFollowOn(cause.failures).length };
  });
  return {
    count: count + sum(several.map(({ more }) => more)),
    isComplete: isComplete && several.every(({ areAll }) => areAll),
  };
}

/** Explains why there are fewer reasons than causes; empty if there are as many. */
export function describeOpenReasons(causes: readonly Represented[]): string {
  const open = countOpen(causes);
  const named = { ...asCount(open), all: formatNumber(causes.length) };
  return plural(open, {
    '=0': '',
    one: l10n.t('Of {all} causes, {count} may be the same as another one, because only its exit code is known.', named),
    other: l10n.t(
      'Of {all} causes, {count} may be the same as others, because only their exit codes are known.',
      named,
    ),
  });
}

/** Counts the causes that may have the same reason as one of the others. */
function countOpen(causes: readonly Represented[]): number {
  const isByCode = (one: Represented): boolean =>
    one !== undefined && one.known !== 'log' && restsOnExitCode(one.explanation);
  const known = new Set(causes.flatMap((one) => (one === undefined || isByCode(one) ? [] : one.explanation.category)));
  const isOpen = (one: Represented): boolean =>
    one !== undefined && isByCode(one) && (isBareExitCode(one.explanation) || known.has(one.explanation.category));
  // A program that ended with a code of its own was not interrupted.
  const others = causes.filter((one) => !isOpen(one) && one?.explanation.category !== 'interrupted');
  // Two programs with one exit code may have met the same problem.
  const codes = causes.map((one) => (isByCode(one) ? readExitCode(one) : undefined));
  const isRepeated = (index: number): boolean => codes[index] !== undefined && codes.indexOf(codes[index]) < index;
  return causes.filter((one, index) => (others.length > 0 && isOpen(one)) || isRepeated(index)).length;
}

function readExitCode(one: Represented): string | undefined {
  return one?.explanation.evidence.find(({ source }) => source === 'exitCode')?.text;
}

/** Describes several reasons for failures of one cause (`listCauseReasons`); undefined if there is only one. */
export function describeReasons(reasons: readonly Reason[]): string | undefined {
  if (reasons.length < 2) return undefined;
  const counts = reasons.map(({ failures }) => failures.length);
  const [most = 0] = counts;
  const checked = counts.reduce((sum, each) => sum + each, 0);
  const parts = { count: formatNumber(reasons.length), checked: formatNumber(checked) };
  return counts.every((each) => each === most)
    ? l10n.t('The {checked} failures that were checked have {count} different reasons.', parts)
    : l10n.t(
        'The {checked} failures that were checked have {count} different reasons; {most} have the most frequent one.',
        { ...parts, most: formatNumber(most) },
      );
}
