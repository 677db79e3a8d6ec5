import type { TaskCounts } from '../../model/job.ts';
import type { TaskResource } from '../../model/resource.ts';
import type { ComparedTask } from '../causes/taskFacts.ts';
import type { Explanation, RemedyId, Section } from '../explanation/explanation.ts';
import { toNearestSection } from './compareTasks.ts';
import { describeLastGood, type GoodRunSearch, toLastGoodSection } from './lastGoodSection.ts';

/** The runs that a failed task is compared with. */
export interface Comparisons {
  readonly resource: TaskResource;
  /** The task of its job that is most like it and succeeded, and the failed task beside it. */
  readonly nearest?: { readonly failed: ComparedTask; readonly succeeded: ComparedTask } | undefined;
  readonly lastGood?: LastGoodRun | undefined;
}

/** The comparisons for an explanation, beside its evidence. */
export interface ComparedRuns {
  readonly compared?: Comparisons | undefined;
}

/** The result of looking for the last good run of a failed task. */
export interface LastGoodRun {
  /** The failed task with the state of its input in storage. */
  readonly compared: ComparedTask;
  /** Numbers of tasks of its job by outcome. */
  readonly counts?: TaskCounts | undefined;
  /** Undefined when it could not be looked for in time. */
  readonly search?: GoodRunSearch | undefined;
  /** The host that may be asked for the input once the user allows it. */
  readonly pendingHost?: string | undefined;
}

/** Adds the comparisons of its failed task to an explanation: sections, one line of evidence, and remedies to compare further. */
export function withComparisons(explanation: Explanation, comparisons: Comparisons | undefined): Explanation {
  if (comparisons === undefined) return explanation;
  const { resource, lastGood } = comparisons;
  const related = [...(explanation.related ?? []), ...toComparisonSections(comparisons)];
  const piece = lastGood?.search && describeLastGood({ resource, ...lastGood }, lastGood.search);
  return {
    ...explanation,
    evidence: [...explanation.evidence, ...(piece === undefined ? [] : [piece])],
    remedies: [...new Set([...explanation.remedies, ...(lastGood === undefined ? [] : listRemedies(lastGood))])],
    ...(related.length === 0 ? {} : { related }),
  };
}

/** Makes sections of the comparisons of a failed task: with another task in its job first. */
export function toComparisonSections({ resource, nearest, lastGood }: Comparisons): readonly Section[] {
  const section = lastGood?.search && toLastGoodSection({ resource, ...lastGood }, lastGood.search);
  return [
    ...(nearest === undefined ? [] : [toNearestSection(resource, nearest.failed, nearest.succeeded)]),
    ...(section === undefined ? [] : [section]),
  ];
}

/** Offers nothing if there is no good run to compare with and nowhere else to look. */
function listRemedies({ search, pendingHost }: LastGoodRun): readonly RemedyId[] {
  if (search !== undefined && search.good === undefined && search.isComplete) return [];
  return pendingHost === undefined ? ['task.compareLastGood'] : ['task.compareLastGood', 'task.readFromStorage'];
}
