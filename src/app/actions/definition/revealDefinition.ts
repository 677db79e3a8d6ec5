import * as l10n from '@vscode/l10n';
import { revealHidden } from '../../../core/definitions/hiddenValues.ts';
import { toInvalidInput } from '../../../core/model/batchError.ts';
import { hiddenText } from '../../../core/text/hiddenText.ts';
import type { App } from '../../app.ts';
import type { DefinitionDocument } from '../../definitions/definitionDocument.ts';
import type { Draft } from '../../definitions/draft.ts';

/**
 * Returns the definition that a document shows, with its hidden texts restored. Throws `InvalidInput` after showing the
 * first hidden text whose value is unknown.
 */
export async function revealDefinition<T>(
  services: App,
  document: DefinitionDocument,
  shown: T,
  draft: Pick<Draft, 'definition' | 'entered'> | undefined,
): Promise<T> {
  const { value, unknownAt } = revealHidden(shown, draft?.definition ?? {}, draft?.entered ?? new Map());
  if (unknownAt === undefined) return value as T;
  const text = document.text;
  // With several definitions, the place of this one is unknown.
  const hidden = { offset: Math.max(text.indexOf(hiddenText), 0), length: hiddenText.length };
  const span = draft === undefined ? hidden : (services.bundles.diagnosis().findProperty(text, unknownAt) ?? hidden);
  const line = await document.select(span.offset, span.length);
  throw toInvalidInput(
    l10n.t(
      'Nothing was submitted. A secret on line {0} is hidden and no longer known. Enter the value again.',
      String(line),
    ),
  );
}
