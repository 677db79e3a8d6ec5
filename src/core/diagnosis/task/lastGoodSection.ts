import * as l10n from '@vscode/l10n';
import type { TaskCounts } from '../../model/job.ts';
import { type TaskResource, toKey } from '../../model/resource.ts';
import type { DocumentTarget } from '../../places/documentPath.ts';
import type { JobLikeness } from '../../relations/jobNames.ts';
import { listAll } from '../../text/lists.ts';
import { plural } from '../../text/plural.ts';
import { asCount, formatNumber } from '../../words/numbers.ts';
import { formatTime } from '../../words/times.ts';
import type { ComparedTask } from '../causes/taskFacts.ts';
import { toTime } from '../evidence/time.ts';
import type { Difference, Evidence, Section } from '../explanation/explanation.ts';
import { joinSentences } from '../explanation/sentences.ts';
import { compareTaskEvidence } from './compareTasks.ts';
import { type CommitWindow, describeSuspects, type FoundCommits } from './suspectCommits.ts';

/** How a run was recognized as an earlier run of a failed task. */
export type GoodRunKind = 'attempt' | 'schedule' | JobLikeness | 'command';

/** The last run before a failure that did the same work and succeeded. */
export interface GoodRun {
  readonly kind: GoodRunKind;
  readonly resource: TaskResource;
  /** Time at which the run was saved on this computer, if the service no longer has it. */
  readonly savedAt?: string;
  readonly compared: ComparedTask;
  readonly counts?: TaskCounts | undefined;
}

/** The result of the search for the last good run. */
export interface GoodRunSearch {
  readonly good?: GoodRun;
  /** Later runs that also failed, latest first. */
  readonly failedSince: readonly TaskResource[];
  /** Runs among these, or the good one, that failed first and succeeded when they were run again. */
  readonly retried?: readonly TaskResource[];
  /** Time at which the earliest of these was submitted, ISO 8601. */
  readonly firstFailedAt?: string | undefined;
  readonly jobs: number;
  readonly requests: number;
  readonly isComplete: boolean;
  /** True if the service allowed no further requests. */
  readonly wasStopped?: true;
  /** The reason why the size and time of the input in storage are unknown, as a sentence. */
  readonly whyNoInputs?: string | undefined;
  /** The workspace's commits to what failed, if it is under version control. */
  readonly commits?: FoundCommits | undefined;
}

/** A failed task, with the outcomes of its job's tasks. */
export interface FailedRun {
  readonly resource: TaskResource;
  readonly compared: ComparedTask;
  readonly counts?: TaskCounts | undefined;
}

const maxNamed = 5;

/**
 * Describes the differences between a failed task and its last good run, with numbers; undefined if there was nothing
 * to search.
 */
export function toLastGoodSection(failed: FailedRun, search: GoodRunSearch): Section | undefined {
  const { good } = search;
  if (good === undefined) return toNotFound(search);
  const { differences } = compareTaskEvidence(failed.compared, good.compared);
  const { jobId, taskId } = good.resource;
  const items: readonly (Evidence | undefined)[] = [
    { text: describeFound(good, failed), opens: toOpening(good) },
    describeCounts(failed, good),
    describeSince(search),
    describeRetried(search),
    ...describeChanges(failed, good),
    ...describeInputs(failed, good, search),
    ...(search.commits === undefined ? [] : describeSuspects(search.commits, toWindow(failed, good, search))),
    describeLost(failed, good),
    describeWhole(failed, good, differences),
  ];
  return {
    id: 'lastGood',
    title: l10n.t('Compared with the last good run'),
    items: items.filter((item) => item !== undefined),
    ...(differences.length === 0
      ? {}
      : { nearest: { succeededId: isOwn(failed.resource, good) ? taskId : `${taskId} (${jobId})`, differences } }),
  };
}

/** Describes the unknown part of a deleted task, or links to the comparison of the logs. */
function describeWhole({ resource, compared }: FailedRun, good: GoodRun, differences: readonly Difference[]): Evidence {
  if (compared.isRecorded === true)
    return { text: l10n.t("The definition of the task that no longer exists is unknown, so it isn't compared.") };
  return {
    text:
      differences.length === 0
        ? l10n.t('The two runs show no known differences. The full comparison also includes their logs.')
        : l10n.t('The full comparison also includes the log lines that only the failed run wrote.'),
    opens: { title: l10n.t('Show the Full Comparison'), document: toGoodComparison(resource, good) },
  };
}

/** Returns the document that compares a failed task with its last good run. */
export function toGoodComparison(resource: TaskResource, good: Pick<GoodRun, 'resource' | 'savedAt'>): DocumentTarget {
  const { jobId, taskId } = good.resource;
  const other = { jobId, taskId };
  const { savedAt } = good;
  return { resource, document: 'comparison', ...(savedAt === undefined ? {} : { savedAt }), other };
}

