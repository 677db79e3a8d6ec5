import * as l10n from '@vscode/l10n';
import { loadJob, loadWaitsOfJob } from '../app/causes/jobItself.ts';
import { explainWaits, listWaiting } from '../app/causes/waitingJobs.ts';
import { orNamed } from '../app/evidence/named.ts';
import { loadOrRefresh } from '../app/lists/loadOnce.ts';
import { within } from '../core/clock.ts';
import { BatchError } from '../core/model/batchError.ts';
import { isDisabled, isOver, type Job, type TaskCounts } from '../core/model/job.ts';
import { isMissing } from '../core/model/missing.ts';
import { describeState } from '../core/model/states.ts';
import { withLabel } from '../core/text/label.ts';
import { listPlain } from '../core/text/lists.ts';
import { plural } from '../core/text/plural.ts';
import { asCount } from '../core/words/numbers.ts';
import { systemClock } from '../service/clock.ts';
import { accountOptions, toAccountOptions } from './account.ts';
import type { CliCommand, Given } from './commandLine.ts';
import { toProgramLine } from './commandOf.ts';
import { describeFailure, type ExitCode, exitCodes, WrongUse } from './exit.ts';
import { describeWaiting } from './failuresReport.ts';
import type { Output } from './output.ts';
import { type Session, withSession } from './session.ts';
import { readTime, type Stop, whenToStop } from './stop.ts';

/**
 * Milliseconds between requests for a job's counts: the interval doubles from the first to the longest. The service
 * updates the counts with a delay of its own.
 */
const firstPollMs = 1000;
const longestPollMs = 15_000;

/**
 * Milliseconds for which nothing but stuck tasks may remain: long enough for a pipeline that resizes the pool, or for
 * an autoscale formula. Kubernetes gives a rollout without progress the same time.
 */
const usualStuckMs = 600_000;
/** Milliseconds after which the reasons why no task runs are judged again. */
const judgingMs = 60_000;

/** Waits until all tasks of a job have completed, the job has ended, or none of its tasks will start. */
export const wait: CliCommand = {
  describe: () => l10n.t('Wait until the tasks of a job have completed'),
  takes: 'JOB',
  options: {
    job: { type: 'string', value: 'ID', describe: () => l10n.t('The job, as an option') },
    timeout: {
      type: 'string',
      value: 'TIME',
      describe: () => l10n.t('Give up after this time, such as 30m or 2h, with exit code {0}', exitCodes.late),
    },
    'stuck-after': {
      type: 'string',
      value: 'TIME|none',
      describe: () =>
        l10n.t(
          'Give up with exit code {code} when, for this time, no task has been running and none can start until someone acts (default: {time})',
          { code: exitCodes.stuck, time: '10m' },
        ),
    },
    'exit-status': {
      type: 'boolean',
      describe: () =>
        l10n.t('When all is done, end with exit code 1 if a task failed, or never ran because its job has ended'),
    },
    ...accountOptions,
  },
  examples: ['nightly', 'nightly --timeout 2h --exit-status'],
  run(given, output) {
    const [jobId, ...others] = [...given.names, ...[given.text('job') ?? []].flat()];
    if (jobId === undefined) throw new WrongUse(l10n.t('Which job? Specify one.'));
    for (const other of others) throw new WrongUse(l10n.t('“{0}” is not expected here.', other));
    const timeMs = readTime(given, 'timeout');
    const stuckMs = given.text('stuck-after') === 'none' ? Infinity : (readTime(given, 'stuck-after') ?? usualStuckMs);
    const stop = whenToStop({ timeMs });
    const work = async (session: Session): Promise<ExitCode> => {
      const { job, counts, endedBecause, why, stuck } = await follow(session, jobId, { stop, stuckMs }, output);
      const isDone = endedBecause === 'tasksCompleted' || endedBecause === 'jobEnded';
      const { succeeded, failed, active, running } = counts;
      const unfinished = active + running;
      output.progress('');
      if (given.is('json')) {
        output.printJson({ job: jobId, state: job.state, succeeded, failed, unfinished, isDone, endedBecause, stuck });
        if (!isDone) output.note(why);
      } else {
        output.print([`${describeProgress(jobId, job, counts)}. ${why}`, ...(isDone ? [] : stuck)].join(' '));
        if (failed > 0 || stuck.length > 0) output.note(nameNextCommand(given, session, jobId));
      }
      if (endedBecause === 'timeout') return exitCodes.late;
      if (endedBecause === 'stuck') return exitCodes.stuck;
      if (!isDone) return exitCodes.notDone;
      return given.is('exit-status') && failed + unfinished > 0 ? exitCodes.found : exitCodes.done;
    };
    // The first question about the job also shows whether the account can be reached.
    return withSession(given, output, undefined, work, { isUntried: true }).finally(() => stop.dispose());
  },
};

