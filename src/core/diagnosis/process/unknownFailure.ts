import * as l10n from '@vscode/l10n';
import type { ErrorCategory } from '../../model/common.ts';
import { findCode } from '../catalogue/find.ts';
import { maskLiterals } from '../evidence/mask.ts';
import type { FailureCategory } from '../explanation/category.ts';
import { type Draft, toClause, toReason, toSentence } from '../explanation/draft.ts';
import type { Change, Fix } from '../explanation/explanation.ts';
import { joinSentences } from '../explanation/sentences.ts';
import { findDetail } from '../explanation/serviceWords.ts';
import { categorizeMessage } from './logCause.ts';
import { planNextStep } from './nextStep.ts';
import { describeExitCode, type TaskContext } from './taskContext.ts';

/**
 * Explains a failure that is not the program's: its exit code indicates success or is missing, and the service's code
 * is unknown. Only the service's message and its error category, which shows whose fault it was, are available.
 * Undefined if the program ended with a failure or the service reports nothing.
 */
export function explainUnknownFailure(context: TaskContext): Draft | undefined {
  const { task, role } = context;
  const { failureInfo: info, exitCode } = task.executionInfo ?? {};
  const isProgram = exitCode !== undefined && exitCode !== 0;
  if (isProgram || info === undefined || findCode('taskFailure', info.code) !== undefined) return undefined;
  const message = toSentence(info.message ?? '');
  const detail = findDetail(info.details, 'Message', 'Reason');
  const blame = findBlame(info.category);
  const isSaid = message !== '' || detail !== undefined;
  if (!isSaid && (blame === undefined || info.code === undefined)) return undefined;
  const next = planNextStep(context, blame?.change ?? 'surroundings');
  const category = categorizeMessage(`${info.message ?? ''} ${detail ?? ''}`);
  return {
    category: category ?? blame?.category ?? 'other',
    code: info.code,
    title: l10n.t(
      '{0} failed: {1}',
      task.id,
      isSaid ? toClause(message === '' ? (detail ?? '') : message) : l10n.t('Azure Batch reports {0}', info.code ?? ''),
    ),
    cause: joinSentences([
      isSaid
        ? l10n.t("The service gives a reason that isn't recognized here.")
        : l10n.t("The service gives a code that isn't recognized here, and no reason."),
      message,
      detail === undefined ? '' : toReason(detail),
      blame?.who,
      exitCode === 0
        ? l10n.t('The program itself ended with exit code 0.')
        : l10n.t('There is no exit code, so the program probably never ran.'),
    ]),
    evidence: [describeExitCode(context)],
    fixes: blame?.change === 'nothing' ? [...next.fixes, askSupport()] : [followService(), ...next.fixes],
    remedies: role === 'task' ? ['task.openStderr', 'task.openStdout'] : [],
    change: next.change,
    confidence: category === undefined ? 'guess' : 'likely',
    identity: maskLiterals(`${info.message ?? ''} ${detail ?? ''}`),
  };
}

interface Blame {
  readonly who: string;
  readonly change: Change;
  readonly category?: FailureCategory;
}

/** Finds the meaning of an error category (Batch REST API: "ErrorCategory"); undefined for an unknown one. */
function findBlame(category: ErrorCategory | undefined): Blame | undefined {
  if (category === 'ServerError') {
    return {
      who: l10n.t(
        'According to its category (ServerError), the fault is in Azure Batch, not in the task: it may be temporary.',
      ),
      change: 'nothing',
      category: 'service',
    };
  }
  if (category !== 'UserError') return undefined;
  return {
    who: l10n.t(
      'According to its category (UserError), the fault is in the task or in something it uses: another attempt fails again unless that is corrected.',
    ),
    change: 'surroundings',
  };
}

/** Advises following the service's message if nothing else is known. */
export function followService(): Fix {
  return { text: l10n.t('Act on what the service says; search for its code in the Azure Batch documentation.') };
}

function askSupport(): Fix {
  return { text: l10n.t('If it happens again, contact support with the job and task IDs.') };
}
