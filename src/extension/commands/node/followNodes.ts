import { l10n } from 'vscode';
import type { ComputeNode } from '../../../core/model/computeNode.ts';
import type { NodeResource } from '../../../core/model/resource.ts';
import { asCount, formatNumber } from '../../../core/query/numbers.ts';
import type { ItemOutcome } from '../../../core/remedy/bulk/bulkRecord.ts';
import { type Arrival, judgeArrival } from '../../../core/remedy/settleNode.ts';
import { judgeRestart } from '../../../core/remedy/startTaskPlan.ts';
import { plural } from '../../../core/text/plural.ts';
import { toCommandId } from '../../commandId.ts';
import { notifyInformation, notifyWarning } from '../../messages.ts';
import { noteEffects } from '../bulk/noteEffects.ts';
import type { CommandServices } from '../command.ts';
import { type FollowedNode, followEach } from './followEach.ts';
import { refreshNodes } from './refreshNodes.ts';

type Followed = Parameters<typeof judgeArrival>[0] | 'reboot' | 'reimage';

/**
 * Follows nodes whose request the service took until each is where it was to be, or elsewhere, and tells that once.
 * @param outcomes of the candidates, in their order
 */
export function followNodes(
  services: CommandServices,
  what: Followed,
  candidates: readonly FollowedNode[],
  outcomes: readonly ItemOutcome[],
): void {
  const followed = candidates.filter((_, index) => outcomes[index]?.outcome === 'done');
  const nodes = followed.map(({ resource }) => resource);
  const judge = (before: ComputeNode, now: ComputeNode | undefined): Arrival =>
    what === 'reboot' || what === 'reimage' ? judgeReboot(before, now) : judgeArrival(what, now?.state);
  followEach<Exclude<Arrival, 'underway'>>(services, followed, judge, async (ended) => {
    const seen = nodes.map((node) => [node, ended.get(node) === 'arrived' ? 'seen' : 'astray'] as const);
    await noteEffects(services, toCommandId(`node.${what}`), seen);
    await refreshNodes(services, nodes);
    tell(what, nodes, ended);
  });
}

/** A node may look as before for a while: what tells is that it has started anew. */
function judgeReboot(before: ComputeNode, now: ComputeNode | undefined): Arrival {
  const restart = judgeRestart(before, now);
  if (restart === 'underway') return 'underway';
  return restart === 'back' ? 'arrived' : 'astray';
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
  switch (what) {
    case 'start':
      return plural(count, {
        '=1': l10n.t('The node that you started is back.'),
        other: l10n.t('All {count} nodes that you started are back.', asCount(count)),
      });
    case 'reboot':
      return plural(count, {
        '=1': l10n.t('The node that you rebooted is back.'),
        other: l10n.t('All {count} nodes that you rebooted are back.', asCount(count)),
      });
    case 'reimage':
      return plural(count, {
        '=1': l10n.t('The node that you reimaged is back.'),
        other: l10n.t('All {count} nodes that you reimaged are back.', asCount(count)),
      });
    case 'deallocate':
      return plural(count, {
        '=1': l10n.t('The node is deallocated.'),
        other: l10n.t('All {count} nodes are deallocated.', asCount(count)),
      });
  }
}

function describeAstray(what: Followed, count: number, all: number): string {
  const parts = { ...asCount(count), total: formatNumber(all) };
  switch (what) {
    case 'start':
      return plural(all, {
        '=1': l10n.t('The node that you started did not come back.'),
        other: l10n.t('{count} of {total} nodes that you started did not come back.', parts),
      });
    case 'reboot':
      return plural(all, {
        '=1': l10n.t('The node that you rebooted did not come back, or its start task failed.'),
        other: l10n.t(
          '{count} of {total} nodes that you rebooted did not come back, or their start task failed.',
          parts,
        ),
      });
    case 'reimage':
      return plural(all, {
        '=1': l10n.t('The node that you reimaged did not come back, or its start task failed.'),
        other: l10n.t(
          '{count} of {total} nodes that you reimaged did not come back, or their start task failed.',
          parts,
        ),
      });
    case 'deallocate':
      return plural(all, {
        '=1': l10n.t('The node was not deallocated.'),
        other: l10n.t('{count} of {total} nodes were not deallocated.', parts),
      });
  }
}
