import * as l10n from '@vscode/l10n';
import type { NodeResource } from '../../../core/model/resource.ts';
import { toShortVisible } from '../../../core/text/escape.ts';
import { nameAccount, type WithAccounts } from '../../accounts/accounts.ts';
import { toNameInSentence, toThingName } from '../names.ts';

const maxShownIdLength = 40;

/** A node as questions show it: by name and id, escaped, and cut where that is too long. */
export function toNodeName(services: WithAccounts, node: NodeResource): string {
  return toShortVisible(toThingName(services, node), maxShownIdLength);
}

/** The same for a sentence that says that it is a node. */
export function toNodeInSentence(services: WithAccounts, node: NodeResource): string {
  return toShortVisible(toNameInSentence(services, node), maxShownIdLength);
}

/** Names nodes with their pools and accounts, a line each, so that a question shows what it is about. */
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
