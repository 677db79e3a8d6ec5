import * as l10n from '@vscode/l10n';
import type { NodeState } from '../../model/computeNode.ts';

/** What happens to a node, in a state in which it ends what it runs; undefined for other states. */
export function describeGoing(state: NodeState | undefined): string | undefined {
  switch (state) {
    case 'rebooting':
      return l10n.t('its node is being rebooted');
    case 'reimaging':
      return l10n.t('its node is being reimaged');
    case 'leavingpool':
      return l10n.t('its node is being removed from the pool');
    case 'deallocating':
      return l10n.t('its node is being deallocated');
    case 'deallocated':
      return l10n.t('its node was deallocated');
    default:
      return undefined;
  }
}
