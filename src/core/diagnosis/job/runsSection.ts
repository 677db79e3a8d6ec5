import * as l10n from '@vscode/l10n';
import type { TaskCounts } from '../../model/job.ts';
import { findScheduleId } from '../../model/jobSchedule.ts';
import type { JobResource } from '../../model/resource.ts';
import { describeStateOfMany } from '../../model/states.ts';
import type { DocumentTarget } from '../../places/documentPath.ts';
import { plural } from '../../text/plural.ts';
import { addCounts, type Count, formatCount } from '../../words/count.ts';
import { formatNumber } from '../../words/numbers.ts';
import { formatTime } from '../../words/times.ts';
import type { Chart, ChartRow, ChartSeries } from '../explanation/chart.ts';
import type { Evidence, Section } from '../explanation/explanation.ts';
import { joinSentences, listSome } from '../explanation/sentences.ts';

/** A job that did the same work as others: of one schedule, or with names that differ only in changing parts. */
export interface WorkRun {
  readonly resource: JobResource;
  /** Time of its creation, in milliseconds since 1970. */
  readonly createdAt: number;
  /** True if its tasks may still run. */
  readonly isGoingOn: boolean;
  /** The service's counts; undefined if they were not requested. */
  readonly counts: TaskCounts | undefined;
  /** Failures with a known cause, by the cause's fingerprint. */
  readonly causes: readonly RunCause[];
  /** Tasks that succeeded after an automatic retry; undefined if the succeeded tasks were not listed. */
  readonly retried: Count | undefined;
}

interface RunCause {
  readonly fingerprint: string;
  readonly title: string;
  readonly count: number;
  /** Failures that an earlier look saw and that are no longer there: their tasks were retried or removed. */
  readonly before?: number | undefined;
  /** Page of the cause, if there are failures with it. */
  readonly leadsTo?: DocumentTarget;
}

/** The latest runs of the same work. */
export interface WorkRuns {
  /** Oldest first. */
  readonly runs: readonly WorkRun[];
  /** True if the service may have other runs that are as new. */
  readonly hasMore: boolean;
}

const looks = ['failed', 'second', 'third', 'fourth'] as const;

/**
 * Creates the section on which causes the latest runs of the same work had: a chart of runs by cause, and what it shows
 * in sentences. Undefined if there is only one run, or if none has tasks.
 */
export function toRunsSection({ runs, hasMore }: WorkRuns): Section | undefined {
  const counted = runs.filter(({ counts }) => counts !== undefined);
  if (runs.length < 2 || counted.every(({ counts }) => counts?.failed === 0 && counts.succeeded === 0))
    return undefined;
  const causes = rankCauses(runs);
  const items = [describeFailing(runs), ...causes.slice(0, looks.length).map((cause) => describeCause(cause, runs))];
  return {
    id: 'runs',
    title: hasMore
      ? l10n.t('Some of the latest runs')
      : l10n.t('The last {count} runs', { count: formatNumber(runs.length) }),
    items: [...items, describeBefore(runs), describeRetried(runs)].filter((item) => item !== undefined),
    charts: [toChart(runs, causes)],
  };
}

/** A cause with the runs that have it, oldest first. */
interface RankedCause extends Omit<RunCause, 'count' | 'before'> {
  readonly runs: readonly WorkRun[];
}

/** Ranks the causes by the number of runs that have them, the most recent first among equals. */
function rankCauses(runs: readonly WorkRun[]): readonly RankedCause[] {
  const found = new Map<string, RankedCause & { readonly runs: WorkRun[] }>();
  for (const run of runs)
    for (const { count: _, before: _before, ...cause } of run.causes) {
      const known = found.get(cause.fingerprint) ?? { ...cause, runs: [] };
      found.set(cause.fingerprint, known);
      known.runs.push(run);
    }
  const last = (cause: RankedCause): number => cause.runs.at(-1)?.createdAt ?? 0;
  return [...found.values()].sort((one, other) => other.runs.length - one.runs.length || last(other) - last(one));
}

/** A series, and its number in a run. */
interface Lane extends ChartSeries {
  readonly count: (run: WorkRun) => Count | undefined;
}

function toChart(runs: readonly WorkRun[], causes: readonly RankedCause[]): Chart {
  const shown = causes.slice(0, causes.length > looks.length ? looks.length - 1 : looks.length);
  const isShown = ({ fingerprint }: RunCause): boolean => shown.some((one) => one.fingerprint === fingerprint);
  const lanes: readonly Lane[] = [
    ...shown.map(
      ({ fingerprint, title, leadsTo }, index): Lane => ({
        name: title,
        look: looks[index] ?? 'others',
        ...(leadsTo === undefined ? {} : { leadsTo }),
        count: (run: WorkRun) => countCauses(run, (one) => one.fingerprint === fingerprint),
      }),
    ),
    {
      name: l10n.t({ message: 'other causes', comment: ['Names a series of failures in a chart'] }),
      look: 'others',
      count: (run) => countCauses(run, (one) => !isShown(one)),
    },
    {
      name: l10n.t({ message: 'failed, with a cause not yet known', comment: ['Names a series of tasks in a chart'] }),
      look: 'waiting',
      count: (run) => {
        const count = countUnexplained(run);
        return count === undefined ? undefined : { count, isComplete: true };
      },
    },
    {
      name: describeStateOfMany('taskGroup', 'succeeded'),
      look: 'succeeded',
      count: ({ counts }) => counts && { count: counts.succeeded, isComplete: true },
    },
    {
      name: l10n.t({
        message: 'retried before success',
        comment: ['Names a series of succeeded tasks in a chart'],
      }),
      look: 'moving',
      count: ({ retried }) => retried,
    },
  ];
  const isEmpty = (lane: Lane): boolean => runs.every((run) => (lane.count(run)?.count ?? 0) === 0);
  const used = lanes.filter((lane) => !isEmpty(lane));
  return {
    form: 'lanes',
    title: '',
    of: l10n.t('Job'),
    series: used.map(({ count: _, ...series }) => series),
    rows: runs.map(
      (run): ChartRow => ({
        label: run.resource.jobId,
        at: run.createdAt,
        values: used.map((lane) => lane.count(run)),
        leadsTo: { resource: run.resource, document: 'explanation' },
        ...toNote(run),
      }),
    ),
    notes: [
      l10n.t('Each row of columns has its own scale.'),
      ...(runs.some((run) => (countUnexplained(run) ?? 0) > 0)
        ? [l10n.t("The causes of some failures aren't known yet. They are once the account's failures have been read.")]
        : []),
    ],
  };
}

