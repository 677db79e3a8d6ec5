import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { describeThing } from '../../app/actions/watch/describeEvents.ts';
import { describeSeen } from '../../app/actions/watch/describeSeen.ts';
import type { Watcher } from '../../app/actions/watch/watcher.ts';
import { toCommandId } from '../../app/commandId.ts';
import { toNotificationText } from '../../app/messages/notificationText.ts';
import { joinParts } from '../../core/text/lists.ts';
import { capitalize } from '../../core/text/locale.ts';
import { plural } from '../../core/text/plural.ts';
import { asCount, formatNumber } from '../../core/words/numbers.ts';

const mostNamed = 10;

/** Shows in the status bar that items are being watched, while there are any. */
export function showWatchStatus(
  watcher: Pick<Watcher, 'all' | 'nameOf' | 'isLate' | 'onDidChange'>,
): vscode.Disposable {
  const item = vscode.window.createStatusBarItem('azureBatch.watched', vscode.StatusBarAlignment.Right);
  item.name = l10n.t('Azure Batch: Watched');
  item.command = toCommandId('explorer.showWatched');
  const show = (): void => {
    const { all } = watcher;
    if (all.length === 0) {
      item.hide();
      return;
    }
    const title = plural(all.length, {
      one: l10n.t('Azure Batch: {count} item is being watched', asCount(all.length)),
      other: l10n.t('Azure Batch: {count} items are being watched', asCount(all.length)),
    });
    const isAnyLate = all.some((one) => watcher.isLate(one));
    const heads = isAnyLate ? [title, l10n.t('Not everything can be checked right now.')] : [title];
    item.text = `$(${isAnyLate ? 'warning' : 'eye'}) ${formatNumber(all.length)}`;
    item.accessibilityInformation = { label: heads.join('. ') };
    const lines = all.slice(0, mostNamed).map((one) => {
      const thing = capitalize(describeThing(one.resource, (resource) => watcher.nameOf(resource)));
      return joinParts(thing, describeSeen(one, watcher), one.seen.trouble?.why) ?? thing;
    });
    item.tooltip = [...heads, '', ...lines.map(toNotificationText)].join('\n');
    item.show();
  };
  const following = watcher.onDidChange(show);
  show();
  return vscode.Disposable.from(item, new vscode.Disposable(() => following.dispose()));
}