/** Describes the last good run in one line, for the evidence of an explanation. */
export function describeLastGood(
  { resource, compared }: FailedRun,
  { good, retried = [] }: GoodRunSearch,
): Evidence | undefined {
  if (good === undefined) return undefined;
  const { differences } = compareTaskEvidence(compared, good.compared);
  const names = differences.filter(mayExplain).map(({ what }) => what);
  const { jobId, taskId } = good.resource;
  const text =
    names.length === 0
      ? l10n.t(
          'The definition and the machine show no known differences from the last good run: {taskId} in job {jobId}, {time}.',
          { taskId, jobId, time: toGoodRunEnd(good) },
        )
      : l10n.t({
          message: 'Differences from the last good run ({taskId} in job {jobId}, {time}): {things}.',
          args: { taskId, jobId, time: toGoodRunEnd(good), things: listAll(names) },
          comment: ['{things} is a list of properties, such as "Command line, Image, and Node agent"'],
        });
  return {
    text: joinSentences([
      text,
      describeRetried({ retried: retried.filter((one) => toKey(one) === toKey(good.resource)) })?.text,
    ]),
    source: 'lastGoodRun',
    opens: { title: l10n.t('Compare'), document: toGoodComparison(resource, good) },
  };
}

function mayExplain({ isOutcome }: Difference): boolean {
  return isOutcome !== true;
}

function isOwn({ jobId, taskId }: TaskResource, { resource }: GoodRun): boolean {
  return resource.jobId === jobId && resource.taskId === taskId;
}

function toGoodRunEnd({ compared: { task } }: GoodRun): string {
  return formatTime(task.executionInfo?.endTime ?? task.stateTransitionTime ?? '');
}

function toOpening({ resource, savedAt }: GoodRun): NonNullable<Evidence['opens']> {
  const document: DocumentTarget =
    savedAt === undefined ? { resource, document: 'explanation' } : { resource, document: 'attempt', savedAt };
  return { title: l10n.t('Explain {0}', resource.taskId), document };
}

function describeFound(good: GoodRun, { compared }: FailedRun): string {
  const { jobId, taskId } = good.resource;
  const run = { taskId, jobId, time: toGoodRunEnd(good) };
  switch (good.kind) {
    case 'attempt':
      return l10n.t('{taskId} succeeded before, in an attempt that is saved on this computer. It ended on {time}.', {
        taskId,
        time: toGoodRunEnd(good),
      });
    case 'schedule':
      return l10n.t('{taskId} succeeded in job {jobId}, an earlier job in the job schedule. It ended on {time}.', run);
    case 'name':
      return l10n.t(
        '{taskId} succeeded in job {jobId}, whose name differs only in numbers or random parts. It ended on {time}.',
        run,
      );
    case 'template':
      return l10n.t(
        '{taskId} succeeded in job {jobId}, which has the same display name or runs the same job tasks. It ended on {time}.',
        run,
      );
    case 'command':
      return good.compared.task.commandLine === compared.task.commandLine
        ? l10n.t('{taskId} in job {jobId} ran the same command and succeeded. It ended on {time}.', run)
        : l10n.t(
            '{taskId} in job {jobId} ran the same command with other numbers and succeeded. It ended on {time}.',
            run,
          );
  }
}

function describeCounts(
  { resource, counts: own }: FailedRun,
  { resource: other, counts }: GoodRun,
): Evidence | undefined {
  if (counts === undefined || own === undefined || other.jobId === resource.jobId) return undefined;
  const total = counts.succeeded + counts.failed;
  const here = {
    jobId: other.jobId,
    ownSucceeded: formatNumber(own.succeeded),
    ownTotal: formatNumber(own.succeeded + own.failed),
  };
  const text =
    total === 1 && counts.succeeded === 1
      ? l10n.t(
          'The only task that ended in job {jobId} succeeded; in this job, {ownSucceeded} of {ownTotal} did.',
          here,
        )
      : l10n.t(
          'Of the {total} tasks that ended in job {jobId}, {succeeded} succeeded; in this job, {ownSucceeded} of {ownTotal} did.',
          { ...here, succeeded: formatNumber(counts.succeeded), total: formatNumber(total) },
        );
  return { text };
}

/** Names the jobs after the last good run, or among the searched jobs, in which the task also failed. */
function describeSince({ failedSince }: GoodRunSearch): Evidence | undefined {
  const count = failedSince.length;
  if (count === 0) return undefined;
  const jobs = listAll(failedSince.slice(0, maxNamed).map(({ jobId }) => jobId));
  const others = { ...asCount(count), jobs };
  return {
    text:
      count > maxNamed
        ? l10n.t('It also failed in {count} other jobs, most recent first: {jobs}.', others)
        : plural(count, {
            one: l10n.t('It also failed in {count} other job: {jobs}.', others),
            other: l10n.t('It also failed in {count} other jobs: {jobs}.', others),
          }),
  };
}

