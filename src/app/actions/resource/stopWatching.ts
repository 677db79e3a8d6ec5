import * as l10n from '@vscode/l10n';
import { Cancelled } from '../../../core/model/cancelled.ts';
import { toKey } from '../../../core/model/resource.ts';
import { plural } from '../../../core/text/plural.ts';
import { asCount } from '../../../core/words/numbers.ts';
import { orInFront } from '../targets/inFront.ts';
import { refuseLostRows, toResources } from '../targets/targets.ts';
import type { Contribution } from '../verb/contribution.ts';
import type { WindowApp, WindowCommand } from '../verb/window.ts';
import { toWatchedRow } from '../watch/describeSeen.ts';
import type { Watchable, Watched } from '../watch/watched.ts';

export const contribution: Contribution = {
  title: 'Stop Watching…',
  icon: 'eye-closed',
  effect: 'reads',
  palette: 'never',
};

/**
 * Stops watching items: the items that the command is called on, or items that the user selects from all watched ones,
 * with those of the active view or document preselected.
 */
export const run: WindowCommand = async (services, args) => {
  refuseLostRows(args);
  const all = await services.watcher.list();
  const keys = new Set(toResources(orInFront(services, args)).map(toKey));
  const meant = all.map(({ resource }) => resource).filter((resource) => keys.has(toKey(resource)));
  const things = args.length > 0 && meant.length > 0 ? meant : await pickThings(services, all, meant);
  if (things.length === 0) throw new Cancelled();
  await services.watcher.remove(things);
  services.ui.notify(
    'status',
    plural(things.length, {
      one: l10n.t('{count} item is no longer watched.', asCount(things.length)),
      other: l10n.t('{count} items are no longer watched.', asCount(things.length)),
    }),
  );
};

function pickThings(
  { ui, watcher }: WindowApp,
  all: readonly Watched[],
  ticked: readonly Watchable[],
): Promise<readonly Watchable[]> {
  return ui.pick({
    title: l10n.t('Stop watching which items?'),
    placeholder: l10n.t('Select one or more items'),
    many: true,
    ...(ticked.length === 0 ? {} : { ticked }),
    sections: [{ load: async () => ({ rows: all.map((watched) => toWatchedRow(watched, watcher)), hasMore: false }) }],
    nothing: l10n.t('Nothing is being watched.'),
  });
}
