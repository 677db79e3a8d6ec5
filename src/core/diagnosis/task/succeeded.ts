import * as l10n from '@vscode/l10n';
import { toDurationWords } from '../../query/durations.ts';
import { isOffered } from '../../remedy/offers.ts';
import { elapsedMs } from '../evidence/time.ts';
import type { Draft } from '../explanation/draft.ts';
import type { Evidence } from '../explanation/explanation.ts';
import { describeRequeues } from '../explanation/retries.ts';
import { findLogCause } from '../process/logCause.ts';
import { describeExitCode, type TaskCase } from '../process/taskCase.ts';

/** A task that did what it should: nothing is wrong, and nothing is made up. */
export function explainSucceeded(theCase: TaskCase): Draft {
  const { task } = theCase;
  const info = task.executionInfo;
  return {
    category: 'other',
    title: l10n.t('{0} succeeded', task.id),
    cause: describeSuccess(theCase),
    evidence: [
      describeExitCode(theCase),
      describeRetried(info?.retryCount ?? 0),
      describeRequeues(info),
      describeComplaint(theCase),
    ],
    fixes: isOffered('task.openStdout', theCase)
      ? [
          {
            text: l10n.t(
              'If the results are wrong, look at stdout.txt: a program may report a problem and still return 0.',
            ),
            remedies: ['task.openStdout'],
          },
        ]
      : [],
    remedies: ['task.openStdout', 'task.openStderr'],
    confidence: info?.exitCode === undefined && info?.result === undefined ? 'likely' : 'certain',
    identity: 'succeeded',
  };
}

function describeSuccess({ task }: TaskCase): string {
  const info = task.executionInfo;
  const ran = elapsedMs(info?.startTime, info?.endTime);
  if (info?.exitCode === undefined) return l10n.t('The task is completed, and the service reports no failure.');
  if (info.exitCode !== 0) {
    return l10n.t('The program ended with exit code {0}, and the service counts that as a success.', info.exitCode);
  }
  return ran === undefined
    ? l10n.t('The program ended with exit code 0: nothing failed.')
    : l10n.t('The program ended with exit code 0 after {0}: nothing failed.', toDurationWords(ran));
}

function describeRetried(retries: number): Evidence | undefined {
  if (retries === 0) return undefined;
  const text =
    retries === 1
      ? l10n.t('It failed before: Batch retried it once.')
      : l10n.t('It failed before: Batch retried it {0} times.', retries);
  return { text, source: 'retryCount' };
}

/** What looks like a certain failure in the logs of a success; only its user knows whether it matters. */
function describeComplaint({ stdout, stderr, os }: TaskCase): Evidence | undefined {
  const log = findLogCause({ stdout, stderr, exitCode: 0, os });
  if (log === undefined || log.explanation.confidence === 'guess' || log.explanation.category === 'other')
    return undefined;
  return { text: log.explanation.rootCause.text, source: `${log.file}:${log.explanation.rootCause.line}` };
}
