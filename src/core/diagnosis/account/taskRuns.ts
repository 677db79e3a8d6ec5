import * as l10n from '@vscode/l10n';
import { pickExplained } from '../../failures/representative.ts';
import { isUnread } from '../../failures/unreadFailures.ts';
import { type TaskResource, toKey } from '../../model/resource.ts';
import type { CauseTarget } from '../../places/documentPath.ts';
import { plural } from '../../text/plural.ts';
import { formatCount } from '../../words/count.ts';
import { asCount, formatNumber } from '../../words/numbers.ts';
import { describeRange, findRuns } from '../../words/runs.ts';
import type { Cause, ExplainedFailure } from '../causes/causes.ts';
import type { Evidence, Explanation, Section } from '../explanation/explanation.ts';

/** Maximum number of runs and single tasks that are named here. The page of the cause lists the others. */
const maxNamed = 5;

/**
 * Creates the section on the other failed tasks with a task's cause; undefined for a single task, or if its logs were
 * not read.
 * @param said the explanation on the task's page, which may be less precise than that of other tasks that ended in the
 * same way
 */
export function toAlikeSection(
  task: TaskResource,
  { cause, target, isComplete }: { readonly cause: Cause; readonly target: CauseTarget; readonly isComplete: boolean },
  said?: Pick<Explanation, 'fingerprint' | 'confidence'>,
): Section | undefined {
  if (isUnread(cause.cluster)) return undefined;
  const own = toKey(task);
  const others = cause.failures.filter(({ failing }) => failing.kind === 'task' && toKey(failing.resource) !== own);
  if (others.length === 0) return undefined;
  const shown = cause.failures.find(({ failing }) => toKey(failing.resource) === own);
  const following = others.filter(({ isFollowOn }) => isFollowOn === true);
  const opens = { title: l10n.t('Explain This Cause'), document: target };
  if (shown?.isFollowOn === true) return toOriginSection({ ...cause, failures: following }, opens, isComplete);
  const failures = others.filter(({ isFollowOn }) => isFollowOn !== true);
  const followOn =
    following.length === 0
      ? []
      : [{ text: describeFollowOn(following.length, isComplete), ...(failures.length === 0 ? { opens } : {}) }];
  if (failures.length === 0) return { id: 'alike', title: l10n.t('What it caused'), items: followOn };
  const parts = { count: formatCount({ count: failures.length, isComplete }), title: cause.cluster.title };
  const isTaken = shown?.known === 'alike' && said !== undefined && said.fingerprint !== shown.explanation.fingerprint;
  const text = isTaken
    ? describeTaken(failures.length, parts)
    : describeOthers(failures, cause, parts, said?.confidence);
  return {
    id: 'alike',
    title:
      target.resource.kind === 'job'
        ? l10n.t('What failed the same way in the job')
        : l10n.t('What failed the same way'),
    items: [{ text, opens }, ...listTaskRuns({ ...cause, failures }, maxNamed), ...followOn],
  };
}

/** Creates the section on the failure that caused a task to fail, such as another task that ended the job. */
function toOriginSection(cause: Cause, opens: NonNullable<Evidence['opens']>, isComplete: boolean): Section {
  const { failures, cluster } = cause;
  return {
    id: 'alike',
    title: l10n.t('What caused it'),
    items: [
      { text: l10n.t('This followed from another failure: {title}.', { title: cluster.title }), opens },
      ...(failures.length === 0 ? [] : [{ text: describeFollowOn(failures.length, isComplete) }]),
      ...listTaskRuns(cause, maxNamed),
    ],
  };
}

function describeFollowOn(count: number, isComplete: boolean): string {
  const said = { count: formatCount({ count, isComplete }) };
  return plural(count, {
    one: l10n.t('{count} other task failed as a consequence.', said),
    other: l10n.t('{count} other tasks failed as a consequence.', said),
  });
}

type AlikeParts = Readonly<Record<'count' | 'title', string>>;

/** Describes the number of other tasks with the cause that is assumed for a task. */
function describeTaken(count: number, parts: AlikeParts): string {
  return plural(count, {
    one: l10n.t("{count} other task ended the same way: {title}. It's unknown whether this is the cause here.", parts),
    other: l10n.t(
      "{count} other tasks ended the same way. Where their logs were read, the cause is: {title}. It's unknown whether it is the cause here.",
      parts,
    ),
  });
}

/**
 * Describes the number of other tasks. If logs show the cause, only tasks whose logs were read failed for the same
 * reason; the others ended the same way.
 */
function describeOthers(
  failures: readonly ExplainedFailure[],
  cause: Cause,
  { count, title }: AlikeParts,
  confidence: Explanation['confidence'] | undefined,
): string {
  const assumed = pickExplained(cause)?.known === 'log' ? failures.filter(({ known }) => known === 'alike').length : 0;
  const checked = failures.length - assumed;
  if (confidence === 'guess' || checked === 0)
    return plural(failures.length, {
      one: l10n.t("{count} other task ended the same way: {title}. It's unknown whether the cause was the same.", {
        count,
        title,
      }),
      other: l10n.t("{count} other tasks ended the same way: {title}. It's unknown whether the cause was the same.", {
        count,
        title,
      }),
    });
  if (assumed > 0)
    return l10n.t(
      '{count} other tasks ended the same way. The logs of {checked} of them show the same cause: {title}.',
      {
        count,
        title,
        checked: formatNumber(checked),
      },
    );
  return plural(failures.length, {
    one: l10n.t('{count} other task failed for the same reason: {title}.', { count, title }),
    other: l10n.t('{count} other tasks failed for the same reason: {title}.', { count, title }),
  });
}

/** Minimum length of a sequence that is named by its first and last task. */
const shortestRun = 3;
/** Default number of runs and single tasks that are listed. Others are only counted. */
const maxListed = 20;

/**
 * Lists the tasks of a cause by job, largest job first, with consecutive tasks as ranges: `frame-0001 to frame-0300
 * (300)`.
 */
export function listTaskRuns({ failures }: Cause, maxNamed = maxListed): readonly Evidence[] {
  const byJob = new Map<string, TaskResource[]>();
  for (const { failing } of failures) {
    if (failing.kind !== 'task') continue;
    const known = byJob.get(failing.resource.jobId);
    if (known === undefined) byJob.set(failing.resource.jobId, [failing.resource]);
    else known.push(failing.resource);
  }
  const jobs = [...byJob].sort(([one, ones], [other, others]) => others.length - ones.length || (one < other ? -1 : 1));
  const runs = jobs.flatMap(([, tasks]) => findRuns(tasks, ({ taskId }) => taskId, shortestRun));
  const rest = runs.slice(maxNamed).reduce((sum, run) => sum + run.length, 0);
  return [
    ...runs.slice(0, maxNamed).flatMap((run) => describeRun(run, byJob.size > 1)),
    ...(rest === 0 ? [] : [{ text: describeRest(rest) }]),
  ];
}

function describeRun(run: readonly TaskResource[], isOfSeveral: boolean): readonly Evidence[] {
  const [first, last] = [run[0], run.at(-1)];
  if (first === undefined || last === undefined) return [];
  const text = first === last ? first.taskId : describeRange(first.taskId, last.taskId, run.length);
  return [
    {
      text,
      ...(isOfSeveral ? { source: l10n.t('job {0}', first.jobId) } : {}),
      leadsTo: { resource: first, document: 'explanation' },
    },
  ];
}

function describeRest(count: number): string {
  return plural(count, {
    one: l10n.t('and {count} more task', asCount(count)),
    other: l10n.t('and {count} more tasks', asCount(count)),
  });
}
