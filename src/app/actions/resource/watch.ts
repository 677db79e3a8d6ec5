import * as l10n from '@vscode/l10n';
import { toInvalidInput } from '../../../core/model/batchError.ts';
import { toKey } from '../../../core/model/resource.ts';
import { capitalize } from '../../../core/text/locale.ts';
import { plural } from '../../../core/text/plural.ts';
import { asCount } from '../../../core/words/numbers.ts';
import { toCommandId } from '../../commandId.ts';
import { orInFront } from '../targets/inFront.ts';
import { refuseLostRows, toResources } from '../targets/targets.ts';
import type { Contribution } from '../verb/contribution.ts';
import type { WindowCommand } from '../verb/window.ts';
import { describeThing } from '../watch/describeEvents.ts';
import { describeDelay } from '../watch/describeSeen.ts';
import { toWatchable } from '../watch/watched.ts';

export const contribution: Contribution = {
  title: 'Watch',
  icon: 'eye',
  effect: 'reads',
  rows: [
    { on: ['account', 'pool', 'node', 'job'], unless: ['keyRefused', 'signedOut', 'completed'], at: '1_look@11' },
    { on: 'task', if: ['active', 'preparing', 'running'], at: '1_look@11' },
    { on: 'task', if: 'running', at: 'inline@1' },
  ],
  editors: [
    { on: /^\/((jobs|pools)\/[^/]+\/((tasks|nodes)\/[^/]+\/)?)?(?!cause\.)[^/]+\.explanation\.md$/, at: '1_show@7' },
  ],
};

/**
 * Watches items until they end: notifies the user when something in the items fails, ends, idles, or hangs, even after
 * a reload.
 */
export const run: WindowCommand = async (services, args) => {
  refuseLostRows(args);
  const given = toResources(orInFront(services, args)).flatMap((resource) => toWatchable(resource) ?? []);
  const things = [...new Map(given.map((resource) => [toKey(resource), resource])).values()];
  const [first] = things;
  if (first === undefined) {
    throw toInvalidInput(l10n.t('Select an account, pool, node, job, or task in an Azure Batch view first.'));
  }
  const { watcher, ui } = services;
  const started = await watcher.add(things);
  const show = { title: l10n.t('Show Watched…'), command: toCommandId('explorer.showWatched') };
  const thing = describeThing(started[0]?.resource ?? first, (resource) => watcher.nameOf(resource));
  if (started.length === 0) {
    const message = plural(things.length, {
      '=1': l10n.t('{0} is already being watched.', capitalize(thing)),
      one: l10n.t('{count} item is already being watched.', asCount(things.length)),
      other: l10n.t('{count} items are already being watched.', asCount(things.length)),
    });
    ui.notify('information', message, show);
    return;
  }
  const message = plural(started.length, {
    '=1': l10n.t('Watching {0}.', thing),
    one: l10n.t('Watching {count} item.', asCount(started.length)),
    other: l10n.t('Watching {count} items.', asCount(started.length)),
  });
  const delays = started.flatMap((watched) => describeDelay(watched) ?? []);
  ui.notify(delays.length === 0 ? 'status' : 'information', [message, ...delays].join(' '));
};