/** Names the command that shows why tasks failed or don't start. */
function nameNextCommand(given: Given, { store }: Session, jobId: string): string {
  const command = toProgramLine(['failures'], { job: jobId, ...toAccountOptions(given, store.account) });
  return withLabel(l10n.t('To see why'), command ?? toProgramLine(['failures'], {}) ?? '');
}

interface Followed {
  readonly job: Job;
  readonly counts: TaskCounts;
}

/** The end of waiting for a job. `why` is a sentence; `stuck` has one about tasks that don't start until someone acts. */
interface Ended extends Followed {
  readonly endedBecause: 'tasksCompleted' | 'jobEnded' | 'timeout' | 'stuck' | 'signal';
  readonly why: string;
  readonly stuck: readonly string[];
}

/**
 * Asks until nothing is left to wait for, or `stop` asks to end, and notes each change. A service that is away is asked
 * again. Throws the service's other errors, such as that the job doesn't exist, and if it never responded.
 */
async function follow(
  session: Session,
  jobId: string,
  { stop, stuckMs }: { readonly stop: Stop; readonly stuckMs: number },
  output: Output,
): Promise<Ended> {
  const { store } = session;
  const { jobs } = store.service;
  const resource = { kind: 'job', accountId: store.account.id, jobId } as const;
  const nothing: Standstill = { sentences: [], isWhole: false };
  let known: Followed | undefined;
  let noted = '';
  let still: (Standstill & { readonly atMs: number; readonly wholeSinceMs: number }) | undefined;
  let away: string | undefined;
  const endEarly = (last: Followed, reason: string): Ended => {
    const why = [reason, away && l10n.t('The last request failed: {0}', away)].filter(Boolean).join(' ');
    return { ...last, endedBecause: stop.isLate ? 'timeout' : 'signal', why, stuck: still?.sentences ?? [] };
  };
  for (let pollMs = firstPollMs; ; pollMs = Math.min(2 * pollMs, longestPollMs)) {
    let error: BatchError | undefined;
    try {
      const asked = stop.orStopped(Promise.all([jobs.getJob(jobId), jobs.getTaskCounts(jobId)]));
      const [job, counts] = await (known === undefined
        ? orNamed({ clock: systemClock, store }, resource, asked)
        : asked);
      known = { job, counts };
      away = undefined;
      if (isOver(job)) return { ...known, endedBecause: 'jobEnded', why: describeJobEnd(job), stuck: [] };
      if (isFinished(counts))
        return { ...known, endedBecause: 'tasksCompleted', why: l10n.t('All tasks have completed.'), stuck: [] };
    } catch (thrown) {
      if (stop.isAsked && known !== undefined) return endEarly(known, await stop.asked);
      if (known !== undefined && isMissing(thrown)) throw toDeleted(jobId, known);
      // Before its first response, only the service itself can be away for a while; a host may not exist.
      const mayPass = BatchError.is(thrown) && thrown.retryable && (known !== undefined || thrown.status !== undefined);
      if (!mayPass) throw thrown;
      error = thrown;
      away = describeFailure(thrown);
      output.note(away);
    }
    const now = known === undefined ? '' : describeProgress(jobId, known.job, known.counts);
    const isStill = now === noted && error === undefined && known?.counts.running === 0;
    if (now !== noted) output.progress(now);
    noted = now;
    // Tasks that have only just been added start soon; a second look without any running task needs an explanation. It
    // may change while the counts don't, such as when a resize fails.
    const atMs = systemClock.elapsedMs();
    if (!isStill && error === undefined) still = undefined;
    else if (known !== undefined && isStill && atMs - (still?.atMs ?? -Infinity) >= Math.min(stuckMs, judgingMs)) {
      const last = still;
      const judged = await Promise.race([judgeStandstill(session, known.job), stop.asked.then(() => nothing)]);
      still = { ...judged, atMs, wholeSinceMs: last?.isWhole === true && judged.isWhole ? last.wholeSinceMs : atMs };
      const stillMs = atMs - still.wholeSinceMs;
      if (stillMs > 0 && stillMs >= stuckMs) {
        const why = l10n.t('Stopped because no task can start until someone acts.');
        return { ...known, endedBecause: 'stuck', why, stuck: judged.sentences };
      }
      if (last === undefined || last.sentences.length === 0) for (const one of judged.sentences) output.note(one);
    }
    const why = await within(systemClock, pollMs, stop.asked);
    if (why === undefined) continue;
    if (known === undefined && error !== undefined) throw error;
    if (known !== undefined) return endEarly(known, why);
  }
}