function toNote({ counts, isGoingOn }: WorkRun): Pick<ChartRow, 'note'> {
  if (isGoingOn) return { note: l10n.t({ message: 'not over yet', comment: ['About a job'] }) };
  return counts?.failed === 0 && counts.succeeded === 0 ? { note: l10n.t('no tasks') } : {};
}

/** Counts the failures of a run whose cause is not known; undefined if the run was not counted. */
function countUnexplained({ counts, causes }: WorkRun): number | undefined {
  return counts && Math.max(0, counts.failed - sumCauses(causes));
}

function sumCauses(causes: readonly RunCause[]): number {
  return causes.reduce((sum, { count }) => sum + count, 0);
}

/** Counts failures; undefined if the run was not counted, and a minimum if some of its failures were not read. */
function countCauses(run: WorkRun, isCounted: (cause: RunCause) => boolean): Count | undefined {
  const causes = run.causes.filter(isCounted);
  const count = sumCauses(causes) + causes.reduce((sum, { before = 0 }) => sum + before, 0);
  if (run.counts === undefined) return count === 0 ? undefined : { count, isComplete: false };
  return { count, isComplete: countUnexplained(run) === 0 };
}

function describeFailing(runs: readonly WorkRun[]): Evidence {
  const uncounted = runs.filter(({ counts }) => counts === undefined);
  const failing = runs.filter((run) => (run.counts?.failed ?? sumCauses(run.causes)) > 0 || hasBefore(run));
  const isComplete = failing.length === runs.length || uncounted.length === 0;
  const count = formatCount({ count: failing.length, isComplete });
  const all = formatNumber(runs.length);
  const last = failing.at(-1);
  if (last === undefined)
    return {
      text: isComplete
        ? l10n.t('No task failed in any of them.')
        : l10n.t('No task failed in those that were counted: {count} of {all}.', {
            count: formatNumber(runs.length - uncounted.length),
            all,
          }),
    };
  return {
    text: l10n.t('Tasks failed in {count} of {all} runs, most recently in {job}.', { count, all, job: nameRun(last) }),
  };
}

function describeCause({ title, runs: own }: RankedCause, runs: readonly WorkRun[]): Evidence | undefined {
  const isComplete = runs.every((run) => countUnexplained(run) === 0);
  const [first, last = first] = [own[0], own.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  const count = formatCount({ count: own.length, isComplete });
  if (first === last)
    return { text: l10n.t('“{title}”: in {count} run, {job}.', { title, count, job: nameRun(first) }) };
  return {
    text: l10n.t('“{title}”: in {count} runs, from {first} to {last}.', {
      title,
      count,
      first: nameRun(first),
      last: nameRun(last),
    }),
  };
}

function hasBefore({ causes }: WorkRun): boolean {
  return causes.some(({ before = 0 }) => before > 0);
}

/** Names the runs whose failures were retried or removed, so that the service no longer shows them. */
function describeBefore(runs: readonly WorkRun[]): Evidence | undefined {
  const jobs = runs.filter(hasBefore).map(({ resource }) => toRunName(resource));
  if (jobs.length === 0) return undefined;
  return {
    text: l10n.t('Failures that earlier looks saw in {jobs} were retried or removed since.', { jobs: listSome(jobs) }),
  };
}

/** Says how many tasks succeeded only after a retry, and for how many runs that isn't known. */
function describeRetried(runs: readonly WorkRun[]): Evidence | undefined {
  const known = runs.flatMap(({ retried }) => retried ?? []);
  const unknown = runs.length - known.length;
  const { count, isComplete } = addCounts(known);
  const some = { count: formatCount({ count, isComplete: isComplete && unknown === 0 }) };
  const retried =
    count === 0
      ? undefined
      : plural(count, {
          one: l10n.t('{count} task succeeded only after an automatic retry.', some),
          other: l10n.t('{count} tasks succeeded only after an automatic retry.', some),
        });
  const rest =
    unknown === 0
      ? undefined
      : l10n.t('For {count} of {all} runs, it is unknown whether tasks succeeded only after a retry.', {
          count: formatNumber(unknown),
          all: formatNumber(runs.length),
        });
  const text = joinSentences([retried, rest]);
  return text === '' ? undefined : { text };
}

/** Names a run by its number in the schedule or by its ID, with the time of its creation. */
function nameRun({ resource, createdAt }: WorkRun): string {
  return l10n.t({
    message: '{job} ({time})',
    args: { job: toRunName(resource), time: formatTime(createdAt) },
    comment: ['A job, and when it was created'],
  });
}

function toRunName({ jobId }: JobResource): string {
  const scheduleId = findScheduleId(jobId);
  return scheduleId === undefined ? jobId : jobId.slice(scheduleId.length + 1);
}
