import * as l10n from '@vscode/l10n';
import { type Resource, toOwnId } from '../../core/model/resource.ts';
import { toShortVisible } from '../../core/text/escape.ts';
import { redactText } from '../../core/text/redact.ts';
import { nameNodes } from '../../core/words/nodeNames.ts';
import type { ExplainedResource } from './explainedResource.ts';

/** Maximum length of a tab's title. Tabs are as wide as their text, and too few longer ones fit on the screen. */
export const maxTabLength = 48;

type Named = Pick<ExplainedResource, 'name' | 'nodeNames'> & { readonly explanation: { readonly title: string } };

interface Target {
  readonly resource: Resource;
  readonly document: 'attempt' | 'cause' | 'explanation';
}

/** Returns the title of an explanation's tab: the name of its item in the views. */
export function toTabName({ resource, document }: Target, explained: Named, accountName: string): string {
  const { name, nodeNames, explanation } = explained;
  const thing = document === 'cause' ? (name ?? explanation.title) : nameResource(resource, accountName);
  const full = document === 'attempt' ? l10n.t('{name}, earlier', { name: thing }) : thing;
  return toShortVisible(redactText(nameNodes(full, nodeNames, true)), maxTabLength);
}

/** Returns the title of an item's explanation: the name of the item in the views. */
export function nameResource(resource: Resource, account: string): string {
  if (resource.kind === 'account') return l10n.t('Overview of {account}', { account });
  const id = toOwnId(resource);
  return resource.kind === 'node' ? l10n.t('node {id}', { id }) : id;
}
