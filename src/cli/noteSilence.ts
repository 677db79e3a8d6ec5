import { describeSilence } from '../app/rows/accountTrouble.ts';
import type { Disposable } from '../core/event.ts';
import type { AccountStore } from '../service/store/accountStore.ts';
import type { Output } from './output.ts';

/** Prints a note beside the output, once each time that an account stops responding while something waits for it. */
export function noteSilence(
  store: Pick<AccountStore, 'snapshot' | 'onDidChange'>,
  output: Pick<Output, 'note'>,
): Disposable {
  let said: string | undefined;
  return store.onDidChange(() => {
    const { snapshot } = store;
    const message = snapshot.silentSince === said ? undefined : describeSilence(snapshot, { now: new Date() });
    said = snapshot.silentSince;
    if (message !== undefined) output.note(message);
  });
}
