import { findJobId, findNodeId, findPoolId } from '../../query/narrowCause.ts';
import { pickExplained } from '../../query/representative.ts';
import { helpsByNode, isAgain, listRemedies } from '../../remedy/remediesOfSteps.ts';
import { afterRepeat, isRetried } from '../../remedy/retryOfCause.ts';
import type { Cause } from '../causes/causes.ts';
import type { Failing } from '../causes/failing.ts';
import { toPlaceOfStep } from '../causes/placeOfStep.ts';
import type { Explanation, Fix, RemedyId } from '../explanation/explanation.ts';
import { sayStep } from '../explanation/instruction.ts';

/** What helps against a cause: the steps for all that have it, and remedies that belong to none of them. */
interface Advice {
  readonly fixes: readonly Fix[];
  readonly remedies: readonly RemedyId[];
}

/**
 * The steps of the failure that represents a cause, for all that have the cause: what runs one task again runs all of them
 * again, and what is done to one node is chosen for each. What covers one thing alone is left out where there are several.
 * Where a retry helped none of them (`areRepeated`), a corrected definition comes first.
 */
export function adviseAll(cause: Cause, example: Explanation | undefined, areRepeated: boolean): Advice {
  if (example === undefined) return { fixes: [], remedies: [] };
  const said = areRepeated ? afterRepeat(example) : example;
  const failing = cause.failures.map((failure) => failure.failing);
  const shown = pickExplained(cause)?.failing;
  const areRetried = isRetried(failing, said);
  const toAll = (remedy: RemedyId): readonly RemedyId[] => toForAll(remedy, failing, areRetried);
  const toDistinct = (remedies: readonly RemedyId[]) => [...new Set(remedies.flatMap(toAll))];
  const fixes = said.fixes.map((step): Fix => {
    const { property: _, ofSeveral: _several, remedies = [], ...fix } = step;
    const text = sayStep(step, failing.length);
    const ofAll = toDistinct(remedies);
    if (ofAll.length > 0) return { ...fix, text, remedies: ofAll };
    return remedies.length > 0 && shown !== undefined
      ? { ...fix, text, place: toPlaceOfStep(shown, remedies, text) }
      : { ...fix, text };
  });
  const areNodes = failing.length > 1 && failing.every(({ kind }) => kind === 'node');
  const remedies = toDistinct([
    ...said.remedies,
    // What the representative cannot do since its job has ended, others may.
    ...(areRetried && listRemedies(said).some(isAgain) ? (['task.retry'] as const) : []),
    ...(areNodes && helpsByNode(said) ? (['node.reboot'] as const) : []),
  ]);
  return { fixes, remedies };
}

/** A remedy of one of `failing` as one for all of them. */
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
