import * as l10n from '@vscode/l10n';
import type { TaskCounts } from '../../model/job.ts';
import type { TaskResource } from '../../model/resource.ts';
import type { ComparedTask } from '../causes/taskFacts.ts';
import type { Evidence, Explanation, RemedyId, Section } from '../explanation/explanation.ts';
import { toNearestSection } from './compareTasks.ts';
import { describeLastGood, type GoodRunSearch, toLastGoodSection } from './lastGoodSection.ts';

/** The runs that a failed task is compared with. */
export interface Comparisons {
  readonly resource: TaskResource;
  /** The most similar succeeded task of the job, and the failed task with comparable evidence. */
  readonly nearest?: { readonly failed: ComparedTask; readonly succeeded: ComparedTask } | undefined;
  readonly lastGood?: LastGoodRun | undefined;
  /** True on the page of a cause that has come again, if the task is the first one since. */
  readonly isOfReturn?: boolean;
}

/** The comparisons for an explanation, in addition to its evidence. */
export interface ComparedRuns {
  readonly compared?: Comparisons | undefined;
}

/** The result of searching for the last good run of a failed task. */
export interface LastGoodRun {
  readonly compared: ComparedTask;
  readonly counts?: TaskCounts | undefined;
  /** Undefined if the search could not be done in time. */
  readonly search?: GoodRunSearch | undefined;
  /** The host that will be asked for the input if the user allows it. */
  readonly pendingHost?: string | undefined;
}

/** Adds the comparisons of the failed task: sections, one line of evidence, and remedies to compare further. */
export function withComparisons(explanation: Explanation, comparisons: Comparisons | undefined): Explanation {
  if (comparisons === undefined) return explanation;
  const { resource, lastGood, isOfReturn } = comparisons;
  const related = [...(explanation.related ?? []), ...toComparisonSections(comparisons)];
  const piece = lastGood?.search && describeLastGood({ resource, ...lastGood }, lastGood.search);
  return {
    ...explanation,
    evidence: [...explanation.evidence, ...(piece === undefined ? [] : [piece])],
    remedies: [
      ...new Set([...explanation.remedies, ...(lastGood === undefined || isOfReturn ? [] : listRemedies(lastGood))]),
    ],
    ...(related.length === 0 ? {} : { related }),
  };
}

/** Creates the sections with the comparisons of a failed task, starting with the one within its job. */
export function toComparisonSections({ resource, nearest, lastGood, isOfReturn }: Comparisons): readonly Section[] {
  const section = lastGood?.search && toLastGoodSection({ resource, ...lastGood }, lastGood.search);
  return [
    ...(nearest === undefined ? [] : [toNearestSection(resource, nearest.failed, nearest.succeeded)]),
    ...(section === undefined
      ? []
      : [isOfReturn ? { ...section, items: [describeReturn(resource), ...section.items] } : section]),
  ];
}

function describeReturn(resource: TaskResource): Evidence {
  const { taskId, jobId } = resource;
  const text = l10n.t('Compared: {taskId} in job {jobId}, with which the cause came back.', { taskId, jobId });
  return { text, leadsTo: { resource, document: 'explanation' } };
}

/** Lists the remedies to compare further; empty if there is no good run to compare with and nowhere else to search. */
function listRemedies({ search, pendingHost }: LastGoodRun): readonly RemedyId[] {
  if (search !== undefined && search.good === undefined && search.isComplete) return [];
  return pendingHost === undefined ? ['task.compareLastGood'] : ['task.compareLastGood', 'task.readFromStorage'];
}
