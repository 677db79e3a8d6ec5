import * as l10n from '@vscode/l10n';
import { helpsByNode, isAgain, listRemedies } from '../../changes/remediesOfSteps.ts';
import { afterRepeat, isRetried } from '../../changes/retryOfCause.ts';
import { leaveOutFollowOn } from '../../failures/failingKinds.ts';
import { findJobId, findNodeId, findPoolId } from '../../failures/narrowCause.ts';
import { hasMainReason, listCauseReasons, pickExplained, sayForReason } from '../../failures/representative.ts';
import { toOwnId } from '../../model/resource.ts';
import { continueAfterColon } from '../../text/afterColon.ts';
import { formatNumber } from '../../words/numbers.ts';
import type { Cause, ExplainedFailure } from '../causes/causes.ts';
import type { Failing } from '../causes/failing.ts';
import { toPlaceOfStep } from '../causes/placeOfStep.ts';
import type { Explanation, Fix, RemedyId } from '../explanation/explanation.ts';
import { sayStep } from '../explanation/instruction.ts';
import { withoutSubject } from '../explanation/sentences.ts';

/** Advice for a cause: the steps for all its failures, and the remedies that do not belong to a step. */
interface Advice {
  readonly fixes: readonly Fix[];
  readonly remedies: readonly RemedyId[];
}

/**
 * Turns the steps of the failure that represents a cause into steps for all failures with the cause: a retry of one
 * task becomes a retry of all, and an action on one node becomes a choice for each. Steps for a single item are left
 * out if there are several. If a retry helped none of the failures (`areRepeated`), a corrected definition comes first.
 */
export function adviseAll(cause: Cause, example: Explanation | undefined, areRepeated: boolean): Advice {
  if (example === undefined) return { fixes: [], remedies: [] };
  const said = areRepeated ? afterRepeat(example) : example;
  const failing = cause.failures.map((failure) => failure.failing);
  const shown = pickExplained(cause)?.failing;
  const isMain = hasMainReason(cause);
  const areRetried = isMain && isRetried(failing, said);
  const toAll = (remedy: RemedyId): readonly RemedyId[] =>
    isMain || !isAgain(remedy) ? toForAll(remedy, failing, areRetried) : [];
  const toDistinct = (remedies: readonly RemedyId[]) => [...new Set(remedies.flatMap(toAll))];
  const fixes = said.fixes.map((step): Fix => {
    const { property: _, ofSeveral: _several, remedies = [], ...fix } = step;
    const text = sayStep(step, leaveOutFollowOn(cause.failures).length);
    const ofAll = toDistinct(remedies);
    if (ofAll.length > 0) return { ...fix, text, remedies: ofAll };
    return remedies.length > 0 && shown !== undefined
      ? { ...fix, text, place: toPlaceOfStep(shown, remedies, text) }
      : { ...fix, text };
  });
  const areNodes = failing.length > 1 && failing.every(({ kind }) => kind === 'node');
  const remedies = toDistinct([
    ...said.remedies,
    // The representative's job may have ended while the jobs of other failures have not.
    ...(areRetried && listRemedies(said).some(isAgain) ? (['task.retry'] as const) : []),
    ...(areNodes && helpsByNode(said) ? (['node.reboot'] as const) : []),
  ]);
  // Each reason's first step comes before what else is to be done about the main one.
  const [first, ...rest] = fixes;
  const main = first === undefined ? [] : [{ ...first, text: sayForReason(cause, first.text) }];
  return { fixes: [...main, ...adviseOtherReasons(cause), ...rest], remedies };
}

const maxOthers = 4;

/** Returns the first step for each of the other reasons, with a task, node, pool, or job that has it. */
function adviseOtherReasons(cause: Cause): readonly Fix[] {
  return listCauseReasons(cause)
    .slice(1, 1 + maxOthers)
    .flatMap(({ failures }) => {
      const [example] = failures;
      const [fix] = example.explanation.fixes;
      if (fix === undefined) return [];
      const title = toFailureReason(example);
      const step = sayStep(fix, failures.length);
      const count = formatNumber(failures.length);
      const text = l10n.t({
        message: 'For {count} with another reason ({title}): {step}',
        args: { count, title, step: continueAfterColon(step) },
        comment: [
          '{count} failures of a cause; {title} says why they failed, {step} is a sentence that says what to do',
        ],
      });
      return [{ text, place: toPlaceOfStep(example.failing, [], text) }];
    });
}

/** Returns the reason of a failure without its subject. */
function toFailureReason({ failing, explanation }: ExplainedFailure): string {
  return continueAfterColon(withoutSubject(explanation.title, [toOwnId(failing.resource)]));
}

/** Converts a remedy for one of `failing` to a remedy for all of them. */
function toForAll(remedy: RemedyId, failing: readonly Failing[], areRetried: boolean): readonly RemedyId[] {
  const isOfTasks = failing.some(({ kind }) => kind === 'task');
  if (isOfTasks && (isAgain(remedy) || remedy === 'job.retryFailed'))
    return remedy !== 'task.resubmit' && areRetried ? ['failures.retry'] : ['failures.resubmit'];
  const [kind] = remedy.split('.');
  switch (kind) {
    case 'task':
      return failing.length === 1 || remedy === 'task.downloadFiles' ? [remedy] : [];
    case 'node':
      return areOne(failing, findNodeId) ? [remedy] : ['failures.actOnNodes'];
    case 'pool':
      return areOne(failing, findPoolId) ? [remedy] : [];
    case 'job':
      return areOne(failing, findJobId) ? [remedy] : [];
    default:
      return [remedy];
  }
}

function areOne(failing: readonly Failing[], toId: (failing: Failing) => string | undefined): boolean {
  return new Set(failing.map(toId)).size === 1;
}
