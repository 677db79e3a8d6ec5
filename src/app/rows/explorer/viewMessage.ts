import * as l10n from '@vscode/l10n';
import type { AccountSnapshot } from '../../../service/store/accountStore.ts';
import { isUnreachable } from '../accountTrouble.ts';

/**
 * A problem of all accounts at once: several are open, and none of them answers. Problems of one account are shown in
 * its row, since a message that comes and goes moves all rows.
 */
export function toViewMessage(snapshots: readonly AccountSnapshot[]): string | undefined {
  if (snapshots.length < 2 || !snapshots.every(isOutOfReach)) return undefined;
  return l10n.t('No account can be reached. Check whether this computer is online.');
}

function isOutOfReach(snapshot: AccountSnapshot): boolean {
  const { error } = snapshot.slice({ kind: 'jobs' });
  return error !== undefined && isUnreachable(error);
}
