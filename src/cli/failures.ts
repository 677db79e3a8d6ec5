import { appendFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as l10n from '@vscode/l10n';
import { type Coverage, findError, isAllRead, toCoverage } from '../app/causes/coverage.ts';
import { loadJob, loadPool } from '../app/causes/jobItself.ts';
import { withRepeats } from '../app/causes/repeatedCauses.ts';
import { findUnused } from '../app/causes/unusedNodes.ts';
import { explainWaits, listWaiting } from '../app/causes/waitingJobs.ts';
import { orNamed } from '../app/evidence/named.ts';
import { listUnlisted } from '../app/evidence/unlistedJobs.ts';
import { describeHelped, describeOpen, readRetried } from '../app/explain/retriedTasks.ts';
import { findKeptFiles } from '../app/lists/lostFiles.ts';
import { type FilterTerm, filterCauses, parseSince } from '../app/rows/failures/failureFilter.ts';
import { toNothingFailed } from '../app/rows/failures/nothingFailed.ts';
import type { Cause } from '../core/diagnosis/causes/causes.ts';
import { countAssumed } from '../core/failures/representative.ts';
import { countLeft } from '../core/failures/unreadFailures.ts';
import { BatchError } from '../core/model/batchError.ts';
import { toJobOrAccount } from '../core/model/resource.ts';
import { escapeMarkdown } from '../core/text/markdown.ts';
import { plural } from '../core/text/plural.ts';
import { asCount } from '../core/words/numbers.ts';
import { bundles } from '../node/load.ts';
import { systemClock } from '../service/clock.ts';
import type { AccountSnapshot } from '../service/store/accountStore.ts';
import { accountOptions, toAccountOptions } from './account.ts';
import { type CliCommand, type Given, readCount, refuseValue } from './commandLine.ts';
import { describeFailure, type ExitCode, exitCodes, WrongUse } from './exit.ts';
import { readGivenExitCode } from './explainGiven.ts';
import { type Listed, type Report, sayMayBeMore, toJson, toReport } from './failuresReport.ts';
import { findStalled, judgeNewest, lookIntoAll } from './lookIntoAll.ts';
import type { Output } from './output.ts';
import { annotationChoices, toCommands, toSummaryCommand } from './pipelineCommands.ts';
import { type Session, withSession } from './session.ts';
import { budgetOption, readBudget, whenToStop } from './stop.ts';

/** Lists the causes of failures in an account, as in the Failures view. */
export const failures: CliCommand = {
  describe: () => l10n.t('List what failed in an account, by cause'),
  options: {
    job: { type: 'string', value: 'ID', describe: () => l10n.t('Only what failed in this job') },
    pool: { type: 'string', value: 'ID', describe: () => l10n.t('Only what failed in this pool') },
    since: {
      type: 'string',
      value: 'TIME',
      describe: () =>
        l10n.t('Only what failed since then: {spans}, or a time such as {time}', {
          spans: '30m, 24h, 7d',
          time: '2026-11-20T08:00Z',
        }),
    },
    category: {
      type: 'string',
      value: 'CATEGORY',
      get choices() {
        return bundles.diagnosis().failureCategories;
      },
      describe: () => l10n.t('Only causes of this kind, such as {0}', 'out-of-memory, missing-file, quota'),
    },
    new: {
      type: 'boolean',
      describe: () => l10n.t('Only causes that are new since an earlier look, or that had gone and are back'),
    },
    'exit-code': { type: 'string', value: 'N', describe: () => l10n.t('Only what ended with this exit code') },
    limit: {
      type: 'string',
      value: 'N',
      describe: () => l10n.t('Show at most this many causes, greatest impact first'),
    },
    ...budgetOption,
    annotate: {
      type: 'string',
      choices: annotationChoices,
      describe: () => l10n.t("Also show the causes among the pipeline's errors and in its summary"),
    },
    summary: {
      type: 'string',
      value: 'FILE',
      isWritten: true,
      describe: () => l10n.t('Also write the causes to this file, as Markdown'),
    },
    ...accountOptions,
  },
  examples: ['', '--job nightly', '--since 24h --limit 5', '--budget none --json'],
  async run(given, output) {
    const filter = readFilter(given);
    const [jobId, poolId] = [given.text('job'), given.text('pool')];
    const limit = readCount(given, 'limit');
    const budget = readBudget(given);
    if (jobId !== undefined && poolId !== undefined)
      throw new WrongUse(l10n.t('Specify either {one} or {other}.', { one: '--job', other: '--pool' }));
    if (given.is('json') && given.text('annotate') !== undefined)
      throw new WrongUse(l10n.t('Specify either {one} or {other}.', { one: '--json', other: '--annotate' }));
    const stop = whenToStop(budget);
    const work = async (session: Session): Promise<ExitCode> => {
      const { store } = session;
      const { id: accountId } = store.account;
      // Throws if the job or pool doesn't exist, because an empty list of failures would be misleading.
      if (jobId !== undefined)
        await orNamed(session, { kind: 'job', accountId, jobId }, stop.orStopped(loadJob(store, jobId)));
      if (poolId !== undefined)
        await orNamed(session, { kind: 'pool', accountId, poolId }, stop.orStopped(loadPool(store, poolId)));
      const wanted = { jobId, poolId };
      const isWhole = jobId === undefined && poolId === undefined;
      // Reading what each task's own log says takes seconds for a job or pool.
      const isThorough = !isWhole || given.text('budget') !== undefined;
      const read = await lookIntoAll(session, output, isWhole ? undefined : wanted, stop, isThorough);
      const found = { ...read, causes: await withRepeats(read.causes, session.journal, bundles.diagnosis()) };
      const succeeded = await judgeNewest(session, wanted, stop);
      const nowMs = systemClock.now();
      const stalled = await findStalled(session, wanted, new Date(nowMs), stop);
      const asked = { ...session, now: new Date(nowMs) };
      const listed = listWaiting(asked, store, found, wanted, stalled.jobs);
      const waiting = await Promise.race([explainWaits(asked, store, listed), stop.asked.then(() => listed)]);
      const { pools: unused } = await Promise.race([
        findUnused(store, wanted, new Date(nowMs)),
        stop.asked.then(() => ({ pools: [] })),
      ]);
      stop.dispose();
      const coverage = toCoverage(found.snapshot, wanted);
      // When reading was stopped, even the lists that would show what is missing may be unknown.
      const isSure = found.isDone && isAllRead(coverage);
      const isComplete = isSure && countLeft(found) === 0;
      // A thorough look has read all logs that say more.
      const assumed = isThorough ? 0 : countAssumed(found.causes);
      const isByLog = filter.some(({ kind }) => kind === 'category');
      const isKnown = isByLog ? isComplete && assumed === 0 : isSure;
      const choose = (terms: readonly FilterTerm[]) =>
        filterCauses(found.causes, terms, { nowMs, findLookedAt: () => undefined });
      const passed = choose(filter);
      const ofPlace = filter.filter(({ kind }) => kind === 'job' || kind === 'pool');
      // Elsewhere in the account, more may have failed for the same reasons, but that isn't listed.
      const all = isWhole || !isComplete ? passed : passed.map((cause) => ({ ...cause, isComplete }));
      const isOfNews = given.is('new');
      const unknown = isOfNews ? countUnknown(choose(filter.filter(({ kind }) => kind !== 'news'))) : 0;
      if (unknown > 0) output.note(describeUnknown(unknown));
      const isWell = all.length === 0 && isKnown;
      const resource = toJobOrAccount(accountId, jobId);
      const again =
        isWell && poolId === undefined
          ? await readRetried(session, store, { resource, withEnded: jobId !== undefined })
          : undefined;
      const [open, helped] = [again && describeOpen(again), again && describeHelped(again)];
      const retried = [open, helped].filter(Boolean).join(' ');
      const whole: Listed = {
        account: store.account,
        // The lists of succeeded tasks were loaded last.
        snapshot: store.snapshot,
        filter,
        job: jobId,
        all,
        shown: all.slice(0, limit),
        among: ofPlace.length < filter.length ? choose(ofPlace).length : undefined,
        coverage,
        isComplete,
        assumed,
        well: isWell
          ? [
              open ||
                (filter.length === ofPlace.length && toNothingFailed([found.snapshot], stalled.looked, wanted)) ||
                sayNone(isOfNews, filter.length > ofPlace.length),
              helped,
            ]
              .filter(Boolean)
              .join(' ')
          : '',
        succeeded,
        stalled: stalled.jobs,
        waiting,
        unused,
        files: findKeptFiles(found.snapshot, all, new Date(nowMs)),
        running: jobId === undefined ? 0 : (found.snapshot.taskCounts.get(jobId)?.running ?? 0),
        unlisted: listUnlisted(bundles, store, wanted, new Date(nowMs)),
        ofAccount: toAccountOptions(given, store.account),
        nowMs,
      };
      const report = toReport(whole);
      if (given.is('json')) output.printJson({ ...toJson(whole), ...(retried && { retried }) });
      else output.printLines(report.lines);
      if (all.length + succeeded.judged.found.length + stalled.jobs.length + report.annotations.length > 0) {
        const summary = given.text('summary');
        if (summary !== undefined) await writeFile(summary, report.markdown);
        await annotate(given, report, output);
      }
      if (all.length > 0) return exitCodes.found;
      if (isKnown && unknown === 0) return exitCodes.done;
      if (!isSure) output.note(describeUnread(found.snapshot, coverage));
      else if (!isKnown) output.note(sayMayBeMore(assumed));
      return exitCodes.notDone;
    };
    try {
      return await withSession(given, output, undefined, work, { stop, isRemembering: true });
    } catch (thrown) {
      const error = stop.isAsked && BatchError.is(thrown) ? withDoubt(thrown) : thrown;
      const annotation = {
        severity: 'error',
        title: 'azure-batch-why failures',
        message: describeFailure(error),
      } as const;
      await annotate(given, { annotations: [annotation], markdown: escapeMarkdown(annotation.message) }, output);
      throw error;
    } finally {
      stop.dispose();
    }
  },
};

/** Reads the options that choose among the failures. Throws `WrongUse`. */
function readFilter(given: Given): readonly FilterTerm[] {
  const since = given.text('since');
  const hours = since === undefined ? undefined : parseSince(since, systemClock.now());
  if (since !== undefined && hours === undefined)
    throw refuseValue(
      '--since',
      since,
      l10n.t('Specify a time span such as 24h or 7d, or an ISO 8601 time that has passed.'),
    );
  const code = readGivenExitCode(given);
  return [
    ...(['job', 'pool', 'category'] as const).flatMap((kind): readonly FilterTerm[] => {
      const value = given.text(kind);
      return value === undefined ? [] : [{ kind, value }];
    }),
    ...(hours === undefined ? [] : [{ kind: 'since', hours } as const]),
    ...(code === undefined ? [] : [{ kind: 'exitCode', code } as const]),
    ...(given.is('new') ? [{ kind: 'news' } as const] : []),
  ];
}

/** Shows the causes where the pipeline's runner shows errors, and adds the report to the run's summary. */
async function annotate(
  given: Given,
  { annotations, markdown }: Pick<Report, 'annotations' | 'markdown'>,
  output: Output,
): Promise<void> {
  const runner = annotationChoices.find((one) => one === given.text('annotate'));
  if (runner === undefined) return;
  output.printCommands(toCommands(annotations, runner));
  const { GITHUB_STEP_SUMMARY: summary, AGENT_TEMPDIRECTORY: folder } = process.env;
  if (runner === 'github') {
    if (summary) await appendFile(summary, `${markdown}\n`);
  } else if (folder) {
    const file = path.join(folder, `azure-batch-why-${process.pid}.md`);
    await writeFile(file, markdown);
    output.printCommands([toSummaryCommand(file)]);
  }
}

/** Counts the causes of which it isn't known whether they are new, because the first look found them. */
/** Says that no failure was found; of narrowed failures, that none fits. */
function sayNone(isOfNews: boolean, isNarrowed: boolean): string {
  if (isOfNews) return l10n.t('No cause is known to be new or back.');
  return isNarrowed ? l10n.t('No failure is like that.') : l10n.t('Nothing failed.');
}

function countUnknown(causes: readonly Cause[]): number {
  return causes.filter(({ recurrence }) => recurrence === undefined).length;
}

function describeUnknown(unknown: number): string {
  return plural(unknown, {
    one: l10n.t(
      'Whether {count} cause is new is unknown: the first look at the account from this computer found it.',
      asCount(unknown),
    ),
    other: l10n.t(
      'Whether {count} causes are new is unknown: the first look at the account from this computer found them.',
      asCount(unknown),
    ),
  });
}

/** Adds to the reason why nothing was read that something may have failed. */
function withDoubt({ code, message }: BatchError): BatchError {
  return new BatchError({ code, message: `${message} ${sayUnread()}` });
}

function sayUnread(): string {
  return l10n.t('Not everything could be read, so something may have failed.');
}

/** Returns a warning for pipelines, which would otherwise mistake an empty list of failures for success. */
function describeUnread(snapshot: AccountSnapshot, { missing }: Coverage): string {
  return [sayUnread(), missing && findError(snapshot, missing)?.message].filter(Boolean).join(' ');
}
