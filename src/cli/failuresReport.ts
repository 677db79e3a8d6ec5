import * as l10n from '@vscode/l10n';
import type { Coverage } from '../app/causes/coverage.ts';
import { type IdleNodes, listIdle, listStuck } from '../app/causes/unusedNodes.ts';
import type { WaitingHere } from '../app/causes/waitingJobs.ts';
import { describeCoverage } from '../app/rows/failures/coverageRows.ts';
import { describeTerm, type FilterTerm } from '../app/rows/failures/failureFilter.ts';
import type { StalledJob, UnlistedJobs } from '../core/diagnosis/account/jobsToLookAt.ts';
import type { Cause } from '../core/diagnosis/causes/causes.ts';
import { countResponsible } from '../core/failures/responsible.ts';
import { addCoreHours, formatCoreHours } from '../core/impact/coreHours.ts';
import { describeRetention, type Retention } from '../core/impact/retention.ts';
import { hasBroken, type UnusedNodes } from '../core/impact/unusedNodes.ts';
import { type Account, toShownName } from '../core/model/account.ts';
import { isOver } from '../core/model/job.ts';
import {
  describeFound,
  describeLooked,
  describeVerdictBriefly,
  type JudgedSuccess,
} from '../core/model/taskVerdict.ts';
import { withLabel } from '../core/text/label.ts';
import { joinParts, listPlain } from '../core/text/lists.ts';
import { escapeMarkdown } from '../core/text/markdown.ts';
import { plural } from '../core/text/plural.ts';
import { asCount, formatNumber } from '../core/words/numbers.ts';
import type { AccountSnapshot } from '../service/store/accountStore.ts';
import {
  type CauseText,
  describeCause,
  sumCoreHours,
  toAnnotation,
  toCauseJson,
  toJsonHours,
  toLines,
  toMarkdown,
} from './causeText.ts';
import { toProgramLine } from './commandOf.ts';
import type { Line } from './output.ts';
import type { Annotation } from './pipelineCommands.ts';

/** The causes of failures that were found, and how much was read. */
export interface Listed {
  readonly account: Account;
  readonly snapshot: AccountSnapshot;
  readonly filter: readonly FilterTerm[];
  /** The job to which the causes are limited. */
  readonly job: string | undefined;
  readonly all: readonly Cause[];
  readonly shown: readonly Cause[];
  /** Number of causes from which `all` were chosen by time, kind, or exit code; undefined if they weren't. */
  readonly among: number | undefined;
  readonly coverage: Coverage;
  readonly isComplete: boolean;
  /** Number of tasks that belong to a cause only because they ended the same way as others, and can be checked. */
  readonly assumed: number;
  /** A sentence that nothing failed; empty if something did, or if that isn't known. */
  readonly well: string;
  /** The verdicts on the newest succeeded tasks, and the number of all. */
  readonly succeeded: { readonly judged: JudgedSuccess; readonly total: number };
  readonly stalled: readonly StalledJob[];
  /** The jobs with waiting tasks, most waiting tasks first. */
  readonly waiting: readonly WaitingHere[];
  /** Number of running tasks in `job`. */
  readonly running: number;
  readonly unlisted: readonly UnlistedJobs[];
  /** The nodes that cost money and run no tasks, by pool. */
  readonly unused: readonly UnusedNodes[];
  /** How long the nodes keep the files of the failed tasks. */
  readonly files: Retention;
  /** Options with which another command finds the account. */
  readonly ofAccount: Readonly<Record<string, string>>;
  readonly nowMs: number;
}

/** The same report in each form: lines to print, Markdown, and annotations for a pipeline. */
export interface Report {
  readonly lines: readonly Line[];
  readonly markdown: string;
  readonly annotations: readonly Annotation[];
}

/** Maximum number of jobs with waiting tasks in the text; JSON has all. */
const mostWaiting = 10;
/** Maximum number of causes in Markdown, because GitHub shows at most 1 MiB (GitHub documentation: "Job summaries"). */
const mostReported = 50;

