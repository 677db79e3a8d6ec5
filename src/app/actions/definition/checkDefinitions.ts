import * as l10n from '@vscode/l10n';
import type { DefinitionKind } from '../../../core/diagnosis/lint/finding.ts';
import { toInvalidInput } from '../../../core/model/batchError.ts';
import { isObject } from '../../../core/model/shape.ts';
import type { App } from '../../app.ts';
import type { DefinitionDocument } from '../../definitions/definitionDocument.ts';
import { checkRules, showSyntaxError } from './checkDefinition.ts';

/** A definition in which the rules find no errors. */
export type Definition = Readonly<Record<string, unknown>> & { readonly id: string };

/** The definitions in a document, all of one kind. */
export interface Definitions {
  readonly kind: DefinitionKind;
  readonly values: readonly Definition[];
}

/**
 * Returns the definitions as the document shows them, checked by the rules. Throws `InvalidInput` with the problem,
 * after showing its place. `given` is the kind, if known.
 */
export async function checkDefinitions(
  services: App,
  document: DefinitionDocument,
  given?: DefinitionKind,
): Promise<Definitions> {
  const { lintDefinition, readDefinitions } = services.bundles.diagnosis();
  const found = readDefinitions(document.text, given);
  if (found === undefined) throw await showSyntaxError(services, document);
  if (found.some(({ isTemplate }) => isTemplate))
    throw toInvalidInput(
      l10n.t(
        'This is a template for the Azure Batch CLI extensions. To create what it defines, run `az batch job create --template` or `az batch pool create --template`.',
      ),
    );
  const ofResourceManager = lintDefinition(document.text, given).find(({ code }) => code === 'resource-manager');
  if (ofResourceManager !== undefined) throw toInvalidInput(ofResourceManager.message);
  const kind = found[0]?.kind;
  if (kind === undefined || found.some((one) => one.kind === undefined))
    throw toInvalidInput(l10n.t('This is not the definition of a pool, job, task, or job schedule.'));
  if (found.some((one) => one.kind !== kind))
    throw toInvalidInput(l10n.t('The document defines different kinds of items. Submit each kind separately.'));
  const values = found.flatMap(({ value }) => (isDefinition(value, kind) ? [value] : []));
  if (values.length < found.length)
    throw toInvalidInput(
      kind === 'task'
        ? l10n.t("This isn't a valid task definition: it needs an id and a commandLine.")
        : l10n.t('Each definition needs an id.'),
    );
  await checkRules(services, document, given);
  return { kind, values };
}

function isDefinition(value: unknown, kind: DefinitionKind): value is Definition {
  if (!isObject(value) || typeof value['id'] !== 'string') return false;
  return kind !== 'task' || typeof value['commandLine'] === 'string';
}
