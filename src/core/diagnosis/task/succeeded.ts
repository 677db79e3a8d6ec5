import * as l10n from '@vscode/l10n';
import { toDurationWords } from '../../query/durations.ts';
import type { Draft } from '../draft.ts';
import { elapsedMs } from '../evidence/time.ts';
import type { TaskCase } from './taskCase.ts';

/** A task that did what it should: nothing is wrong, and nothing is made up. */
export function explainSucceeded({ task }: TaskCase): Draft {
  const info = task.executionInfo;
  const ran = elapsedMs(info?.startTime, info?.endTime);
  return {
    category: 'other',
    title: l10n.t('{0} succeeded', task.id),
    cause:
      ran === undefined
        ? l10n.t('The program ended with exit code 0: nothing failed.')
        : l10n.t('The program ended with exit code 0 after {0}: nothing failed.', toDurationWords(ran)),
    evidence: [
      info?.exitCode === undefined ? undefined : { text: l10n.t('Exit code {0}', info.exitCode), source: 'exitCode' },
      (info?.retryCount ?? 0) > 0
        ? { text: l10n.t('It failed before: Batch retried it {0} times.', info?.retryCount ?? 0), source: 'retryCount' }
        : undefined,
    ],
    fixes: [
      {
        text: l10n.t(
          'If the results are wrong, look at stdout.txt: a program may report a problem and still return 0.',
        ),
      },
    ],
    remedies: ['task.openStdout', 'task.openStderr'],
    confidence: 'certain',
    identity: 'succeeded',
  };
}
