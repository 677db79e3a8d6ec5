import * as l10n from '@vscode/l10n';
import { saveLasting } from '../../app/lastingState.ts';
import type { State } from '../../app/ports.ts';
import { notifyInformation } from '../ui/messages.ts';

const startedKey = 'azureBatch.sample.started';

/**
 * Notifies the user, except the first time, that the sample has started over without the changes that were made to it
 * earlier.
 */
export function noteSampleStart(state: State): void {
  if (state.get(startedKey) !== true) return void saveLasting(state, startedKey, true);
  notifyInformation(
    l10n.t(
      "The sample account started from the beginning. Changes made to it in another window, or before this window was reloaded, aren't in it.",
    ),
  );
}
