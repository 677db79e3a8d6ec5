import * as l10n from '@vscode/l10n';
import type { Contribution } from '../../../app/actions/contribution.ts';
import { orInFront } from '../../../app/actions/inFront.ts';
import { refuseLostRows, toResources } from '../../../app/actions/targets.ts';
import { toWatchedRow } from '../../../app/actions/watch/describeSeen.ts';
import type { Watchable } from '../../../app/actions/watch/watched.ts';
import { toKey } from '../../../core/model/resourceChain.ts';
import { asCount } from '../../../core/query/numbers.ts';
import { plural } from '../../../core/text/plural.ts';
import type { Command, CommandServices } from '../command.ts';

export const contribution: Contribution = {
  title: 'Stop Watching…',
  icon: 'eye-closed',
  effect: 'reads',
  palette: 'withAccount',
};

/** Has things watched no longer: those that it is called on, or in front, as far as they are watched, or what is picked. */
export const run: Command = async (services, args) => {
  refuseLostRows(args);
  const keys = new Set(toResources(orInFront(services, args)).map(toKey));
  const meant = (await services.watcher.list()).filter(({ resource }) => keys.has(toKey(resource)));
  const things = meant.length > 0 ? meant.map(({ resource }) => resource) : await pickThings(services);
  await services.watcher.remove(things);
  services.ui.notify(
    'status',
    plural(things.length, {
      one: l10n.t('{count} thing is no longer watched.', asCount(things.length)),
      other: l10n.t('{count} things are no longer watched.', asCount(things.length)),
    }),
  );
};

function pickThings({ ui, watcher }: CommandServices): Promise<readonly Watchable[]> {
  return ui.pick({
    title: l10n.t('Stop watching what?'),
    placeholder: l10n.t('Choose one or more things'),
    many: true,
    sections: [
      {
        load: async () => ({
          rows: (await watcher.list()).map((watched) => toWatchedRow(watched, watcher)),
          hasMore: false,
        }),
      },
    ],
    nothing: l10n.t('Nothing is watched.'),
  });
}