export function toReport(listed: Listed): Report {
  const {
    account,
    snapshot,
    filter,
    job,
    all,
    shown,
    isComplete,
    assumed,
    well,
    succeeded,
    stalled,
    waiting,
    running,
    unlisted,
    unused,
    files,
    ofAccount,
    nowMs,
  } = listed;
  const texts = [
    ...shown.map((cause) => describeCause(cause, { job, ofAccount, snapshot, now: new Date(nowMs) })),
    ...stalled.map((one) => describeStalled(one, ofAccount)),
  ];
  const head = joinParts(toShownName(account), ...filter.map(describeTerm), describeExtent(listed)) ?? '';
  const counts = { shown: formatNumber(shown.length), all: formatNumber(all.length) };
  const partial = isComplete || all.length === 0 ? '' : sayMayBeMore(0);
  const doubted = describeFound(succeeded.judged.found).join(' ');
  const each = listDoubted(succeeded.judged, ofAccount);
  const looked = describeLooked(succeeded.judged, succeeded.total) ?? '';
  const unfinished = job === undefined || running === 0 ? '' : describeRunning(job, running);
  const after = [
    shown.length < all.length ? l10n.t('Shown: {shown} of {all} causes, greatest impact first.', counts) : '',
    partial,
    all.length > 0 && assumed > 0 ? sayMayBeMore(assumed) : '',
    [
      doubted,
      looked,
      doubted === '' && looked !== '' && succeeded.judged.looked > 0 ? l10n.t('None of these looks wrong.') : '',
    ]
      .join(' ')
      .trim(),
    ...unlisted.map(({ text }) => text),
    ...waiting.slice(0, mostWaiting).map(describeWaiting),
    unfinished,
    ...describeCost(sumCoreHours(all, nowMs)),
    ...describeUnused(unused, listIdle(unused, waiting, new Date(nowMs))),
    ...describeRetention(files),
  ];
  const blocks = after.flatMap((text, index): readonly Line[] =>
    text === ''
      ? []
      : [
          { text: '' },
          { text },
          ...(index === 2 ? each.map((line) => ({ text: line, indent: 2, isWhole: true })) : []),
        ],
  );
  const said = [...blocks.flatMap(({ text }) => (text === '' ? [] : escapeMarkdown(text)))];
  const standing = waiting.filter((one) => one.isStuck || one.job.id === job).slice(0, mostWaiting);
  const warnings = [
    { title: doubted, message: each.join('\n') },
    { title: partial, message: head },
    ...standing.map((one) => ({ title: describeWaiting(one), message: head })),
    { title: unfinished, message: head },
  ].filter(({ title }) => title !== '');
  return {
    lines: [{ text: head }, ...texts.flatMap(toLines), ...(well === '' ? [] : [{ text: well }]), ...blocks],
    markdown: `${[`## ${escapeMarkdown(head)}`, ...texts.slice(0, mostReported).map(toMarkdown), ...said].join('\n\n')}\n`,
    annotations: [
      ...texts.map(toAnnotation),
      ...warnings.map((warning) => ({ ...warning, severity: 'warning' as const })),
    ],
  };
}

/** Describes how many failures were read and, if causes were chosen from more by something else, how many remain. */
function describeExtent({ coverage, all, among }: Listed): string | undefined {
  const read = describeCoverage([coverage]);
  if (among === undefined) return read;
  const found = l10n.t('{found} of {all} causes', { found: formatNumber(all.length), all: formatNumber(among) });
  return joinParts(found, read && withLabel(l10n.t('before filtering'), read));
}

/** Describes the waiting tasks of a job: how many, why, and whether someone must act before they start. */
export function describeWaiting(one: WaitingHere): string {
  const { job, count, reasons } = one;
  const waits = plural(count, {
    one: l10n.t('{count} task in job {job} is waiting.', { ...asCount(count), job: job.id }),
    other: l10n.t('{count} tasks in job {job} are waiting.', { ...asCount(count), job: job.id }),
  });
  const why = reasons.length === 0 ? [l10n.t('Explain the job to see why.')] : reasons;
  // The title of a job's failure may begin with the same words.
  const isSaid = why[0]?.startsWith(`${waits.slice(0, -1)}:`) === true;
  if (isOver(job)) return [l10n.t('Job {0} has ended.', job.id), ...why].join(' ');
  return [...(isSaid ? [] : [waits]), ...why, describeEnd(one)].join(' ');
}

/** Says whether a wait ends on its own, as far as that is known. */
function describeEnd({ count, stuck, isStuck, isExact, endsAlone }: WaitingHere): string {
  if (!isStuck)
    return endsAlone === true
      ? plural(count, {
          one: l10n.t('As far as is known, it starts on its own.'),
          other: l10n.t('As far as is known, they start on their own.'),
        })
      : l10n.t("Whether that ends on its own isn't known.");
  const one = {
    one: l10n.t("It doesn't start until someone acts."),
    other: l10n.t("They don't start until someone acts."),
  };
  const exact = {
    one: l10n.t("{count} of them doesn't start until someone acts.", asCount(stuck)),
    other: l10n.t("{count} of them don't start until someone acts.", asCount(stuck)),
  };
  const some = {
    one: l10n.t("At least {count} of them doesn't start until someone acts.", asCount(stuck)),
    other: l10n.t("At least {count} of them don't start until someone acts.", asCount(stuck)),
  };
  return plural(stuck, stuck === count ? one : isExact === true ? exact : some);
}

function describeRunning(job: string, running: number): string {
  return plural(running, {
    one: l10n.t('{count} task in job {job} is still running.', { ...asCount(running), job }),
    other: l10n.t('{count} tasks in job {job} are still running.', { ...asCount(running), job }),
  });
}

function describeCost({ atLeast: hours, isComplete }: ReturnType<typeof sumCoreHours>): readonly string[] {
  const coreHours = formatCoreHours({ hours, isComplete });
  return coreHours === undefined ? [] : [l10n.t('Failed runs and broken nodes: {coreHours} so far.', { coreHours })];
}

