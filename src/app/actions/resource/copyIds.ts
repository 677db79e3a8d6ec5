import * as l10n from '@vscode/l10n';
import { toInvalidInput } from '../../../core/model/batchError.ts';
import { type Resource, toKey, toOwnId } from '../../../core/model/resource.ts';
import { plural } from '../../../core/text/plural.ts';
import { asCount } from '../../../core/words/numbers.ts';
import type { Held } from '../../rows/explorer/branch.ts';
import type { WithUi } from '../../ui.ts';
import { refuseLostRows, toHit, toRows } from '../targets/targets.ts';
import type { Contribution } from '../verb/contribution.ts';
import type { WindowApp, WindowCommand } from '../verb/window.ts';

export const contribution: Contribution = {
  title: 'Copy All IDs',
  effect: 'reads',
  palette: 'never',
  rows: [{ on: ['pools', 'nodeGroup', 'jobs', 'taskGroup', 'jobSchedules', 'failureGroup'], at: 'copy@1' }],
};

/** Copies the IDs of the loaded items in groups or affected by causes, one per line. */
export const run: WindowCommand = async (services, args) => {
  refuseLostRows(args);
  const held = toRows(args).map((row) => findHeld(services, row));
  const resources = new Map(held.flatMap((one) => one.resources).map((resource) => [toKey(resource), resource]));
  if (resources.size === 0) throw toInvalidInput(l10n.t('Nothing in this group is loaded.'));
  await copyIds(
    services,
    [...resources.values()],
    held.some(({ hasMore }) => hasMore),
  );
};

function findHeld(services: { readonly trees: Pick<WindowApp['trees'], 'listHeld'> }, row: unknown): Held {
  const hit = toHit(row);
  if (hit !== undefined) return { resources: hit, hasMore: false };
  return services.trees.listHeld(row) ?? { resources: [], hasMore: false };
}

/** Copies the IDs of items, one per line, and shows their number, and whether there are more that aren't loaded. */
export async function copyIds(services: WithUi, resources: readonly Resource[], hasMore = false): Promise<void> {
  await services.ui.copy(resources.map(toOwnId).join('\n'));
  services.ui.notify('status', toCopiedText(resources.length, hasMore));
}

function toCopiedText(number: number, hasMore: boolean): string {
  if (hasMore)
    return plural(number, {
      one: l10n.t("{count} ID copied. The list has more that aren't loaded.", asCount(number)),
      other: l10n.t("{count} IDs copied. The list has more that aren't loaded.", asCount(number)),
    });
  return plural(number, {
    '=1': l10n.t('ID copied'),
    one: l10n.t('{count} ID copied', asCount(number)),
    other: l10n.t('{count} IDs copied', asCount(number)),
  });
}
