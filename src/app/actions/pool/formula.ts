import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { findFormulaPlace, maxFormulaLength, toFirstFormula } from '../../../core/definitions/autoscaleFormula.ts';
import { toRunError } from '../../../core/definitions/autoscaleRuns.ts';
import type { AutoScaleRun, Pool } from '../../../core/model/pool.ts';
import type { PoolResource } from '../../../core/model/resource.ts';
import { asCount } from '../../../core/words/numbers.ts';
import type { CommandServices } from '../../../extension/commands/command.ts';
import { toInvalid } from '../definition/checkDefinition.ts';

type FormulaServices = Pick<CommandServices, 'drafts' | 'autoscaleRuns'>;

/** Returns the formula document that a command was called on, or the active one; undefined if it isn't a formula. */
export function findFormula(
  { drafts }: Pick<FormulaServices, 'drafts'>,
  [given]: readonly unknown[],
): vscode.TextDocument | undefined {
  const uri = given === undefined ? vscode.window.activeTextEditor?.document.uri : given;
  if (!(uri instanceof vscode.Uri) || drafts.findOf(uri, 'formula') === undefined) return undefined;
  return vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
}

/** Opens a pool's formula in an editor: the current or last one, or else a formula that keeps its size. */
export async function openFormulaOf(
  { drafts, autoscaleRuns }: FormulaServices,
  resource: PoolResource,
  pool: Pool,
): Promise<vscode.TextDocument> {
  autoscaleRuns.note(resource, pool);
  const { autoScaleFormula, autoScaleRun, targetDedicatedNodes = 0, targetLowPriorityNodes = 0 } = pool;
  const known = autoScaleFormula ?? autoscaleRuns.findFormula(resource);
  const text = known ?? toFirstFormula(targetDedicatedNodes, targetLowPriorityNodes);
  const agent = pool.virtualMachineConfiguration?.nodeAgentSKUId?.toLowerCase();
  const uri = await drafts.open(resource.poolId.replace(/[^\w-]/g, '_'), text, {
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
  const document = await vscode.workspace.openTextDocument(uri);
  // Shows the error of the service's last evaluation.
  if (document.getText() === autoScaleFormula && autoScaleRun !== undefined)
    showError({ drafts }, document, autoScaleRun);
  return document;
}

/** Returns the formula in a document. Throws `InvalidInput` if it is empty or too long. */
export function requireFormula(document: vscode.TextDocument): string {
  const text = document.getText();
  if (text.trim() === '')
    throw toInvalid(l10n.t('Type a formula, for example {example}', { example: '$TargetDedicatedNodes = 2;' }));
  if (text.length > maxFormulaLength)
    throw toInvalid(l10n.t('A formula can have at most {count} characters.', asCount(maxFormulaLength)));
  return text;
}

/** Marks the service's error in a formula, at its place, and returns whether there was one. */
export function showError(
  { drafts }: Pick<FormulaServices, 'drafts'>,
  document: vscode.TextDocument,
  { error }: AutoScaleRun,
): boolean {
  if (error === undefined) return false;
  const place = findFormulaPlace(error);
  const at = document.validatePosition(new vscode.Position((place?.line ?? 1) - 1, (place?.column ?? 1) - 1));
  const range = document.getWordRangeAtPosition(at, /\$?\w+/) ?? document.lineAt(at.line).range;
  drafts.showError(document.uri, range, toErrorText(error));
  return true;
}

/** Returns the service's error as a sentence. */
export function toErrorText(error: NonNullable<AutoScaleRun['error']>): string {
  return l10n.t('The formula failed: {error}', { error: toRunError(error) });
}
