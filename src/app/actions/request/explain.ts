import * as l10n from '@vscode/l10n';
import type { Explanation } from '../../../core/diagnosis/explanation/explanation.ts';
import { BatchError } from '../../../core/model/batchError.ts';
import type { App } from '../../app.ts';
import { toCommandId } from '../../commandId.ts';
import { toServiceErrorEvidence } from '../../explain/explainUnread.ts';
import { askToConfirm, type UndoableQuestion } from '../../ui.ts';
import type { Contribution } from '../verb/contribution.ts';

export const contribution: Contribution = { title: 'Explain Why a Request Failed', effect: 'reads', palette: 'never' };

/**
 * Explains why a request was refused or got no response, and what to do. The error's notification passes the
 * `BatchError` and a description of the attempted operation.
 */
export async function run(services: App, [error, operation]: readonly unknown[]): Promise<void> {
  if (!BatchError.is(error)) return;
  const evidence = toServiceErrorEvidence(error, typeof operation === 'string' ? operation : undefined);
  const explanation = services.bundles.diagnosis().explainServiceError(evidence);
  if (await askToConfirm(services, toQuestion(explanation, error))) await services.ui.run(toCommandId('log.show'));
}

/** Creates a question that shows the explanation and offers the log: cause, steps, and IDs for support. */
export function toQuestion({ title, cause, fixes }: Explanation, error: BatchError): UndoableQuestion {
  const steps = fixes.map(({ text }, index) => `${index + 1}. ${text}`);
  const answer = [
    error.status === undefined ? l10n.t('no response') : String(error.status),
    error.code,
    ...(error.requestId === undefined
      ? []
      : [
          l10n.t({
            message: 'request {id}',
            args: { id: error.requestId },
            comment: ['Id of a request to Azure Batch'],
          }),
        ]),
  ].join(' · ');
  const detail = [cause, steps.join('\n'), answer].filter((part) => part !== '').join('\n\n');
  return { canBeUndone: true, message: title, detail, confirm: l10n.t('Show Log') };
}
