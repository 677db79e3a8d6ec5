import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { doInTurns } from '../../../app/turns.ts';
import type { DefinitionFinding, DefinitionKind } from '../../../core/diagnosis/lint/finding.ts';
import { BatchError } from '../../../core/model/batchError.ts';
import { unreadableCodes } from '../../../core/query/definitionText.ts';
import { formatNumber } from '../../../core/query/numbers.ts';
import { systemClock } from '../../../service/clock.ts';
import { loadDiagnosis } from '../../load.ts';
import { readDefinitionOptions } from '../../settings.ts';

interface Wanted<T> {
  /** What is checked by the rules; by its looks when absent. */
  readonly kind?: DefinitionKind;
  readonly isWanted: (value: unknown) => value is T;
  /** What is said of another thing. */
  readonly complain: () => string;
}

/**
 * The definition as a document shows it. Throws `InvalidInput` that says what is wrong, after showing where: what is no
 * JSON, what `isWanted` does not take, as `complain` says, and what has an error by the definitions' rules.
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

/** Throws `InvalidInput` that says what is wrong with a definition by the rules, after showing where. */
export async function checkRules(document: vscode.TextDocument, kind: DefinitionKind | undefined): Promise<void> {
  const work = loadDiagnosis().lintDefinitionInSteps(document.getText(), kind, readDefinitionOptions(document.uri));
  const findings = await doInTurns(work, systemClock);
  const error = findings.find(({ severity }) => severity === 'error');
  if (error !== undefined) throw await showError(document, error);
}

/** Says that a document is no JSON, after showing from where on. */
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
  // Within the quotes of a text, so that another one can be pasted over it.
  const inset = /^"[^"\n]*"$/.test(document.getText().slice(offset, offset + length)) ? 1 : 0;
  const [start, end] = [offset + inset, offset + length - inset];
  const selection = new vscode.Range(document.positionAt(start), document.positionAt(end));
  await vscode.window.showTextDocument(document, { selection, preview: false });
  const line = formatNumber(selection.start.line + 1);
  return toInvalid(l10n.t('Nothing was submitted. Line {line}: {message}', { line, message }));
}

/** What is wrong with what the user wrote. */
export function toInvalid(message: string): BatchError {
  return new BatchError({ code: 'InvalidInput', message });
}
