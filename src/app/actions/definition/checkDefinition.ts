import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { doInTurns } from '../../turns.ts';
import { unreadableCodes } from '../../../core/definitions/definitionText.ts';
import type { DefinitionFinding, DefinitionKind } from '../../../core/diagnosis/lint/finding.ts';
import { BatchError } from '../../../core/model/batchError.ts';
import { formatNumber } from '../../../core/words/numbers.ts';
import { systemClock } from '../../../service/clock.ts';
import { loadDiagnosis } from '../../../extension/load.ts';
import { readDefinitionOptions } from '../../../extension/settings.ts';

interface Wanted<T> {
  /** Kind of definition whose rules apply; recognized from the text when absent. */
  readonly kind?: DefinitionKind;
  readonly isWanted: (value: unknown) => value is T;
  /** Creates the message for a definition of another kind. */
  readonly complain: () => string;
}

/**
 * Returns the definition as a document shows it. Throws `InvalidInput` with the problem, after showing its place:
 * invalid JSON, a value that `isWanted` rejects (described by `complain`), or an error that the rules find.
 */
export async function checkDefinition<T>(
  document: vscode.TextDocument,
  { kind, isWanted, complain }: Wanted<T>,
): Promise<T> {
  const value = loadDiagnosis().readDefinition(document.getText());
  if (value === undefined) throw await showSyntaxError(document);
  if (!isWanted(value)) throw toInvalid(complain());
  await checkRules(document, kind);
  return value;
}

/** Throws `InvalidInput` with the first error that the rules find in a definition, after showing its place. */
export async function checkRules(document: vscode.TextDocument, kind: DefinitionKind | undefined): Promise<void> {
  const work = loadDiagnosis().lintDefinitionInSteps(document.getText(), kind, readDefinitionOptions(document.uri));
  const findings = await doInTurns(work, systemClock);
  const error = findings.find(({ severity }) => severity === 'error');
  if (error !== undefined) throw await showError(document, error);
}

/** Returns an error for a document that isn't JSON, after showing the place of the first problem. */
export async function showSyntaxError(document: vscode.TextDocument): Promise<BatchError> {
  const text = document.getText();
  const { findSyntaxError, lintDefinition } = loadDiagnosis();
  const known = lintDefinition(text).find(({ code }) => unreadableCodes.has(code));
  if (known !== undefined) return showError(document, known);
  const error = findSyntaxError(text);
  return error === undefined
    ? toInvalid(l10n.t('The definition is not valid JSON.'))
    : showError(document, { ...error, length: 0 });
}

async function showError(
  document: vscode.TextDocument,
  { message, offset, length }: Pick<DefinitionFinding, 'message' | 'offset' | 'length'>,
): Promise<BatchError> {
  // Selects the text within the quotes, so that other text can be pasted over it.
  const inset = /^"[^"\n]*"$/.test(document.getText().slice(offset, offset + length)) ? 1 : 0;
  const [start, end] = [offset + inset, offset + length - inset];
  const selection = new vscode.Range(document.positionAt(start), document.positionAt(end));
  await vscode.window.showTextDocument(document, { selection, preview: false });
  const line = formatNumber(selection.start.line + 1);
  return toInvalid(l10n.t('Nothing was submitted. Line {line}: {message}', { line, message }));
}

/** Creates an error about the user's input. */
export function toInvalid(message: string): BatchError {
  return new BatchError({ code: 'InvalidInput', message });
}
