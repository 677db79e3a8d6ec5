import * as l10n from '@vscode/l10n';
import { findCode } from '../catalogue/find.ts';
import { findDetail } from '../evidence/serviceWords.ts';
import { type Draft, toClause, toReason, toSentence } from '../explanation/draft.ts';
import { joinSentences } from '../explanation/sentences.ts';
import { maskLiterals } from '../masking/mask.ts';
import { categorizeDetail } from '../process/messageCategory.ts';
import type { TaskCase } from '../process/taskCase.ts';
import { describeExitCode } from './exitEvidence.ts';

/**
 * A failure that is not the program's: its exit code says success or is missing, and the service's code is none that is
 * known. Its words are all there is. Undefined when the program ended with a failure, or the service says nothing.
 */
export function explainUnknownFailure(theCase: TaskCase): Draft | undefined {
  const { task } = theCase;
  const { failureInfo: info, exitCode } = task.executionInfo ?? {};
  const isProgram = exitCode !== undefined && exitCode !== 0;
  if (isProgram || info === undefined || findCode('taskFailure', info.code) !== undefined) return undefined;
  const message = toSentence(info.message ?? '');
  const detail = findDetail(info.details, 'Message', 'Reason');
  if (message === '' && detail === undefined) return undefined;
  const category = categorizeDetail(`${info.message ?? ''} ${detail ?? ''}`);
  return {
    category: category ?? 'other',
    code: info.code,
    title: l10n.t('{0} failed: {1}', task.id, toClause(message === '' ? (detail ?? '') : message)),
    cause: joinSentences([
      l10n.t('The service gives a reason that is not known here.'),
      message,
      detail === undefined ? '' : toReason(detail),
      exitCode === 0
        ? l10n.t('The program itself ended with exit code 0.')
        : l10n.t('There is no exit code, so the program probably never ran.'),
    ]),
    evidence: [describeExitCode(theCase)],
    fixes: [
      { text: l10n.t('Act on what the service says; search for its code in the documentation of Azure Batch.') },
      { text: l10n.t('Then retry the task; contact support with the ids of job and task when it happens again.') },
    ],
    remedies: ['task.retry', 'task.openStderr', 'task.openStdout'],
    confidence: category === undefined ? 'guess' : 'likely',
    identity: maskLiterals(`${info.message ?? ''} ${detail ?? ''}`),
  };
}
