import * as l10n from '@vscode/l10n';
import { toInvalidInput } from '../../../core/model/batchError.ts';
import type { DefinitionDocument } from '../../definitions/definitionDocument.ts';
import type { WindowApp } from '../verb/window.ts';

/** Opens the definition that a command was called on, or the one in the active editor. Throws `InvalidInput`. */
export async function openDefinition(
  { definitions }: WindowApp,
  [given]: readonly unknown[],
): Promise<DefinitionDocument> {
  const document = (await definitions.find(given)) ?? (await definitions.find(undefined));
  if (document !== undefined) return document;
  throw toInvalidInput(l10n.t('Open a task definition in an editor first.'));
}
