import * as l10n from '@vscode/l10n';
import type { SshConfigEntry } from '../../../core/connect/sshConfigEntry.ts';
import { plural } from '../../../core/text/plural.ts';
import { asCount } from '../../../core/words/numbers.ts';
import { formatTime } from '../../../core/words/times.ts';
import type { PickRow } from '../../ui.ts';
import type { Contribution } from '../verb/contribution.ts';
import type { WindowApp } from '../verb/window.ts';

export const contribution: Contribution = { title: 'Remove Entries from SSH Configuration…', effect: 'reads' };

/**
 * Removes entries for nodes, which were added for Remote-SSH, from the user's `ssh_config`. Nothing in Azure changes.
 */
export async function run(services: WindowApp): Promise<void> {
  const chosen = await services.ui.pick({
    title: l10n.t('Entries for nodes in your SSH configuration'),
    placeholder: l10n.t('Selected entries are removed from {0}', services.sshConfig.findPath()),
    sections: [{ load: async () => ({ rows: (await services.sshConfig.list()).map(toEntryRow), hasMore: false }) }],
    nothing: l10n.t('Your SSH configuration has no entries for nodes.'),
    many: true,
  });
  const hosts = chosen.map(({ host }) => host);
  await services.sshConfig.remove(hosts);
  services.ui.notify(
    'status',
    plural(hosts.length, {
      one: l10n.t('{count} entry was removed from your SSH configuration.', asCount(hosts.length)),
      other: l10n.t('{count} entries were removed from your SSH configuration.', asCount(hosts.length)),
    }),
  );
}

function toEntryRow(entry: SshConfigEntry): PickRow<SshConfigEntry> {
  const { host, expiryTime } = entry;
  if (expiryTime === undefined || Number.isNaN(Date.parse(expiryTime))) return { value: entry, label: host };
  const description = l10n.t({
    message: 'expires {time}',
    args: { time: formatTime(expiryTime) },
    comment: ['When the user expires'],
  });
  return { value: entry, label: host, description };
}
