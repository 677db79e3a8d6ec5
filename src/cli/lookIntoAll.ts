import * as l10n from '@vscode/l10n';
import { toCoverage } from '../app/causes/coverage.ts';
import type { ExplainedAccount } from '../app/causes/explainedAccounts.ts';
import { loadJob } from '../app/causes/jobItself.ts';
import { orNamed } from '../app/evidence/named.ts';
import { type FoundStalled, findStalledJobs } from '../app/evidence/stalledJobs.ts';
import { countTasks, listSucceeding, listWanted, type WantedJobs } from '../app/lists/taskCount.ts';
import { describeCoverage } from '../app/rows/failures/coverageRows.ts';
import type { JudgedSuccess } from '../core/model/taskVerdict.ts';
import { joinParts } from '../core/text/lists.ts';
import { plural } from '../core/text/plural.ts';
import { asCount } from '../core/words/numbers.ts';
import { bundles } from '../node/load.ts';
import type { AccountStore } from '../service/store/accountStore.ts';
import type { Output } from './output.ts';
import type { Session } from './session.ts';
import type { Stop } from './stop.ts';

interface Looking<S> {
  readonly logsRead: number;
  lookIntoAll(store: S): Promise<ExplainedAccount>;
  lookInto(store: S, only: WantedJobs): Promise<ExplainedAccount>;
  ofKnown(store: S): Promise<ExplainedAccount>;
  widen(store: S, what: 'allLogs'): void;
}

/**
 * Reads everything needed to explain the failures of an account, or of the wanted job or pool. With many jobs, this
 * takes minutes, so progress is reported. If `stop` asks for it, notes why and returns what is known by then. If
 * `isThorough`, reads the logs of all failures, not only of some that represent the others.
 */
export async function lookIntoAll<S extends Pick<AccountStore, 'snapshot'>>(
  { causes, store }: { readonly causes: Looking<S>; readonly store: S },
  output: Pick<Output, 'note' | 'progress' | 'progressMs'>,
  wanted?: WantedJobs,
  stop?: Pick<Stop, 'asked'>,
  isThorough = false,
): Promise<ExplainedAccount> {
  const say = (): void => {
    const coverage = toCoverage(store.snapshot, wanted);
    const logs = causes.logsRead > 0 && sayLogsRead(causes.logsRead);
    output.progress(joinParts(l10n.t('Looking for failures…'), describeCoverage([coverage]), logs) ?? '');
  };
  const saying = setInterval(say, output.progressMs);
  try {
    if (isThorough) causes.widen(store, 'allLogs');
    const looking = wanted === undefined ? causes.lookIntoAll(store) : causes.lookInto(store, wanted);
    const stopped = stop?.asked.then(async (why) => {
      clearInterval(saying);
      output.note(why);
      return causes.ofKnown(store);
    });
    return await (stopped === undefined ? looking : Promise.race([looking, stopped]));
  } finally {
    clearInterval(saying);
    output.progress('');
  }
}

function sayLogsRead(count: number): string {
  return plural(count, {
    one: l10n.t('logs of {count} task read', asCount(count)),
    other: l10n.t('logs of {count} tasks read', asCount(count)),
  });
}

const mostJobs = 5;

/**
 * Checks the results of the newest succeeded tasks in the newest of the wanted jobs, until `stop` asks to end, and counts
 * the succeeded tasks of these jobs.
 */
export async function judgeNewest(
  { causes, store }: Pick<Session, 'causes' | 'store'>,
  wanted: WantedJobs = {},
  stop?: Pick<Stop, 'asked' | 'isAsked'>,
): Promise<{ readonly judged: JudgedSuccess; readonly total: number }> {
  const judging = (async () => {
    for (const job of listSucceeding(store.snapshot, wanted).slice(0, mostJobs))
      if (stop?.isAsked !== true) await causes.succeeded.judge(store, job.id, { isAwaited: true });
  })();
  await Promise.race([judging, ...(stop === undefined ? [] : [stop.asked])]);
  const jobs = listWanted(store.snapshot, wanted);
  return {
    judged: causes.succeeded.of(
      store.snapshot,
      jobs.map(({ id }) => id),
    ),
    total: jobs.reduce((sum, { id }) => sum + (countTasks(store.snapshot, id, 'succeeded') ?? 0), 0),
  };
}

/** Checks the running tasks of the wanted jobs; none once `stop` asks to end. */
export async function findStalled(
  { store }: Pick<Session, 'store'>,
  wanted: WantedJobs,
  now: Date,
  stop: Stop,
): Promise<FoundStalled> {
  const none: FoundStalled = { jobs: [], looked: 0 };
  return stop.isAsked
    ? none
    : Promise.race([findStalledJobs(bundles, store, wanted, now), stop.asked.then(() => none)]);
}

/**
 * Does work on a job's failed tasks, or on those of a cause in the account or the job, for which it must be known why
 * each of them failed. Tasks that ended with the same exit code may have failed for different reasons, which only their
 * logs show. Throws `BatchError` if the job doesn't exist.
 */
export async function whileTasksAreExplained<T>(
  session: Session,
  output: Output,
  jobId: string | undefined,
  work: () => Promise<T>,
  stop?: Pick<Stop, 'asked'>,
): Promise<T> {
  const { store } = session;
  if (jobId === undefined) return whileAllIsKnown(session, output, work, { isThorough: true, stop });
  await orNamed(session, { kind: 'job', accountId: store.account.id, jobId }, loadJob(store, jobId));
  return whileAllIsKnown(session, output, work, { wanted: { jobId }, isThorough: true, stop });
}

/**
 * Does work for which all failures must be read, or those of a job. The failures found stay available until the work has
 * ended.
 */
export async function whileAllIsKnown<T>(
  session: Session,
  output: Output,
  work: () => Promise<T>,
  {
    wanted,
    stop,
    isThorough = false,
  }: {
    readonly wanted?: WantedJobs;
    readonly stop?: Pick<Stop, 'asked'> | undefined;
    readonly isThorough?: boolean;
  } = {},
): Promise<T> {
  const watching = session.causes.watch();
  try {
    await lookIntoAll(session, output, wanted, stop, isThorough);
    return await work();
  } finally {
    watching.dispose();
  }
}
