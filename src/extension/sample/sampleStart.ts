import * as l10n from '@vscode/l10n';
import { saveLasting } from '../../app/lastingState.ts';
import type { State } from '../../app/ports.ts';
import { notifyInformation } from '../ui/messages.ts';

const startedKey = 'azureBatch.sample.started';

/** Says of a sample that it is not the first: who has retried tasks in an earlier one would look for them in vain. */
export function noteSampleStart(state: State): void {
  if (state.get(startedKey) !== true) return void saveLasting(state, startedKey, true);
  notifyInformation(
    l10n.t(
      "The sample account started from the beginning. Changes made to it in another window, or before this window was reloaded, aren't in it.",
    ),
  );
}