/** Names the jobs in which the task succeeded only when it was run again, so that they show no run without the cause. */
function describeRetried({ retried = [] }: Pick<GoodRunSearch, 'retried'>): Evidence | undefined {
  if (retried.length === 0) return undefined;
  const jobs = listAll(retried.slice(0, maxNamed).map(({ jobId }) => jobId));
  return { text: l10n.t('It succeeded only on retry in {jobs}.', { jobs }) };
}

/** Says that the pool changed between the two runs. Leaves out pools with a formula, whose size changes constantly. */
function describeChanges({ compared: { task, pool } }: FailedRun, { compared: good }: GoodRun): readonly Evidence[] {
  // A formula constantly changes the size of its pool.
  if (pool === undefined || pool.id !== good.pool?.id || pool.enableAutoScale === true) return [];
  const [from, to] = [good.task.executionInfo?.startTime, task.executionInfo?.startTime ?? task.creationTime];
  const at = pool.lastModified;
  if (at === undefined || !isBetween(at, from, to)) return [];
  return [
    {
      text: l10n.t('The settings or size of pool {pool} changed between the two runs, on {time}.', {
        pool: pool.id,
        time: formatTime(at),
      }),
    },
  ];
}

/** Returns the time in which the code changed: between the submission of the good run and that of the first failed one. */
function toWindow(
  { compared: { task } }: FailedRun,
  { compared: good }: GoodRun,
  { firstFailedAt }: GoodRunSearch,
): CommitWindow {
  const { creationTime: from = good.task.executionInfo?.startTime } = good.task;
  const to = firstFailedAt ?? task.creationTime;
  // An attempt of the same task was submitted with it: only what the task downloads when it starts can have changed.
  return { from, to: from === to ? task.executionInfo?.startTime : to };
}

function isBetween(at: string, from: string | undefined, to: string | undefined): boolean {
  const [time, start, end] = [toTime(at), toTime(from), toTime(to)];
  return time !== undefined && start !== undefined && end !== undefined && time > start && time <= end;
}

/**
 * Describes changed inputs. Storage has only the latest state of a file that both runs download, so a file written
 * between the runs is new to this run.
 */
function describeInputs(
  { compared: { task, inputs = [] } }: FailedRun,
  { compared: good }: GoodRun,
  { whyNoInputs }: GoodRunSearch,
): readonly Evidence[] {
  const before = new Set(good.inputs?.map(({ address }) => address));
  const [from, to] = [good.task.executionInfo?.startTime, task.executionInfo?.startTime ?? task.creationTime];
  const changed = inputs.flatMap(({ path, address, lastModified }) => {
    if (lastModified === undefined || !before.has(address) || !isBetween(lastModified, from, to)) return [];
    return [
      {
        text: l10n.t('Input file {path} was written between the two runs, on {time}.', {
          path,
          time: formatTime(lastModified),
        }),
      },
    ];
  });
  return whyNoInputs === undefined
    ? changed
    : [...changed, { text: l10n.t('The sizes and times of the input files are unknown. {why}', { why: whyNoInputs }) }];
}

/** Describes which facts about the machines can no longer be compared. */
function describeLost({ compared }: FailedRun, { compared: good }: GoodRun): Evidence | undefined {
  if (compared.node === undefined && compared.task.nodeInfo?.nodeId === undefined) return undefined;
  if (compared.node !== undefined && good.node !== undefined) return undefined;
  return {
    text:
      good.node === undefined
        ? l10n.t('The node of the good run is gone, so its image version and node agent are unknown.')
        : l10n.t('The node of this run is gone, so its image version and node agent are unknown.'),
  };
}

/** Says that no good run was found, if the task failed in earlier jobs as well or more jobs can be checked. */
function toNotFound(search: GoodRunSearch): Section | undefined {
  const { jobs, requests, isComplete } = search;
  const since = describeSince(search);
  if (since === undefined && isComplete) return undefined;
  const text = isComplete
    ? plural(jobs, {
        one: l10n.t('No successful run was found in the {count} earlier job that was checked.', asCount(jobs)),
        other: l10n.t('No successful run was found in the {count} earlier jobs that were checked.', asCount(jobs)),
      })
    : plural(jobs, {
        one: l10n.t(
          'No good run was found in {count} earlier job, with {requests} requests. To look further, ask for the comparison with the last good run.',
          { ...asCount(jobs), requests: formatNumber(requests) },
        ),
        other: l10n.t(
          'No good run was found in {count} earlier jobs, with {requests} requests. To look further, ask for the comparison with the last good run.',
          { ...asCount(jobs), requests: formatNumber(requests) },
        ),
      });
  return {
    id: 'lastGood',
    title: l10n.t('The last good run'),
    items: [{ text }, ...(since === undefined ? [] : [since])],
  };
}
