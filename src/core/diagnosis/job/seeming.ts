import * as l10n from '@vscode/l10n';
import { listDependencies, maxNamedDependencies } from '../../relations/taskDependencies.ts';
import { plural } from '../../text/plural.ts';
import { asCount } from '../../words/numbers.ts';
import type { Draft } from '../explanation/draft.ts';
import type { Evidence } from '../explanation/explanation.ts';
import { listSome } from '../explanation/sentences.ts';
import { draftSeemingSuccess } from '../task/seemingSuccess.ts';
import { countSucceeded, describeTaskCounts, type JobContext } from './jobContext.ts';

/** Explains a job with tasks that Batch counts as succeeded but that may have failed; undefined if none are known. */
export function explainSeeming(context: JobContext): Draft | undefined {
  const { job, judged } = context;
  if (judged === undefined || judged.found.length === 0) return undefined;
  const names = { ...asCount(judged.found.length), job: job.id };
  const title = plural(judged.found.length, {
    one: l10n.t('Batch counts {count} task in job {job} as succeeded, but it may have failed', names),
    other: l10n.t('Batch counts {count} tasks in job {job} as succeeded, but they may have failed', names),
  });
  return {
    ...draftSeemingSuccess(title, judged, countSucceeded(context)),
    evidence: [describeTaskCounts(context), describeUsers(context)],
  };
}

/** Describes the waiting tasks that will run with the results of tasks that may have failed; undefined if none are known. */
function describeUsers({ tasks, judged }: JobContext): Evidence | undefined {
  const found = new Set(judged?.found.map(({ resource }) => resource.taskId.toLowerCase()));
  const users = tasks.filter(
    ({ state, dependsOn = {} }) =>
      state === 'active' &&
      listDependencies(dependsOn, maxNamedDependencies)?.some((id) => found.has(id.toLowerCase())) === true,
  );
  if (users.length === 0) return undefined;
  return {
    text: l10n.t('Waiting tasks that will use their results: {0}', listSome(users.map(({ id }) => id))),
    source: 'dependsOn',
  };
}
