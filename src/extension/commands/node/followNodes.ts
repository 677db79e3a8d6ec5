import { l10n } from 'vscode';
import type { NodeResource } from '../../../core/model/resource.ts';
import { asCount, formatNumber } from '../../../core/query/numbers.ts';
import type { ItemOutcome } from '../../../core/remedy/bulk/bulkRecord.ts';
import { type Arrival, judgeArrival } from '../../../core/remedy/settleNode.ts';
import { plural } from '../../../core/text/plural.ts';
import { findNow } from '../../bulk/verbs/looks.ts';
import { toCommandId } from '../../commandId.ts';
import { notifyInformation, notifyWarning } from '../../messages.ts';
import type { CommandServices } from '../command.ts';
import { followUntil } from '../definition/followUntil.ts';
import { refreshNodes } from './refreshNodes.ts';

/** Nodes that are asked for at a time. */
const mostAsked = 20;

type Followed = Parameters<typeof judgeArrival>[0];

/**
 * Follows nodes whose request the service took until each is where it was to be, or elsewhere, and tells that once.
 * @param outcomes of the candidates, in their order
 */
export function followNodes(
  services: CommandServices,
  what: Followed,
  candidates: readonly { readonly resource: NodeResource }[],
  outcomes: readonly ItemOutcome[],
): void {
  const nodes = candidates.flatMap(({ resource }, index) => (outcomes[index]?.outcome === 'done' ? [resource] : []));
  const [first] = nodes;
  if (first === undefined) return;
  const ended = new Map<NodeResource, Exclude<Arrival, 'underway'>>();
  followUntil(services, first.accountId, async () => {
    const open = nodes.filter((node) => !ended.has(node)).slice(0, mostAsked);
    await Promise.all(
      open.map(async (node) => {
        const { service } = await services.accounts.getStore(node.accountId);
        const now = await findNow(service.nodes.getNode(node.poolId, node.nodeId));
        const arrival = judgeArrival(what, now?.state);
        if (arrival !== 'underway') ended.set(node, arrival);
      }),
    );
    if (ended.size < nodes.length) return false;
    await refreshNodes(services, nodes);
    tell(what, nodes, ended);
    return true;
  });
}

function tell(what: Followed, nodes: readonly NodeResource[], ended: ReadonlyMap<NodeResource, Arrival>): void {
  const astray = nodes.filter((node) => ended.get(node) === 'astray');
  const [first] = astray;
  if (first === undefined) notifyInformation(describeArrival(what, nodes.length));
  else
    notifyWarning(describeAstray(what, astray.length, nodes.length), {
      title: l10n.t('Explain'),
      command: toCommandId('node.explain'),
      arguments: [first],
    });
}

function describeArrival(what: Followed, count: number): string {
  return what === 'start'
    ? plural(count, {
        '=1': l10n.t('The node that you started is back.'),
        other: l10n.t('All {count} nodes that you started are back.', asCount(count)),
      })
    : plural(count, {
        '=1': l10n.t('The node is deallocated.'),
        other: l10n.t('All {count} nodes are deallocated.', asCount(count)),
      });
}

function describeAstray(what: Followed, count: number, all: number): string {
  const parts = { ...asCount(count), total: formatNumber(all) };
  return what === 'start'
    ? plural(all, {
        '=1': l10n.t('The node that you started did not come back.'),
        other: l10n.t('{count} of {total} nodes that you started did not come back.', parts),
      })
    : plural(all, {
        '=1': l10n.t('The node was not deallocated.'),
        other: l10n.t('{count} of {total} nodes were not deallocated.', parts),
      });
}
