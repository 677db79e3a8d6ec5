import * as l10n from '@vscode/l10n';
import { within } from '../core/clock.ts';
import { BatchError } from '../core/model/batchError.ts';
import { isOver, type Job, type TaskCounts } from '../core/model/job.ts';
import { describeState } from '../core/model/states.ts';
import { withLabel } from '../core/text/label.ts';
import { listPlain } from '../core/text/lists.ts';
import { plural } from '../core/text/plural.ts';
import { asCount } from '../core/words/numbers.ts';
import { systemClock } from '../service/clock.ts';
import type { AccountStore } from '../service/store/accountStore.ts';
import { accountOptions } from './account.ts';
import type { CliCommand } from './commandLine.ts';
import { exitCodes, WrongUse } from './exit.ts';
import type { Output } from './output.ts';
import { withSession } from './session.ts';
import { readTime, type Stop, whenToStop } from './stop.ts';

/** Milliseconds between two requests for a job's counts, which the service updates with a delay of its own. */
const pollMs = 15_000;

/** Waits until all tasks of a job have completed, or the job has ended. */
export const wait: CliCommand = {
  describe: () => l10n.t('Wait until the tasks of a job have completed'),
  takes: 'JOB',
  options: {
    timeout: { type: 'string', value: 'TIME', describe: () => l10n.t('Give up after this time, such as 30m or 2h') },
    'exit-status': { type: 'boolean', describe: () => l10n.t('End with exit code 1 if a task failed') },
    ...accountOptions,
  },
  examples: ['nightly', 'nightly --timeout 2h --exit-status'],
  run(given, output) {
    const [jobId, ...others] = given.names;
    if (jobId === undefined || others.length > 0) throw new WrongUse(l10n.t('Which job? Specify one.'));
    const timeoutMs = readTime(given, 'timeout');
    return withSession(given, output, undefined, async ({ store }) => {
      const stop = whenToStop(timeoutMs);
      try {
        const { job, counts, isDone } = await follow(store, jobId, stop, output);
        const { succeeded, failed, active, running } = counts;
        if (given.is('json'))
          output.printJson({ job: jobId, state: job.state, succeeded, failed, unfinished: active + running, isDone });
        else output.print(describe(jobId, job, counts));
        if (!isDone) return exitCodes.notDone;
        return given.is('exit-status') && failed > 0 ? exitCodes.found : exitCodes.done;
      } finally {
        stop.dispose();
      }
    });
  },
};

interface Followed {
  readonly job: Job;
  readonly counts: TaskCounts;
  readonly isDone: boolean;
}

/**
 * Asks until nothing is left to wait for, or `stop` asks to end, and notes each change. A service that is away is asked
 * again. Throws the service's other errors, such as that the job doesn't exist or was deleted.
 */
async function follow(
  { service: { jobs } }: AccountStore,
  jobId: string,
  stop: Stop,
  output: Output,
): Promise<Followed> {
  let known: Followed | undefined;
  for (let noted = ''; ; ) {
    try {
      const [job, counts] = await Promise.all([jobs.getJob(jobId), jobs.getTaskCounts(jobId)]);
      known = { job, counts, isDone: isOver(job) || isFinished(counts) };
      if (known.isDone) return known;
    } catch (error) {
      if (known === undefined || !BatchError.is(error) || !error.retryable) throw error;
      output.note(error.message);
    }
    const now = describe(jobId, known.job, known.counts);
    if (now !== noted) output.note(now);
    noted = now;
    const why = await within(systemClock, pollMs, stop.asked);
    if (why === undefined) continue;
    output.note(why);
    return known;
  }
}

/** Checks whether all tasks have completed. A job without tasks may still get some. */
function isFinished({ active, running, completed }: TaskCounts): boolean {
  return active + running === 0 && completed > 0;
}

function describe(jobId: string, job: Job, { active, running, succeeded, failed }: TaskCounts): string {
  const unfinished = active + running;
  const parts = [
    plural(succeeded, {
      one: l10n.t('{count} task succeeded', asCount(succeeded)),
      other: l10n.t('{count} tasks succeeded', asCount(succeeded)),
    }),
    failed > 0 ? l10n.t('{count} failed', asCount(failed)) : '',
    unfinished > 0 ? l10n.t('{count} unfinished', asCount(unfinished)) : '',
    job.state === 'active' ? '' : l10n.t('job: {state}', { state: describeState('job', job.state).label }),
  ];
  return withLabel(jobId, listPlain(parts.filter((part) => part !== '')));
}
