import * as l10n from '@vscode/l10n';
import { unreadableCodes } from '../../../core/definitions/definitionText.ts';
import type { DefinitionFinding, DefinitionKind } from '../../../core/diagnosis/lint/finding.ts';
import { type BatchError, toInvalidInput } from '../../../core/model/batchError.ts';
import { formatNumber } from '../../../core/words/numbers.ts';
import type { App } from '../../app.ts';
import type { DefinitionDocument } from '../../definitions/definitionDocument.ts';
import { doInTurns } from '../../turns.ts';

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
  services: App,
  document: DefinitionDocument,
  { kind, isWanted, complain }: Wanted<T>,
): Promise<T> {
  const value = services.bundles.diagnosis().readDefinition(document.text);
  if (value === undefined) throw await showSyntaxError(services, document);
  if (!isWanted(value)) throw toInvalidInput(complain());
  await checkRules(services, document, kind);
  return value;
}

/** Throws `InvalidInput` with the first error that the rules find in a definition, after showing its place. */
export async function checkRules(
  services: App,
  document: DefinitionDocument,
  kind: DefinitionKind | undefined,
): Promise<void> {
  const work = services.bundles.diagnosis().lintDefinitionInSteps(document.text, kind, document.options);
  const findings = await doInTurns(work, services.clock);
  const error = findings.find(({ severity }) => severity === 'error');
  if (error !== undefined) throw await showError(document, error);
}

/** Returns an error for a document that isn't JSON, after showing the place of the first problem. */
export async function showSyntaxError(services: App, document: DefinitionDocument): Promise<BatchError> {
  const text = document.text;
  const { findSyntaxError, lintDefinition } = services.bundles.diagnosis();
  const known = lintDefinition(text).find(({ code }) => unreadableCodes.has(code));
  if (known !== undefined) return showError(document, known);
  const error = findSyntaxError(text);
  return error === undefined
    ? toInvalidInput(l10n.t('The definition is not valid JSON.'))
    : showError(document, { ...error, length: 0 });
}

async function showError(
  document: DefinitionDocument,
  { message, offset, length }: Pick<DefinitionFinding, 'message' | 'offset' | 'length'>,
): Promise<BatchError> {
  // Selects the text within the quotes, so that other text can be pasted over it.
  const inset = /^"[^"\n]*"$/.test(document.text.slice(offset, offset + length)) ? 1 : 0;
  const line = formatNumber(await document.select(offset + inset, length - 2 * inset));
  return toInvalidInput(l10n.t('Nothing was submitted. Line {line}: {message}', { line, message }));
}
