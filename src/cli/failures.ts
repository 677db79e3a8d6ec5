import * as l10n from '@vscode/l10n';
import { type Coverage, findError, isAllRead, toCoverage } from '../app/causes/coverage.ts';
import type { ExplainedAccount } from '../app/causes/explainedAccounts.ts';
import { loadJob, loadPool } from '../app/causes/jobItself.ts';
import { describeOpen, readRetried } from '../app/explain/retriedTasks.ts';
import { describeEnding } from '../app/lists/endingJobs.ts';
import { toCauseRow } from '../app/rows/failures/causeRows.ts';
import { describeCoverage } from '../app/rows/failures/coverageRows.ts';
import { describeTerm, type FilterTerm, filterCauses } from '../app/rows/failures/failureFilter.ts';
import { toNothingFailed } from '../app/rows/failures/nothingFailed.ts';
import type { Cause } from '../core/diagnosis/causes/causes.ts';
import { countFollowOn, leaveOutFollowOn } from '../core/failures/failingKinds.ts';
import { findConfidence, findFirstStep, pickExplained } from '../core/failures/representative.ts';
import { isUnread } from '../core/failures/unreadFailures.ts';
import { toShownName } from '../core/model/account.ts';
import { toJobOrAccount, toOwnId } from '../core/model/resource.ts';
import {
  describeFound,
  describeLooked,
  describeVerdictBriefly,
  type JudgedSuccess,
} from '../core/model/taskVerdict.ts';
import { withLabel } from '../core/text/label.ts';
import { joinParts } from '../core/text/lists.ts';
import { bundles } from '../node/load.ts';
import { systemClock } from '../service/clock.ts';
import type { AccountSnapshot } from '../service/store/accountStore.ts';
import { accountOptions, toAccountOptions } from './account.ts';
import type { CliCommand } from './commandLine.ts';
import { toProgramLine } from './commandOf.ts';
import { exitCodes } from './exit.ts';
import { judgeNewest, lookIntoAll } from './lookIntoAll.ts';
import { withSession } from './session.ts';
import { budgetOption, readTime, whenToStop } from './stop.ts';

/** Lists the causes of failures in an account, as in the Failures view. */
export const failures: CliCommand = {
  describe: () => l10n.t('List what failed in an account, by cause'),
  options: {
    job: { type: 'string', value: 'ID', describe: () => l10n.t('Only what failed in this job') },
    pool: { type: 'string', value: 'ID', describe: () => l10n.t('Only what failed in this pool') },
    ...budgetOption,
    ...accountOptions,
  },
  examples: ['', '--job nightly', '--budget 60s --json'],
  run(given, output) {
    const budgetMs = readTime(given, 'budget');
    return withSession(given, output, undefined, async (session) => {
      const { store } = session;
      const filter = (['job', 'pool'] as const).flatMap((kind): FilterTerm[] => {
        const value = given.text(kind);
        return value === undefined ? [] : [{ kind, value }];
      });
      // Throws if the job or pool doesn't exist, because an empty list of failures would be misleading.
      const [jobId, poolId] = [given.text('job'), given.text('pool')];
      if (jobId !== undefined) await loadJob(store, jobId);
      if (poolId !== undefined) await loadPool(store, poolId);
      const wanted = { jobId, poolId };
      const stop = whenToStop(budgetMs);
      const found = await lookIntoAll(session, output, filter.length === 0 ? undefined : wanted, stop);
      const { judged, total } = await judgeNewest(session, wanted, stop);
      stop.dispose();
      const moment = { nowMs: systemClock.now(), findLookedAt: () => undefined };
      const shown = filterCauses(found.causes, filter, moment);
      const account = toShownName(store.account);
      const ofAccount = toAccountOptions(given, store.account);
      const coverage = toCoverage(found.snapshot, wanted);
      if (given.is('json')) {
        const succeeded = toSucceeded(judged, total);
        output.printJson({ account, ...toReading(found, coverage), causes: shown.map(toJson), succeeded });
      } else {
        output.print(joinParts(account, ...filter.map(describeTerm), describeCoverage([coverage])) ?? '');
        for (const cause of shown) output.print(`\n${describe(cause, ofAccount)}`);
        if (shown.length === 0 && isAllRead(coverage)) {
          const { id: accountId } = store.account;
          const resource = toJobOrAccount(accountId, jobId);
          const again =
            poolId === undefined ? describeOpen(await readRetried(session, store, { resource })) : undefined;
          const well = (filter.length === 0 && toNothingFailed([found.snapshot])) || l10n.t('Nothing failed.');
          output.print(again ?? well);
        }
        const about = describeSucceeded(judged, total, ofAccount);
        if (about !== undefined) output.print(`\n${about}`);
        const ending = filter.length === 0 && describeEnding(found.snapshot, new Date(systemClock.now()));
        if (ending) output.print(`\n${ending}`);
      }
      if (shown.length > 0) return exitCodes.found;
      if (isAllRead(coverage)) return exitCodes.done;
      output.note(describeUnread(found.snapshot, coverage));
      return exitCodes.notDone;
    });
  },
};

