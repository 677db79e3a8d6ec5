import * as l10n from '@vscode/l10n';

/** What happens to a node, in a state (in small letters) in which it ends what it runs; undefined for other states. */
export function describeGoing(state: string): string | undefined {
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