/** Describes the nodes that cost money and run no tasks, whether they are idle or broken. */
function describeUnused(pools: readonly UnusedNodes[], idle: readonly IdleNodes[]): readonly string[] {
  const coreHours = formatCoreHours(addCoreHours(pools.map((one) => one.coreHours)));
  if (coreHours === undefined) return [];
  const count = pools.reduce((sum, one) => sum + one.count, 0);
  const args = { ...asCount(count), coreHours, pools: listPlain(pools.map(({ pool }) => pool.id)) };
  const overlap = hasBroken(pools) ? [l10n.t('Broken ones are also in the cost of failures.')] : [];
  const all = plural(count, {
    one: l10n.t('{count} node costs money and runs no tasks: {coreHours} so far, in {pools}.', args),
    other: l10n.t('{count} nodes cost money and run no tasks: {coreHours} so far, in {pools}.', args),
  });
  return [[all, ...overlap, ...idle.flatMap(describeIdle)].join(' ')];
}

/** Describes idle nodes beside tasks that wait until someone acts. */
function describeIdle(one: IdleNodes): readonly string[] {
  const coreHours = formatCoreHours(one.coreHours);
  if (coreHours === undefined) return [];
  const idle = { ...asCount(one.count), coreHours, pool: one.poolId, jobs: listPlain(one.jobIds) };
  return [
    plural(one.count, {
      one: l10n.t('{count} node in {pool} is idle while tasks of {jobs} wait until someone acts: {coreHours}.', idle),
      other: l10n.t(
        '{count} nodes in {pool} are idle while tasks of {jobs} wait until someone acts: {coreHours}.',
        idle,
      ),
    }),
  ];
}

function describeStalled({ jobId, title, step }: StalledJob, ofAccount: Listed['ofAccount']): CauseText {
  return {
    severity: 'warning',
    title,
    facts: step === undefined ? [] : [withLabel(l10n.t('What to do'), step)],
    quote: undefined,
    command: toProgramLine(['explain'], { job: jobId, ...ofAccount }),
  };
}

/** Lists the succeeded tasks that may have failed anyway, each with the command that explains it. */
function listDoubted({ found }: JudgedSuccess, ofAccount: Listed['ofAccount']): readonly string[] {
  return found.map(({ resource: { jobId, taskId }, verdict }) => {
    const command = toProgramLine(['explain'], { job: jobId, task: taskId, ...ofAccount });
    return joinParts(command, describeVerdictBriefly(verdict)) ?? '';
  });
}

/** Describes why there may be more causes: `count` tasks that only ended the same way as others, or anything else. */
export function sayMayBeMore(count: number): string {
  if (count === 0) return l10n.t('Not everything was read, so there may be more failures and more causes.');
  const parts = { ...asCount(count), option: '--budget none' };
  return plural(count, {
    one: l10n.t('{count} task only ended the same way as others. To check it, too, add {option}.', parts),
    other: l10n.t('{count} tasks only ended the same way as others. To check them, too, add {option}.', parts),
  });
}

export function toJson({
  account,
  snapshot,
  coverage,
  isComplete,
  assumed,
  all,
  shown,
  among,
  succeeded,
  stalled,
  waiting,
  unlisted,
  unused,
  files,
  nowMs,
}: Listed) {
  const { judged, total } = succeeded;
  const idle = listIdle(unused, waiting, new Date(nowMs));
  const cost = sumCoreHours(all, nowMs);
  const listOf = (wanted: UnlistedJobs['kind']): readonly string[] =>
    unlisted.flatMap(({ kind, jobs }) => (kind === wanted ? jobs : []));
  const tasks = judged.found.map(({ resource: { jobId, taskId }, verdict }) => ({
    job: jobId,
    task: taskId,
    ...verdict,
  }));
  return {
    account: toShownName(account),
    readAt: new Date(nowMs).toISOString(),
    failedTasks: { read: coverage.read, total: coverage.total },
    isComplete: isComplete && assumed === 0,
    found: all.length,
    foundUnfiltered: among,
    coreHours: { ...cost, isComplete: cost.isComplete && isComplete },
    responsible: countResponsible(all),
    files,
    causes: shown.map((cause) => toCauseJson(cause, snapshot, nowMs)),
    succeeded: { total, looked: judged.looked, tasks },
    waiting: waiting.map(({ job, count, reasons, endsAlone, isStuck, stuck }) => ({
      job: job.id,
      tasks: count,
      reasons,
      endsAlone: isStuck ? false : endsAlone,
      stuck,
    })),
    stalled: stalled.map(({ jobId, title, step }) => ({ job: jobId, title, firstStep: step })),
    endingJobs: listOf('nearLimit'),
    jobsWithoutPool: listOf('withoutPool'),
    doneJobs: listOf('done'),
    unusedNodes: unused.map(({ pool, count, byState, hourly, coreHours }) => {
      const wasted = idle.find(({ poolId }) => poolId === pool.id);
      return {
        pool: pool.id,
        count,
        states: byState.map((one) => ({ ...one, coreHours: toJsonHours(one.coreHours) })),
        waitingJobs: listStuck(pool, waiting).map(({ job }) => job.id),
        coreHoursWhileWaiting: wasted && toJsonHours(wasted.coreHours),
        coreHoursPerHour: hourly,
        coreHours: toJsonHours(coreHours),
      };
    }),
  };
}