/** Sentences about a job's waiting tasks that don't start until someone acts. */
interface Standstill {
  readonly sentences: readonly string[];
  /** True if these are all tasks of the job that haven't completed. */
  readonly isWhole: boolean;
}

/** Judges by fresh lists which waiting tasks of a job, none of which runs, don't start until someone acts. */
async function judgeStandstill(session: Session, job: Job): Promise<Standstill> {
  const { store } = session;
  if (isDisabled(job))
    return { sentences: [l10n.t('None of its tasks starts until the job is enabled again.')], isWhole: true };
  try {
    await loadOrRefresh(store, { kind: 'pools' });
    await loadJob(store, job.id);
    store.include({ kind: 'jobs' }, job);
    await loadWaitsOfJob(store, job);
    const asked = { ...session, now: new Date(systemClock.now()) };
    const listed = listWaiting(asked, store, { causes: [] }, { jobId: job.id }, []);
    const waiting = await explainWaits(asked, store, listed);
    return {
      sentences: waiting.filter(({ isStuck }) => isStuck).map(describeWaiting),
      isWhole: waiting.length > 0 && waiting.every(({ stuck, count }) => stuck >= count),
    };
  } catch (error) {
    if (BatchError.is(error)) return { sentences: [], isWhole: false };
    throw error;
  }
}

function describeJobEnd(job: Job): string {
  const reason = job.executionInfo?.terminateReason;
  return reason === undefined ? l10n.t('The job has ended.') : l10n.t('The job has ended ({0}).', reason);
}

/** Returns the error for a job that was deleted while its tasks were unfinished, with what was last known of it. */
function toDeleted(jobId: string, { job, counts }: Followed): BatchError {
  const last = describeProgress(jobId, job, counts);
  return new BatchError({
    code: 'JobNotFound',
    message: l10n.t('Job {job} was deleted before its tasks had completed. Last known: {last}', { job: jobId, last }),
  });
}

/** Checks whether all tasks have completed. A job without tasks may still get some. */
function isFinished({ active, running, completed }: TaskCounts): boolean {
  return active + running === 0 && completed > 0;
}

function describeProgress(jobId: string, job: Job, { active, running, succeeded, failed }: TaskCounts): string {
  const unfinished = active + running;
  const parts = [
    unfinished + succeeded + failed === 0
      ? l10n.t('no tasks')
      : plural(succeeded, {
          one: l10n.t('{count} task succeeded', asCount(succeeded)),
          other: l10n.t('{count} tasks succeeded', asCount(succeeded)),
        }),
    failed > 0 ? l10n.t('{count} failed', asCount(failed)) : '',
    unfinished > 0 ? l10n.t('{count} unfinished', asCount(unfinished)) : '',
    job.state === 'active' ? '' : l10n.t('job: {state}', { state: describeState('job', job.state).label }),
  ];
  return withLabel(jobId, listPlain(parts.filter((part) => part !== '')));
}
