import * as l10n from '@vscode/l10n';
import { findFormulaPlace, maxFormulaLength, toFirstFormula } from '../../../core/definitions/autoscaleFormula.ts';
import { toRunError } from '../../../core/definitions/autoscaleRuns.ts';
import { toInvalidInput } from '../../../core/model/batchError.ts';
import type { AutoScaleRun, Pool } from '../../../core/model/pool.ts';
import type { PoolResource } from '../../../core/model/resource.ts';
import { asCount } from '../../../core/words/numbers.ts';
import type { DefinitionDocument } from '../../definitions/definitionDocument.ts';
import { findDraft } from '../../definitions/draft.ts';
import type { WindowApp } from '../verb/window.ts';

/** Returns the formula document that a command was called on, or the active one; undefined if it isn't a formula. */
export async function findFormula(
  { definitions }: WindowApp,
  [given]: readonly unknown[],
): Promise<DefinitionDocument | undefined> {
  const document = await definitions.find(given);
  return document && findDraft(document, 'formula') && document;
}

/** Opens a pool's formula in an editor: the current or last one, or else a formula that keeps its size. */
export async function openFormulaOf(
  { definitions, autoscaleRuns }: WindowApp,
  resource: PoolResource,
  pool: Pool,
): Promise<DefinitionDocument> {
  autoscaleRuns.note(resource, pool);
  const { autoScaleFormula, autoScaleRun, targetDedicatedNodes = 0, targetLowPriorityNodes = 0 } = pool;
  const known = autoScaleFormula ?? autoscaleRuns.findFormula(resource);
  const text = known ?? toFirstFormula(targetDedicatedNodes, targetLowPriorityNodes);
  const agent = pool.virtualMachineConfiguration?.nodeAgentSKUId?.toLowerCase();
  const document = await definitions.open(resource.poolId.replace(/[^\w-]/g, '_'), text, {
    kind: 'formula',
    resource,
    definition: text,
    shown: text,
    title: '',
    fingerprint: '',
    fixes: [],
    isWindows: agent?.includes('windows') ?? false,
    entered: new Map(),
  });
  // Shows the error of the service's last evaluation.
  if (document.text === autoScaleFormula && autoScaleRun !== undefined) showError(document, autoScaleRun);
  return document;
}

/** Returns the formula in a document. Throws `InvalidInput` if it is empty or too long. */
export function requireFormula(document: DefinitionDocument): string {
  const text = document.text;
  if (text.trim() === '')
    throw toInvalidInput(l10n.t('Type a formula, for example {example}', { example: '$TargetDedicatedNodes = 2;' }));
  if (text.length > maxFormulaLength)
    throw toInvalidInput(l10n.t('A formula can have at most {count} characters.', asCount(maxFormulaLength)));
  return text;
}

/** Marks the service's error in a formula, at its place. */
export function showError(document: DefinitionDocument, { error }: AutoScaleRun): void {
  if (error !== undefined) document.markError(toErrorText(error), findFormulaPlace(error));
}

/** Returns the service's error as a sentence. */
export function toErrorText(error: NonNullable<AutoScaleRun['error']>): string {
  return l10n.t('The formula failed: {error}', { error: toRunError(error) });
}