/** Describes the verdicts on succeeded tasks; undefined if all were checked without findings. */
function describeSucceeded(
  judged: JudgedSuccess,
  total: number,
  ofAccount: Readonly<Record<string, string>>,
): string | undefined {
  const about = [...describeFound(judged.found), describeLooked(judged, total) ?? ''].join(' ').trim();
  const each = judged.found.map(({ resource: { jobId, taskId }, verdict }) =>
    joinParts(toProgramLine(['explain'], { job: jobId, task: taskId, ...ofAccount }), describeVerdictBriefly(verdict)),
  );
  return about === '' ? undefined : [about, ...each].join('\n  ');
}

function toSucceeded({ looked, found }: JudgedSuccess, total: number) {
  const tasks = found.map(({ resource: { jobId, taskId }, verdict }) => ({ job: jobId, task: taskId, ...verdict }));
  return { total, looked, tasks };
}

function toReading({ isDone, toRead, unread }: ExplainedAccount, coverage: Coverage) {
  const { read, total } = coverage;
  return { failedTasks: { read, total }, isComplete: isDone && toRead.length + unread === 0 && isAllRead(coverage) };
}

/** Returns a warning for pipelines, which would otherwise mistake an empty list of failures for success. */
function describeUnread(snapshot: AccountSnapshot, { missing }: Coverage): string {
  const said = l10n.t('Not everything could be read, so something may have failed.');
  return [said, missing && findError(snapshot, missing)?.message].filter(Boolean).join(' ');
}

function describe(cause: Cause, ofAccount: Readonly<Record<string, string>>): string {
  const { label, description } = toCauseRow(cause, { now: new Date(systemClock.now()) });
  const { confidence, step } = findAdvice(cause);
  return [
    label,
    description,
    confidence && bundles.diagnosis().describeConfidence(confidence),
    step && withLabel(l10n.t('What to do'), step),
    toProgramLine(['explain'], { cause: cause.cluster.fingerprint, ...ofAccount }),
  ]
    .filter((line) => line !== undefined)
    .map((line, index) => (index === 0 ? line : `  ${line}`))
    .join('\n');
}

/** Returns the confidence of a cause and the first step; empty for failures whose causes are unknown. */
function findAdvice(cause: Cause) {
  if (isUnread(cause.cluster)) return {};
  const explanation = pickExplained(cause)?.explanation;
  return { confidence: findConfidence(cause), step: findFirstStep(cause), explanation };
}

function toJson(cause: Cause) {
  const { cluster, failures: all, isComplete } = cause;
  const { confidence, step, explanation } = findAdvice(cause);
  const failing = pickExplained(cause)?.failing;
  return {
    fingerprint: cluster.fingerprint,
    title: cluster.title,
    category: cluster.category,
    code: explanation?.code,
    confidence,
    count: leaveOutFollowOn(all).length,
    followOn: countFollowOn(all),
    isComplete,
    kind: failing?.kind,
    jobs: cluster.jobs,
    nodes: cluster.nodes,
    firstSeen: cluster.firstSeen,
    lastSeen: cluster.lastSeen,
    why: cluster.why,
    firstStep: step,
    example: failing && { ...failing.resource, id: toOwnId(failing.resource) },
  };
}
