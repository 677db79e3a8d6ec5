import * as l10n from '@vscode/l10n';
import type { Task } from '../../model/task.ts';
import { toDurationWords } from '../../words/durations.ts';
import { elapsedMs, toTime, toTimeText } from '../evidence/time.ts';
import type { Draft } from '../explanation/draft.ts';
import type { Evidence, Fix } from '../explanation/explanation.ts';
import { describeRequeues } from '../explanation/retries.ts';
import { joinSentences } from '../explanation/sentences.ts';
import { describeLastLine } from '../process/lastLine.ts';
import type { TaskContext } from '../process/taskContext.ts';
import { describeUsualDuration } from './usualDuration.ts';

/**
 * Run time in milliseconds that few programs are meant to reach. Without a limit, a hanging program blocks its node.
 */
const longMs = 24 * 60 * 60_000;
/** Time in milliseconds without output after which a program may hang. */
const silentMs = 60 * 60_000;

/** Checks whether a running task has run for so long that it may hang. */
export function runsLong({ executionInfo }: Pick<Task, 'executionInfo'>, now: number | undefined): boolean {
  return (elapsedMs(executionInfo?.startTime, now) ?? 0) >= longMs;
}

/** Explains a task that has run for a day or more without any limit that would end it; undefined for other tasks. */
export function explainLongRun(context: TaskContext, hasLimit: boolean): Draft | undefined {
  const { task, now } = context;
  const started = toTime(task.executionInfo?.startTime);
  const ran = elapsedMs(task.executionInfo?.startTime, now);
  if (hasLimit || started === undefined || ran === undefined || ran < longMs) return undefined;
  const silence = findSilence(context);
  return {
    category: 'other',
    title:
      silence === undefined
        ? l10n.t('{id} has been running for {time} without a time limit', { id: task.id, time: toDurationWords(ran) })
        : l10n.t('{id} has been running for {time} without a time limit, and has written nothing for {silence}', {
            id: task.id,
            time: toDurationWords(ran),
            silence: toDurationWords(silence),
          }),
    cause: joinSentences([
      l10n.t(
        'The task has been running since {0}. Neither it nor its job has a `maxWallClockTime`, so Batch never ends it.',
        toTimeText(started),
      ),
      silence === undefined
        ? l10n.t('It may have a lot to do, or it may be hanging: its last output shows which.')
        : l10n.t('A program that writes nothing for this long is often hanging.'),
    ]),
    evidence: [...listProgress(context), describeRequeues(task.executionInfo)],
    fixes: listLongRunFixes(silence),
    remedies: ['task.openStdout', 'task.openStderr'],
    confidence: 'guess',
    identity: 'long without limit',
  };
}

/** Lists the signs of progress: the durations of the job's other tasks, and the task's last output. */
export function listProgress(context: TaskContext): readonly (Evidence | undefined)[] {
  return [
    describeUsualDuration(context),
    describeLastOutput(context),
    describeLastLine(context.stderr, 'stderr.txt'),
    describeLastLine(context.stdout, 'stdout.txt'),
  ];
}

/** Returns the number of milliseconds without output; undefined if that is not long, or if it is unknown. */
function findSilence({ task, stdout, stderr, lastOutputTime, now }: TaskContext): number | undefined {
  const ran = elapsedMs(task.executionInfo?.startTime, now);
  const silence = stdout === '' && stderr === '' ? ran : elapsedMs(lastOutputTime, now);
  return silence === undefined || ran === undefined || silence < silentMs ? undefined : Math.min(silence, ran);
}

function describeLastOutput({ lastOutputTime }: TaskContext): Evidence | undefined {
  const time = toTime(lastOutputTime);
  return time === undefined
    ? undefined
    : { text: l10n.t('Its last output is from {0}.', toTimeText(time)), source: 'lastModified' };
}

function listLongRunFixes(silence: number | undefined): readonly Fix[] {
  return [
    silence === undefined
      ? {
          text: l10n.t("Check the last lines of stdout.txt and stderr.txt to see whether it's still making progress."),
          remedies: ['task.openStdout', 'task.openStderr'],
        }
      : {
          text: l10n.t(
            "Sign in to its node and check what the process is doing: whether it's using the processor, or waiting for a child process, a lock, a connection or input.",
          ),
          remedies: ['node.connectSsh'],
        },
    {
      text: l10n.t("If it's hanging, requeue it to run it from the beginning, or terminate it."),
      remedies: ['task.requeue', 'task.terminate'],
    },
    {
      text: l10n.t(
        'Set `maxWallClockTime` on tasks like this one to more than the longest of them needs, so that Batch ends any that hang.',
      ),
      property: ['constraints', 'maxWallClockTime'],
      remedies: ['task.changeLimit'],
    },
  ];
}
