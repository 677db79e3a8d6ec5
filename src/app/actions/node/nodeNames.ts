import * as l10n from '@vscode/l10n';
import type { NodeResource } from '../../../core/model/resource.ts';
import { toShortVisible } from '../../../core/text/escape.ts';
import { nameAccount, type WithAccounts } from '../../accounts/accounts.ts';
import { toNameInSentence, toThingName } from '../targets/names.ts';

const maxShownIdLength = 40;

/** Returns the name and ID of a node for questions, escaped and shortened. */
export function toNodeName(services: WithAccounts, node: NodeResource): string {
  return toShortVisible(toThingName(services, node), maxShownIdLength);
}

/** Returns the name of a node for a sentence that includes the word "node", escaped and shortened. */
export function toNodeInSentence(services: WithAccounts, node: NodeResource): string {
  return toShortVisible(toNameInSentence(services, node), maxShownIdLength);
}

/**
 * Lists nodes with their pools and accounts, one per line, so that a question shows exactly which nodes it is about.
 */
export function toNodeLines(
  services: WithAccounts,
  nodes: readonly { readonly resource: NodeResource }[],
): readonly string[] {
  return nodes.map(({ resource }) =>
    l10n.t('{node}, pool {pool}, account {account}', {
      node: toNodeName(services, resource),
      pool: toShortVisible(resource.poolId, maxShownIdLength),
      account: toShortVisible(nameAccount(services.accounts, resource.accountId), maxShownIdLength),
    }),
  );
}
