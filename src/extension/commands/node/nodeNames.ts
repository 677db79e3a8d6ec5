import { l10n } from 'vscode';
import type { NodeResource } from '../../../core/model/resource.ts';
import { toShortVisible } from '../../../core/text/escape.ts';
import type { CommandServices } from '../command.ts';

const maxShownIdLength = 40;
/** Nodes that a question names one by one. */
const maxNamed = 5;

/** The id of a node as questions show it: escaped, and cut where it is too long. */
export function toNodeName({ nodeId }: NodeResource): string {
  return toShortVisible(nodeId, maxShownIdLength);
}

/** Names nodes with their pools and accounts, a line each, so that a question shows what it is about. */
export function toNodeLines(services: Pick<CommandServices, 'accounts'>, nodes: readonly NodeResource[]): string {
  const lines = nodes.slice(0, maxNamed).map((node) => {
    const account = services.accounts.all.find(({ id }) => id === node.accountId);
    const pool = toShortVisible(node.poolId, maxShownIdLength);
    return l10n.t(
      '{0} (pool {1}, account {2})',
      toNodeName(node),
      pool,
      toShortVisible(account?.name ?? node.accountId, maxShownIdLength),
    );
  });
  const others = nodes.length - lines.length;
  return (others > 0 ? [...lines, l10n.t('and {0} more', others)] : lines).join('\n');
}
