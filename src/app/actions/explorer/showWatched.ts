import * as l10n from '@vscode/l10n';
import { pickOne } from '../../ui.ts';
import type { Contribution } from '../verb/contribution.ts';
import type { WindowCommand } from '../verb/window.ts';
import { toWatchedRow } from '../watch/describeSeen.ts';
import { toExplainAction } from '../watch/findLead.ts';

export const contribution: Contribution = {
  title: 'Show Watched…',
  icon: 'eye',
  effect: 'reads',
  views: [{ on: 'explorer', at: '1_show@5' }],
};

/** Lists the watched items with their last known state, and opens the page of the selected one. */
export const run: WindowCommand = async (services) => {
  const { watcher, ui } = services;
  const resource = await pickOne(services, {
    title: l10n.t('Watched'),
    placeholder: l10n.t('Choose one to open its page'),
    sections: [
      {
        load: async () => ({
          rows: (await watcher.list()).map((watched) => toWatchedRow(watched, watcher)),
          hasMore: false,
        }),
      },
    ],
    nothing: l10n.t('Nothing is being watched.'),
  });
  const { command, arguments: args = [] } = toExplainAction(resource);
  await ui.run(command, ...args);
};
