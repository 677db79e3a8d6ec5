import * as l10n from '@vscode/l10n';
import { toDurationWords } from '../../query/durations.ts';
import { formatNumber } from '../../query/numbers.ts';
import { elapsedMs } from '../evidence/time.ts';
import type { Draft } from '../explanation/draft.ts';
import type { Fix } from '../explanation/explanation.ts';
import { describeRequeues, describeRetries } from '../explanation/retries.ts';
import type { TaskCase } from '../process/taskCase.ts';

/** A task that runs after attempts that failed: only an exit code other than 0 is retried (Batch documentation: "Task: maxTaskRetryCount"). */
export function explainRunningAgain({ task, job, now }: TaskCase): Draft | undefined {
  const info = task.executionInfo;
  const retries = info?.retryCount ?? 0;
  if (retries === 0) return undefined;
  const allowed = task.constraints?.maxTaskRetryCount ?? job?.constraints?.maxTaskRetryCount;
  const isEndless = allowed !== undefined && allowed < 0;
  const ran = elapsedMs(info?.startTime, now);
  const failed =
    retries === 1
      ? l10n.t('Its first attempt ended with a failure, and Batch tries it again.')
      : l10n.t('Its {0} earlier attempts ended with a failure, and Batch tries it again.', formatNumber(retries));
  const since = ran === undefined ? '' : l10n.t('This attempt has run for {0}.', toDurationWords(ran));
  return {
    category: 'other',
    title: toTitle(task.id, retries, allowed),
    cause: [failed, since, isEndless ? l10n.t('It is tried again without end (`maxTaskRetryCount` is -1).') : '']
      .filter((sentence) => sentence !== '')
      .join(' '),
    evidence: [describeRetries(info, allowed), describeRequeues(info)],
    fixes: [
      {
        text: l10n.t('Look at what it writes to stderr.txt and stdout.txt: each attempt begins them anew.'),
        remedies: ['task.openStderr', 'task.openStdout'],
      },
      ...(isEndless ? [endRetries()] : []),
    ],
    confidence: 'certain',
    identity: isEndless ? 'retried without end' : 'running again',
  };
}

function toTitle(id: string, retries: number, allowed: number | undefined): string {
  const count = formatNumber(retries);
  return allowed === undefined || allowed < 0
    ? l10n.t('{0} is running again after it failed (retry {1})', id, count)
    : l10n.t('{0} is running again after it failed (retry {1} of {2})', id, count, formatNumber(allowed));
}

function endRetries(): Fix {
  return {
    text: l10n.t('If all attempts fail alike, set `maxTaskRetryCount` to a limit, or terminate the task.'),
    property: ['constraints', 'maxTaskRetryCount'],
    remedies: ['task.terminate'],
  };
}
